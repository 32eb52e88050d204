"""What work consists of: a page, a label's row or a document, in one language."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from translations.enums import Kind, Stage, StringState
from translations.gaps import Gap
from translations.labels import Words
from translations.models import Assignment

#: An item is due soon from so many days before.
SOON = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Count:
    """So many texts, and the words of their source."""

    texts: int = 0
    words: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.texts + other.texts, self.words + other.words)

    def __bool__(self) -> bool:
        return self.texts > 0


class Tally(dict[Stage, Count]):
    """How many texts are at each stage; a stage that is not there has none."""

    def __missing__(self, stage: Stage) -> Count:
        if stage not in Stage:  # a template asks for properties by key first
            raise KeyError(stage)
        return Count()

    def add(self, stage: Stage, count: Count) -> None:
        """Count these texts at `stage` too."""
        self[stage] += count

    @classmethod
    def of(cls, tallies: Iterable["Tally"]) -> "Tally":
        """All of `tallies` together."""
        total = cls()
        for tally in tallies:
            for stage, count in tally.items():
                total.add(stage, count)
        return total

    def at(self, stages: Iterable[Stage]) -> Count:
        """The texts at any of `stages`."""
        return sum((self[stage] for stage in stages), Count())

    @property
    def all(self) -> Count:
        return self.at(Stage)

    def stages(self) -> Iterator[tuple[Stage, Count]]:
        """The stages that have texts, most pressing first."""
        return ((stage, self[stage]) for stage in Stage if self[stage])


@dataclass(frozen=True)
class Item:
    """One page, row or document in one language."""

    kind: Kind
    #: Names of the bodies of work it belongs to.
    scopes: frozenset[str]
    language: str
    title: Words
    #: What kind of page, label or document, in the active language.
    type: str
    #: Stable name of that kind, for filters.
    type_name: str
    tally: Tally
    stage: Stage
    #: Readers see words that are no longer those of the source.
    stale: bool = False
    #: The page, or the page on which the label stands.
    key: UUID | None = None
    #: When a page was sent; when its sentences, or what a label was made from, changed last.
    sent_at: datetime.datetime | None = None
    changed_at: datetime.datetime | None = None
    #: Primary keys of the source page, its translation and the target page, of a label's row.
    source: int | None = None
    translation: int | None = None
    target: int | None = None
    row: int | None = None
    #: The first field of a label's row.
    field: str = ""
    #: The document that lacks the language.
    gap: Gap | None = None
    assignment: Assignment | None = None
    #: Questions about its texts that nobody has settled.
    questions: int = 0

    @property
    def due(self) -> datetime.date | None:
        return self.assignment.due if self.assignment else None

    @property
    def owner(self) -> Any:
        return self.assignment.owner if self.assignment else None

    @property
    def left(self) -> Count:
        """The texts that readers do not see as they should."""
        return self.tally.at(stage for stage in Stage if stage != Stage.PUBLISHED)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left for a translator."""
        return self.stage in {Stage.DONE, Stage.PUBLISHED}

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it should have been done before `today`."""
        return bool(self.due and self.due < today and not self.is_done)

    def is_due_soon(self, today: datetime.date) -> bool:
        """Whether it is to be done by a week from `today`, and is not late yet."""
        return bool(self.due and today <= self.due <= today + SOON and not self.is_done)


def most_pressing(tally: Tally, otherwise: Stage) -> Stage:
    """The first stage that has texts."""
    return next((stage for stage, _count in tally.stages()), otherwise)


def stage_of(state: StringState, *, public: bool, strict: bool) -> Stage:
    """How far a text in this state is; `strict` where a second person validates."""
    if state == StringState.VALIDATED:
        return Stage.PUBLISHED if public else Stage.DONE
    if state == StringState.TRANSLATED:
        return Stage.PUBLISHED if public and not strict else Stage.TO_VALIDATE
    return Stage(state.value)
