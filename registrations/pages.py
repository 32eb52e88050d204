from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.models import Edition
from programme.pages.edition_pages import SectionPage
from registrations.enums import TAKING, Stage
from registrations.models.settings import RegistrationSettings
from registrations.queries.page import seats_of, session_seats
from registrations.queries.stage import mode_bands, stage


class RegistrationPage(SectionPage):
    """How one registers for an edition, and where registration stands."""

    section = "registration"
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="registration_pages", editable=False
    )
    joined: ClassVar[tuple[str, ...]] = ("edition__registration_settings",)
    subpage_types: list[str] = []
    template = "registrations/pages/registration_page.html"

    class Meta:
        verbose_name = _("registration page")
        verbose_name_plural = _("registration pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        settings = getattr(self.edition, "registration_settings", None)
        return context | (self.open_or_not(settings, context["language"]) if settings else {})

    def open_or_not(self, settings: RegistrationSettings, language: str) -> dict[str, Any]:
        """Stage, seats and times; whatever a booking changes only now and then. One query."""
        quotas = seats_of(self.edition)
        now = stage(settings, quotas, timezone.now())
        return {
            "settings": settings,
            "stage": now,
            "is_taking": now in TAKING,
            "is_ahead": now == Stage.NOT_YET,
            "mode_bands": mode_bands(self.edition, quotas),
            "session_seats": session_seats(quotas, language),
        }
