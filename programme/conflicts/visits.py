"""Rules about visits, which take people away from the venue.

Two visits, or a visit and a workshop, may overlap: each has its own people, and registration
lets nobody choose both. A visit must not take people from what is for everybody, and the way
counts: registration knows the times of the sessions only, not how long the bus takes.
"""

import datetime
from collections.abc import Iterator
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.enums import FOR_EVERYBODY, SessionKind, Severity

from . import Conflict
from .plan import Placed, Plan, overlapping


def visit_during_plenary(plan: Plan) -> Iterator[Conflict]:
    """A visit while everybody is expected elsewhere."""
    for first, second in overlapping(plan.placed):
        if {first.is_visit, second.is_visit} != {True, False}:
            continue
        visit, other = (first, second) if first.is_visit else (second, first)
        if other.session.kind in FOR_EVERYBODY:
            yield Conflict(
                "visit_during_plenary",
                Severity.WARNING,
                _("Whoever takes part in %(visit)s misses %(session)s: %(when)s.")
                % {
                    "visit": visit.code,
                    "session": other.code,
                    "when": plan.when_both(visit, other),
                },
                (visit.session.pk, other.session.pk),
                plan.place_link(visit),
            )


def visit_back_late(plan: Plan) -> Iterator[Conflict]:
    """A visit from which nobody can be back when the next session for all begins."""
    common = _without_alternative(plan)
    for visit in _visits(plan):
        after = next((item for item in common if item.start >= visit.end), None)
        if after and (missing := _missing(plan, visit.end, visit.way, after.start)):
            sentence = ngettext(
                "The way back from %(visit)s takes %(way)d min, %(missing)d minute more than "
                "there is before %(session)s (%(when)s).",
                "The way back from %(visit)s takes %(way)d min, %(missing)d minutes more than "
                "there is before %(session)s (%(when)s).",
                missing,
            )
            yield _way_too_long(
                plan, visit, after, missing=missing, rule="visit_back_late", sentence=sentence
            )


def visit_leaves_early(plan: Plan) -> Iterator[Conflict]:
    """A visit for which one must leave before the last session for all is over."""
    common = _without_alternative(plan)
    for visit in _visits(plan):
        before = next((item for item in reversed(common) if item.end <= visit.start), None)
        if before and (missing := _missing(plan, before.end, visit.way, visit.start)):
            sentence = ngettext(
                "The way to %(visit)s takes %(way)d min, %(missing)d minute more than there "
                "is after %(session)s (%(when)s).",
                "The way to %(visit)s takes %(way)d min, %(missing)d minutes more than there "
                "is after %(session)s (%(when)s).",
                missing,
            )
            yield _way_too_long(
                plan, visit, before, missing=missing, rule="visit_leaves_early", sentence=sentence
            )


def visit_beside_signup(plan: Plan) -> Iterator[Conflict]:
    """Two sessions that registration lets one person choose, but that the way keeps apart."""
    chosen = [item for item in plan.placed if item.session.signup_required]
    for first, second in combinations(chosen, 2):
        if first.overlaps(second):
            continue
        if missing := _missing(plan, first.end, first.way + second.way, second.start):
            yield Conflict(
                "visit_beside_signup",
                Severity.WARNING,
                ngettext(
                    "One person can sign up for %(first)s and %(second)s, but the way takes "
                    "%(missing)d minute more than there is between them (%(when)s).",
                    "One person can sign up for %(first)s and %(second)s, but the way takes "
                    "%(missing)d minutes more than there is between them (%(when)s).",
                    missing,
                )
                % {
                    "first": first.code,
                    "second": second.code,
                    "missing": missing,
                    "when": plan.when(first.end, second.start),
                },
                (first.session.pk, second.session.pk),
                plan.place_link(second),
            )


def _visits(plan: Plan) -> list[Placed]:
    return [item for item in plan.placed if item.is_visit]


def _without_alternative(plan: Plan) -> list[Placed]:
    """What everybody is expected at: ceremonies, plenaries, and what has nothing beside it.

    Neither a break nor the steering committee is something to be at, or to be at instead.
    """
    aside = {SessionKind.BREAK, SessionKind.STEERING_COMMITTEE}
    offered = [item for item in plan.placed if item.session.kind not in aside]
    accompanied = {item.session.pk for pair in overlapping(offered) for item in pair}
    return [
        item
        for item in offered
        if item.session.kind in FOR_EVERYBODY
        or not (item.is_visit or item.session.signup_required or item.session.pk in accompanied)
    ]


def _missing(
    plan: Plan, end: datetime.datetime, way: datetime.timedelta, start: datetime.datetime
) -> int:
    """Minutes by which a way is too long for the time between, on one day; 0 if it is not."""
    if plan.day(end) != plan.day(start):
        return 0
    return max(0, int((way - (start - end)).total_seconds() // 60))


def _way_too_long(
    plan: Plan, visit: Placed, other: Placed, *, missing: int, rule: str, sentence: str
) -> Conflict:
    """What a visit's way, there or back, does to a session for all; `sentence` says which."""
    words = {
        "visit": visit.code,
        "way": visit.session.travel_minutes,
        "missing": missing,
        "session": other.code,
        "when": plan.when(other.start, other.end),
    }
    sessions = (visit.session.pk, other.session.pk)
    return Conflict(rule, Severity.WARNING, sentence % words, sessions, plan.place_link(visit))
