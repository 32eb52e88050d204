"""Seats on the desk of an edition: figures, and nobody's name."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from programme.desk import Panel, Row, Share, link
from programme.enums import Severity
from programme.models import Edition
from registrations.enums import Band, Mode, RegistrationState
from registrations.models import Attendee, Quota, RegistrationSettings
from registrations.queries.stage import stage
from translations.labels import pick

SETTINGS = "registrations.change_registrationsettings"


def seats(edition: Edition, user: Any) -> Panel | None:
    """How many have registered, and how many seats are taken. Three queries."""
    if not user.has_perm(SETTINGS):
        return None
    settings = RegistrationSettings.objects.filter(edition=edition).first()
    if settings is None:
        begin = link(_("Set up registration"), reverse("registration_settings:add"))
        empty = _("Registration has not been set up yet.")
        return Panel("seats", _("Registration and seats"), "group", [], empty, [begin])
    settings.edition = edition
    quotas = list(
        Quota.objects.filter(edition=edition).select_related("session", "category").order_by("pk")
    )
    url = reverse("registration_settings:edit", args=[settings.pk])
    rows = [
        Row(stage(settings, quotas, now()).label, url),
        *counts(edition),
        *map(quota_row, quotas),
    ]
    return Panel("seats", _("Registration and seats"), "group", rows)


def counts(edition: Edition) -> list[Row]:
    """How many people there are, by state and way of taking part."""
    found = (
        Attendee.objects.filter(registration__edition=edition)
        .values_list("registration__state", "mode")
        .annotate(people=Count("pk"))
        .order_by("registration__state", "mode")
    )
    return [
        Row(
            _("%(what)s: %(count)d")
            % {
                "what": f"{RegistrationState(state).label} · {Mode(mode).label}",
                "count": people,
            }
        )
        for state, mode, people in found
    ]


def quota_row(quota: Quota) -> Row:
    """The seats of one quota, taken and in all."""
    severity = Severity.NOTICE if quota.band == Band.FULL else None
    words = _("%(what)s: %(taken)d of %(size)d seats taken")
    return Row(
        words % {"what": named(quota), "taken": quota.taken, "size": quota.size},
        reverse("quotas:edit", args=[quota.pk]),
        severity=severity,
        share=Share(quota.taken, quota.size) if quota.size else None,
    )


def named(quota: Quota) -> str:
    """What a quota counts, in the active language."""
    parts = [
        f"{quota.session.code} · {pick(quota.session, 'title').text}" if quota.session else "",
        quota.get_mode_display() if quota.mode else "",
        pick(quota.category, "name").text if quota.category else "",
    ]
    return " · ".join(part for part in parts if part) or _("All participants")
