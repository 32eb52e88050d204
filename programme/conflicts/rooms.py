"""Rules about rooms and days."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from home.templatetags.dates import days
from programme.enums import SessionKind, Severity

from . import Conflict
from .plan import Placed, Plan, overlapping


def room_double_booked(plan: Plan) -> Iterator[Conflict]:
    """Two sessions in one room at the same time.

    Micro-workshops are meant to share one: several tables, each with its own talk, and people
    who walk from one to the next. Beside anything else they too need the room for themselves.
    """
    in_room: dict[int, list[Placed]] = defaultdict(list)
    for item in plan.placed:
        if item.room:
            in_room[item.room.pk].append(item)
    for items in in_room.values():
        for first, second in overlapping(items):
            if not _share_a_room(first, second):
                yield Conflict(
                    "room_double_booked",
                    Severity.ERROR,
                    _("%(first)s and %(second)s are both in the room %(room)s: %(when)s.")
                    % {
                        "first": first.code,
                        "second": second.code,
                        "room": first.room,
                        "when": plan.when_both(first, second),
                    },
                    (first.session.pk, second.session.pk),
                    plan.place_link(second),
                )


def _share_a_room(first: Placed, second: Placed) -> bool:
    return first.session.kind == second.session.kind == SessionKind.MICRO_WORKSHOP


def outside_the_days(plan: Plan) -> Iterator[Conflict]:
    """A session that begins on a day which is not, or not any more, one of the edition's."""
    edition = plan.edition
    for item in plan.placed:
        if edition.day_of(item.start) not in edition.days:
            yield Conflict(
                "outside_the_days",
                Severity.ERROR,
                _("%(session)s is outside the days of the edition (%(days)s): %(when)s.")
                % {
                    "session": item.code,
                    "days": days(edition.starts_on, edition.ends_on),
                    "when": plan.when(item.start, item.end),
                },
                (item.session.pk,),
                plan.place_link(item),
            )
