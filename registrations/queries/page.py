"""Seats as the registration page shows them."""

from dataclasses import dataclass

from programme.enums import SessionState
from programme.models import Edition
from registrations.enums import Band
from registrations.models.quota import Quota
from translations.labels import Words, pick


@dataclass(frozen=True)
class SessionSeats:
    """How many seats a session has left, in words."""

    title: Words
    band: Band


def seats_of(edition: Edition) -> list[Quota]:
    """Every quota of an edition, with its session. One query."""
    quotas = Quota.objects.filter(edition=edition).select_related("session")
    return list(quotas.order_by("session__code", "pk"))


def session_seats(quotas: list[Quota], language: str) -> list[SessionSeats]:
    """The sessions among them that take place and ask for sign-up."""
    return [
        SessionSeats(pick(quota.session, "title", language), quota.band)
        for quota in quotas
        if quota.session
        and quota.session.signup_required
        and quota.session.state == SessionState.CONFIRMED
    ]
