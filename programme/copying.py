"""What comes along when an edition is made from the last one: each floor copies what is its own.

Upper floors register their part in `AppConfig.ready`; editors see it as a box to tick.
Everything runs in the transaction that makes the new edition.
"""

import copy
import datetime
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model
from django.db.models.base import ModelState

from programme.models import Edition, Session
from programme.models.edition_copy import successor

M = TypeVar("M", bound=Model)


@dataclass
class Copying:
    """The last edition and the new one, as those who copy a part of it see them."""

    source: Edition
    edition: Edition
    #: Names of the parts that come along.
    parts: Collection[str]
    #: The sessions that came along: primary key of the old one → new one.
    sessions: dict[int, Session] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """By how many days everything moves."""
        return (self.edition.starts_on - self.source.starts_on).days

    def moved(self, moment: datetime.datetime) -> datetime.datetime:
        """The same hour on the clock of the place, `days` later: daylight saving keeps 9:00."""
        local = moment.astimezone(self.source.zone.info)
        day = local.date() + datetime.timedelta(days=self.days)
        return datetime.datetime.combine(day, local.time(), tzinfo=self.edition.zone.info)

    def key(self, key: uuid.UUID) -> uuid.UUID:
        """The key in the new edition of what has `key` in the last one."""
        return successor(self.edition, key)

    def twin(self, row: M, **changes: Any) -> M:
        """An unsaved row of the new edition like `row`, but for `changes`."""
        new = copy.copy(row)
        new._state = ModelState()
        new.pk = None
        own: dict[str, Any] = {"edition": self.edition} if hasattr(row, "edition_id") else {}
        if hasattr(row, "key"):
            own["key"] = self.key(row.key)
        if hasattr(row, "exchange"):  # a file's own numbers, links and recordings of that year
            own["exchange"] = {}
        for name, value in (own | changes).items():
            setattr(new, name, value)
        return new


Copier = Callable[[Copying], None]


@dataclass(frozen=True)
class Part:
    """Something an upper floor adds to editions, that editors may take along."""

    name: str
    #: What the box to tick says.
    label: Any
    copy: Copier
    #: Sections of an edition whose pages come along with it, such as `registration`.
    sections: tuple[str, ...] = ()


_parts: dict[str, Part] = {}


def register_copier(name: str, label: Any, copier: Copier, *sections: str) -> None:
    """Call `copier(copying)` where editors take `name` along, and copy the pages of `sections`."""
    _parts[name] = Part(name, label, copier, sections)


def registered_parts() -> list[Part]:
    """What upper floors registered, in that order."""
    return list(_parts.values())
