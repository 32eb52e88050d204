import uuid
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from home.blocks import TEXT_FEATURES, BodyBlock
from home.fields import StreamField
from home.pages import BasePage
from programme.models.edition import Edition
from programme.queries.changes import CHANGES, feed_url, releases
from programme.queries.editions import (
    SECTIONS,
    edition_cards,
    edition_trail,
    partners_by_role,
    past,
    place,
    section_key,
    speakers,
    tour,
)
from programme.queries.entries import by_day, entries, fact_urls, released_schedule
from programme.queries.filters import ProgrammeFilter
from programme.queries.structured_data import edition_data
from translations.labels import Words
from translations.languages import language_codes

from .fact_page import FactPage


class EditionFactPage(FactPage):
    """Any page about an edition as a whole."""

    fact_field = "edition"
    joined: ClassVar[tuple[str, ...]] = ("edition",)

    class Meta:
        abstract = True

    @property
    def edition_of(self) -> Edition:
        return self.fact  # type: ignore[return-value]


class EditionPage(EditionFactPage):
    """The presentation of one edition."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="pages", editable=False)
    introduction = RichTextField(_("introduction"), features=TEXT_FEATURES, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)

    content_panels: list[Any] = [*FactPage.content_panels, "introduction", "body"]
    joined = ("edition__venue", "edition__host")
    parent_page_types = ["home.HomePage"]
    template = "programme/pages/edition_page.html"

    class Meta:
        verbose_name = _("edition presentation")
        verbose_name_plural = _("edition presentations")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = context["language"]
        partners = partners_by_role(self.edition, language)
        travelling = tour(type(self), self.edition, language)
        return context | {
            "place": place(self.edition, language),
            "partners": partners,
            "tour": travelling,
            "structured_data": edition_data(
                self.edition,
                released_schedule(self.edition),
                partners=partners,
                tour=travelling,
                language=language,
                absolute=request.build_absolute_uri,
            ),
        }


class SectionPage(EditionFactPage):
    """A further page about an edition, named by the interface."""

    introduction = RichTextField(_("introduction"), features=TEXT_FEATURES, blank=True)

    content_panels: list[Any] = [*FactPage.content_panels, "introduction"]
    parent_page_types = ["programme.EditionPage"]

    class Meta:
        abstract = True

    @classmethod
    def key_for(cls, fact_key: uuid.UUID) -> uuid.UUID:
        return section_key(fact_key, cls.section)

    def title_in(self, language: str) -> Words:
        with override(language):
            return Words(str(SECTIONS[self.section]), language)


class ProgrammePage(RoutablePageMixin, SectionPage):
    """The released programme, by day, with the time on both shores; below it, its changes."""

    section = "programme"
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="programme_pages", editable=False
    )
    subpage_types = ["programme.SessionPage"]
    template = "programme/pages/programme_page.html"
    changes_template = "programme/pages/changes_page.html"

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        schedule = released_schedule(self.edition)
        found = entries(schedule, self.edition.zone, context["language"])
        form = ProgrammeFilter(request.GET, found)
        return context | {
            "schedule": schedule,
            "filter": form,
            "days": by_day(form.matching()),
            "changes_url": f"{self.address_in(context['language'])}{CHANGES}",
            "feed_url": feed_url(self.edition, context["language"]),
            "is_outdated": any(not self.edition.takes_place_on(entry.date) for entry in found),
            "calendar": self.calendar_links(request, context["language"]),
        }

    @path(CHANGES)
    def changes(self, request: HttpRequest) -> HttpResponse:
        """What each release changed: facts and labels, so that it is whole in every language."""
        context = super().get_context(request)
        return TemplateResponse(
            request, self.changes_template, context | self.changes_context(request, context)
        )

    def changes_context(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        """The changelog, and the frame of a page that needs no translation."""
        language = context["language"]
        addresses = {code: f"{self.address_in(code)}{CHANGES}" for code in language_codes()}
        return {
            "page_title": _("Changes of the programme"),
            "page_title_language": language,
            "words_language": language,
            "fell_back": False,
            "canonical": request.build_absolute_uri(addresses[language]),
            "alternates": [
                (code, request.build_absolute_uri(url)) for code, url in addresses.items()
            ],
            "crumbs": edition_trail(self.edition, self.section, language),
            "releases": releases(self.edition, language),
            "feed_url": feed_url(self.edition, language),
        }


class SpeakerIndexPage(SectionPage):
    """Everybody on the released programme."""

    section = "speakers"
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="speaker_index_pages", editable=False
    )
    subpage_types = ["programme.SpeakerPage"]
    template = "programme/pages/speaker_index_page.html"

    class Meta:
        verbose_name = _("speakers page")
        verbose_name_plural = _("speakers pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        language = context["language"]
        people = list(speakers(self.edition, released_schedule(self.edition)))
        urls = fact_urls([person.key for person in people], language)
        lines = [
            {
                "speaker": person,
                "name": person.name_in(language),
                "other_name": person.other_name_in(language),
                "url": urls.get(person.key, ""),
            }
            for person in people
        ]
        return context | {"people": lines}


class ArchivePage(BasePage):
    """The meetings behind us, the latest first."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, "introduction"]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "programme/pages/archive_page.html"

    class Meta:
        verbose_name = _("archive")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"cards": past(edition_cards(EditionPage, context["language"]))}
