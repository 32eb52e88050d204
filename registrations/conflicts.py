"""What participants have asked for against the plan: seats, languages, and their own day."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.conflicts import Conflict, Placed, Plan
from programme.conflicts.plan import overlapping, session_link
from programme.enums import NOT_FOR_LISTENERS, AttendanceMode, LanguageUse, Severity
from translations.languages import language_names

from .queries.demand import (
    listeners,
    listeners_signed_up,
    session_quotas,
    signed_up_for_both,
    signed_up_on_site,
)


def seats_above_capacity(plan: Plan) -> Iterator[Conflict]:
    """More seats on offer than the room holds. One query.

    In a hybrid edition some of them may be taken online: a warning there.
    """
    on_site = plan.edition.attendance_mode == AttendanceMode.ON_SITE
    quotas = session_quotas(plan.edition)
    for item in _in_rooms(plan):
        quota = quotas.get(item.session.pk)
        if quota and item.room and quota.size > item.room.capacity:
            yield Conflict(
                "seats_above_capacity",
                Severity.ERROR if on_site else Severity.WARNING,
                _("%(session)s offers %(seats)d seats, the room %(room)s has %(capacity)d.")
                % {
                    "session": item.code,
                    "seats": quota.size,
                    "room": item.room,
                    "capacity": item.room.capacity,
                },
                (item.session.pk,),
                reverse("quotas:edit", args=[quota.pk]),
            )


def people_above_capacity(plan: Plan) -> Iterator[Conflict]:
    """More people signed up, to come in person, than the room holds. One query."""
    people = signed_up_on_site(plan.edition)
    for item in _in_rooms(plan):
        expected = people.get(item.session.pk, 0)
        if item.room and expected > item.room.capacity:
            yield Conflict(
                "people_above_capacity",
                Severity.ERROR,
                ngettext(
                    "%(people)d person has signed up for %(session)s on site, the room %(room)s "
                    "has %(capacity)d seats (%(when)s).",
                    "%(people)d people have signed up for %(session)s on site, the room %(room)s "
                    "has %(capacity)d seats (%(when)s).",
                    expected,
                )
                % {
                    "people": expected,
                    "session": item.code,
                    "room": item.room,
                    "capacity": item.room.capacity,
                    "when": plan.when(item.start, item.end),
                },
                (item.session.pk,),
                plan.place_link(item),
            )


def _in_rooms(plan: Plan) -> list[Placed]:
    """Sessions in a room that people come to."""
    online = plan.edition.attendance_mode == AttendanceMode.ONLINE
    return [] if online else [item for item in plan.placed if item.room]


def language_not_offered(plan: Plan) -> Iterator[Conflict]:
    """A session that participants cannot follow in the language they have asked for.

    Where people sign up, those who did are counted; elsewhere all who might come. What is
    spoken needs no interpretation. Two queries.
    """
    everybody, signed_up = listeners(plan.edition), listeners_signed_up(plan.edition)
    for item in plan.placed:
        if item.session.kind in NOT_FOR_LISTENERS:
            continue
        asked = signed_up[item.session.pk] if item.session.signup_required else everybody
        uses = plan.languages[item.session.pk]
        heard = {*uses[LanguageUse.SPOKEN], *uses[LanguageUse.INTERPRETED]}
        for language in sorted(asked.keys() - heard):
            yield Conflict(
                "language_not_offered",
                Severity.WARNING,
                ngettext(
                    "%(people)d participant has asked for interpretation (%(language)s) that "
                    "%(session)s does not offer: %(when)s.",
                    "%(people)d participants have asked for interpretation (%(language)s) that "
                    "%(session)s does not offer: %(when)s.",
                    asked[language],
                )
                % {
                    "people": asked[language],
                    "language": language_names([language]),
                    "session": item.code,
                    "when": plan.when(item.start, item.end),
                },
                (item.session.pk,),
                session_link(item),
            )


def signed_up_for_two(plan: Plan) -> Iterator[Conflict]:
    """People whose visits or workshops overlap, since one of them was moved. One query.

    Nobody could choose both at first: the form refuses sessions that overlap.
    """
    chosen = [item for item in plan.placed if item.session.signup_required]
    pairs = {(one.session.pk, two.session.pk): (one, two) for one, two in overlapping(chosen)}
    for pair, people in signed_up_for_both(plan.edition, list(pairs)).items():
        if people:
            first, second = pairs[pair]
            yield Conflict(
                "signed_up_for_two",
                Severity.WARNING,
                ngettext(
                    "%(people)d person has signed up for both %(first)s and %(second)s, which "
                    "overlap: %(when)s.",
                    "%(people)d people have signed up for both %(first)s and %(second)s, which "
                    "overlap: %(when)s.",
                    people,
                )
                % {
                    "people": people,
                    "first": first.code,
                    "second": second.code,
                    "when": plan.when_both(first, second),
                },
                pair,
                plan.place_link(second),
            )
