"""What stands against a plan: rules of this floor and of those above, asked together.

A rule is a function from a Plan to the conflicts that it finds, in a number of queries that
does not grow with the sessions. Upper floors register theirs in `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from programme.enums import Severity
from programme.models import Edition

from .plan import Placed, Plan, plan_of

__all__ = [
    "Conflict",
    "Placed",
    "Plan",
    "Rule",
    "Severity",
    "find_conflicts",
    "plan_of",
    "register_rule",
    "worst_by_session",
]


@dataclass(frozen=True)
class Conflict:
    """One thing that stands against a plan: how bad, in a sentence, and where it is mended."""

    rule: str
    severity: Severity
    #: In the reader's language; times are those of the venue.
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


def worst_by_session(conflicts: Iterable[Conflict]) -> dict[int, Severity]:
    """For each session concerned, the worst that stands against it; `conflicts` errors first."""
    worst: dict[int, Severity] = {}
    for conflict in conflicts:
        for session in conflict.sessions:
            worst.setdefault(session, conflict.severity)
    return worst
