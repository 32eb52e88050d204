"""Participants for the clerk: found in either script, listed, exported."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from programme.models import Edition, Session
from programme.queries.editions import editions_ahead
from registrations.enums import Mode, RegistrationState
from registrations.models import Attendee
from translations.labels import pick

#: Where a clerk looks for somebody.
FOUND_BY = (
    "registration__reference",
    "family_name",
    "given_name",
    "name_other",
    "email",
    "registration__organisation_name",
)


def people() -> QuerySet[Attendee]:
    """Everybody who has not been erased, with what a list names."""
    return Attendee.objects.filter(registration__purged_at=None).select_related(
        "registration__edition", "registration__organisation", "category"
    )


@dataclass(frozen=True)
class HeadCount:
    """Who has registered for an edition, by state and way of taking part."""

    edition: Edition
    counts: list[tuple[RegistrationState, Mode, int]]


def head_counts() -> list[HeadCount]:
    """The editions ahead for which somebody has registered, the next first. Two queries."""
    ahead = editions_ahead()
    rows = (
        Attendee.objects.filter(registration__edition__in=ahead)
        .values_list("registration__edition", "registration__state", "mode")
        .annotate(people=Count("pk"))
        .order_by("registration__state", "mode")
    )
    held: dict[int, list[tuple[RegistrationState, Mode, int]]] = {}
    for edition, state, mode, count in rows:
        held.setdefault(edition, []).append((RegistrationState(state), Mode(mode), count))
    return [HeadCount(edition, held[edition.pk]) for edition in ahead if edition.pk in held]


def folded(text: str) -> str:
    """`text` without accents and capitals, so that `elise` finds `Élise`; Hangul stays itself."""
    parts = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain)


def matching(found: QuerySet[Attendee], text: str) -> QuerySet[Attendee]:
    """Those in whom every word of `text` occurs, in names of either script or elsewhere.

    A Hangul name matches with and without a space. Compared here and not by the databases,
    which fold accents in two different ways, or not at all. One query more.
    """
    words = [folded(word) for word in text.split()]
    pks = [
        row["pk"]
        for row in found.values("pk", *FOUND_BY)
        if _holds(folded(" ".join(row[name] or "" for name in FOUND_BY)), words, row)
    ]
    return found.filter(pk__in=pks)


def _holds(text: str, words: list[str], row: dict[str, Any]) -> bool:
    joint = folded(row["family_name"] + row["given_name"])
    return all(word in text or word in joint for word in words)


def export_rows(found: QuerySet[Attendee], *, needs: bool) -> Iterator[list[str]]:
    """A heading and a row per person, in the active language. Three queries."""
    yield [
        _("Reference"),
        _("State"),
        _("Form of address"),
        _("Family name"),
        _("Given name"),
        _("Name in the other script"),
        _("Position"),
        _("Organisation"),
        _("Country"),
        _("Category"),
        _("E-mail"),
        _("Language of mails"),
        _("Participation"),
        _("Interpretation"),
        _("Visits and workshops"),
        *([_("Services asked for")] if needs else []),
        _("Received"),
    ]
    for attendee in found.prefetch_related("signups__session"):
        yield [*_row(attendee), *(["; ".join(attendee.services)] if needs else []), _when(attendee)]


def _row(attendee: Attendee) -> list[str]:
    registration = attendee.registration
    sessions = (pick(signup.session, "title").text for signup in attendee.signups.all())
    return [
        registration.reference,
        registration.get_state_display(),
        attendee.get_form_of_address_display() if attendee.form_of_address else "",
        attendee.family_name,
        attendee.given_name,
        attendee.name_other,
        attendee.position,
        registration.organisation_name,
        registration.country,
        pick(attendee.category, "name").text,
        attendee.email,
        attendee.get_language_display(),
        attendee.get_mode_display(),
        attendee.get_interpretation_language_display() if attendee.interpretation_language else "",
        "; ".join(sessions),
    ]


def _when(attendee: Attendee) -> str:
    return attendee.registration.created_at.strftime("%Y-%m-%d %H:%M UTC")


def offered_sessions() -> QuerySet[Session]:
    """Sessions for which somebody can have signed up, for a filter."""
    return Session.objects.filter(signup_required=True).order_by("edition", "code")
