from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from home.blocks import TEXT_FEATURES
from programme.models.edition import Edition
from programme.models.speaker import Speaker
from programme.queries.entries import entries, released_schedule
from translations.labels import Words

from .fact_page import FactPage


class SpeakerPage(FactPage):
    """A speaker's biography. Name, position and sessions are read from the facts."""

    fact_field = "speaker"
    joined = ("speaker__edition", "speaker__organisation", "speaker__photo")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="pages", editable=False)
    biography = RichTextField(_("biography"), features=TEXT_FEATURES, blank=True)

    content_panels: list[Any] = [*FactPage.content_panels, "biography"]
    parent_page_types = ["programme.SpeakerIndexPage"]
    subpage_types: list[str] = []
    section = "speakers"
    template = "programme/pages/speaker_page.html"

    class Meta:
        verbose_name = _("speaker page")
        verbose_name_plural = _("speaker pages")

    @property
    def edition_of(self) -> Edition:
        return self.speaker.edition

    def title_in(self, language: str) -> Words:
        return Words(self.speaker.name_in(language), language)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = context["language"]
        edition = context["edition"]
        return context | {
            "other_name": self.speaker.other_name_in(language),
            "entries": entries(
                released_schedule(edition),
                edition.zone,
                language,
                session__session_speakers__speaker=self.speaker_id,
            ),
        }
