"""Items in numbers, language by language."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from translations.enums import Kind, Stage
from translations.scopes import Scope

from .items import Count, Item, Tally


@dataclass(frozen=True)
class Step:
    """One stage: how many items have texts there, and how many texts and words these are."""

    stage: Stage
    number: int
    count: Count
    #: Where its part of the bar begins, and how long it is, of 100.
    begin: float
    width: float


@dataclass(frozen=True)
class Figures:
    """How far some items are in one language."""

    language: str
    items: list[Item]
    today: datetime.date

    @cached_property
    def tally(self) -> Tally:
        return Tally.of(item.tally for item in self.items)

    @cached_property
    def all(self) -> Count:
        return self.tally.all

    @property
    def published(self) -> Count:
        return self.tally[Stage.PUBLISHED]

    @property
    def percent(self) -> int:
        """Share of the words that readers see; rounded down, so that 100 means all."""
        return 100 * self.published.words // self.all.words if self.all.words else 100

    @cached_property
    def steps(self) -> list[Step]:
        """Every stage at which something is, most pressing first."""
        found, begin = [], 0.0
        for stage in Stage:
            count = self.tally[stage]
            number = sum(bool(item.tally[stage]) or item.stage == stage for item in self.items)
            width = 100 * count.words / self.all.words if self.all.words else 0.0
            if number:
                found.append(Step(stage, number, count, round(begin, 2), round(width, 2)))
            begin += width
        return found

    @property
    def to_do(self) -> list[Step]:
        """The stages before publication."""
        return [step for step in self.steps if step.stage != Stage.PUBLISHED]

    @property
    def left(self) -> int:
        """How many items ask for work."""
        return sum(item.stage != Stage.PUBLISHED for item in self.items)

    @property
    def stale(self) -> int:
        """Pages and labels that are public with words of a former source."""
        return sum(item.stale for item in self.items)

    @property
    def missing(self) -> int:
        """Published pages that nobody has sent."""
        return sum(item.stage == Stage.MISSING for item in self.items)

    @property
    def overdue(self) -> int:
        return sum(item.is_overdue(self.today) for item in self.items)

    @property
    def soon(self) -> int:
        """How many fall due within a week."""
        return sum(item.is_due_soon(self.today) for item in self.items)

    @property
    def questions(self) -> int:
        return sum(item.questions for item in self.items)

    @property
    def by_kind(self) -> list[tuple[Kind, int, int]]:
        """Of each kind how many there are, and how many ask for work."""
        found = []
        for kind in Kind:
            of_kind = [item for item in self.items if item.kind == kind]
            left = sum(item.stage != Stage.PUBLISHED for item in of_kind)
            if of_kind:
                found.append((kind, len(of_kind), left))
        return found


def by_language(items: Iterable[Item], today: datetime.date) -> list[Figures]:
    """The figures of each language among `items`, in their order."""
    held: dict[str, list[Item]] = {}
    for item in items:
        held.setdefault(item.language, []).append(item)
    return [Figures(code, found, today) for code, found in held.items()]


def by_scope(
    items: Iterable[Item], scopes: Iterable[Scope], today: datetime.date
) -> list[tuple[Scope, list[Figures]]]:
    """The figures of each body of work that has items, in the order of `scopes`."""
    held: dict[str, list[Item]] = {}
    for item in items:
        for name in item.scopes:
            held.setdefault(name, []).append(item)
    return [(scope, by_language(held[scope.name], today)) for scope in scopes if scope.name in held]
