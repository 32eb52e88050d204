"""What stands against a plan: rules of this floor and of those above, asked together.

A rule is a function from a Plan to the conflicts that it finds, in a number of queries that
does not grow with the sessions. Upper floors register theirs in `AppConfig.ready`.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from programme.enums import Severity
from programme.models import Edition, Room, Session, Slot


@dataclass(frozen=True)
class Placed:
    """A session at its place in the draft, or where somebody is about to put it."""

    session: Session
    room: Room | None
    start: datetime.datetime
    end: datetime.datetime


@dataclass(frozen=True)
class Plan:
    """The draft of an edition as rules see it; cancelled sessions and those without a place are
    left out."""

    edition: Edition
    placed: list[Placed]


@dataclass(frozen=True)
class Conflict:
    """One thing that stands against a plan: how bad, in a sentence, and where it is mended."""

    rule: str
    severity: Severity
    sentence: str
    #: Primary keys of the sessions it is about.
    sessions: tuple[int, ...]
    #: Address of the screen of the admin where it is mended.
    link: str = field(default="", compare=False)


Rule = Callable[[Plan], Iterable[Conflict]]
_rules: list[Rule] = []


def register_rule(rule: Rule) -> None:
    """Have a rule asked whenever a plan is checked."""
    if rule not in _rules:
        _rules.append(rule)


def find_conflicts(edition: Edition, *, tried: Placed | None = None) -> list[Conflict]:
    """What stands against the draft, errors first. A constant number of queries.

    `tried` is a place that somebody considers: it stands in for the one in the draft.
    """
    plan = plan_of(edition, tried)
    found = [conflict for rule in _rules for conflict in rule(plan)]
    return sorted(found, key=lambda conflict: list(Severity).index(conflict.severity))


def plan_of(edition: Edition, tried: Placed | None = None) -> Plan:
    """The draft of an edition in order of time. One query."""
    slots = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    placed = [
        Placed(slot.session, slot.room, slot.start, slot.end)
        for slot in slots.select_related("session", "room")
    ]
    if tried:
        placed = [item for item in placed if item.session.pk != tried.session.pk] + [tried]
    takes_place = [item for item in placed if not item.session.is_cancelled]
    return Plan(edition, sorted(takes_place, key=lambda item: (item.start, item.session.code)))
