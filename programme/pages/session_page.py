from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from home.blocks import TEXT_FEATURES
from programme.models.edition import Edition
from programme.models.session import Session
from programme.queries.entries import entries, fact_urls, released_schedule
from programme.queries.further import links, subtitle
from programme.queries.proceedings import session_proceedings
from programme.queries.structured_data import session_data

from .fact_page import FactPage


class SessionPage(FactPage):
    """What a session is about. When, where and with whom is read from the facts."""

    fact_field = "session"
    joined = ("session__edition__venue",)
    session = models.ForeignKey(Session, models.PROTECT, related_name="pages", editable=False)
    abstract = RichTextField(_("abstract"), features=TEXT_FEATURES, blank=True)

    content_panels: list[Any] = [*FactPage.content_panels, "abstract"]
    parent_page_types = ["programme.ProgrammePage"]
    subpage_types: list[str] = []
    section = "programme"
    template = "programme/pages/session_page.html"

    class Meta:
        verbose_name = _("session page")
        verbose_name_plural = _("session pages")

    @property
    def edition_of(self) -> Edition:
        return self.session.edition

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = context["language"]
        edition = context["edition"]
        found = entries(
            released_schedule(edition),
            edition.zone,
            language,
            photos=True,
            session=self.session_id,
        )
        entry = found[0] if found else None
        return context | {
            "entry": entry,
            "structured_data": entry
            and session_data(edition, entry, language, request.build_absolute_uri),
            "calendar": self.calendar_links(request, language) if entry else None,
            "subtitle": subtitle(self.session, language),
            "links": links(self.session),
            "speaker_urls": fact_urls([p.key for p in entry.people] if entry else [], language),
            "part": session_proceedings(self.session, language),
        }
