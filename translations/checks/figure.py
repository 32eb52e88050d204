"""What a figure is, whatever the language it is written in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from re import Match, Pattern
from typing import NamedTuple

#: What it is a figure of, and its value; a time in minutes.
Key = tuple[str, Decimal | int]


class Figure(NamedTuple):
    """One figure as it is written, and all that it may mean."""

    kind: str
    shown: str
    keys: frozenset[Key]

    @property
    def is_weekday(self) -> bool:
        return any(kind == "weekday" for kind, _value in self.keys)


@dataclass(frozen=True)
class Figures:
    """What a text says in digits, and what it says in words, which may stand for digits."""

    stated: list[Figure]
    worded: set[Key]

    @property
    def keys(self) -> set[Key]:
        return self.worded.union(*(figure.keys for figure in self.stated))


Read = Callable[[Match[str]], Iterable[Figure]]
#: A form of figures, and how it is read; of what makes no sense nothing is read.
Form = tuple[Pattern[str], Read]
