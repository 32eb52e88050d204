"""Bodies of work, such as an edition: which pages and labels belong together.

Upper floors say which there are; the board counts them, and translators work through them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

#: Of some models, some rows.
Rows = Mapping[type[Model], QuerySet[Any]]


@dataclass(frozen=True)
class Scope:
    """Pages and labels that are translated, looked at and published as one."""

    #: Stable name in URLs, such as an edition's slug.
    name: str
    #: What it is called, in the active language.
    title: str
    #: Translation keys of its pages; asked for when needed.
    keys: Callable[[], list[UUID]]
    #: Rows whose labels belong to it; asked for when needed.
    rows: Callable[[], Rows]


Find = Callable[[], list[Scope]]
#: Of a page's translation key: the row whose labels stand on that page, and its model.
Companion = Callable[[UUID], Rows]
_finders: list[Find] = []
_companions: list[Companion] = []


def register_scopes(find: Find) -> None:
    """Ask `find()` for bodies of work, the most current first, in a constant number of queries."""
    if find not in _finders:
        _finders.append(find)


def scopes() -> list[Scope]:
    """All bodies of work."""
    return [scope for find in _finders for scope in find()]


def scope(name: str) -> Scope | None:
    """The body of work called `name`, or None."""
    return next((found for found in scopes() if found.name == name), None)


def register_companions(find: Companion) -> None:
    """Ask `find(translation_key)` for rows whose labels are translated beside that page."""
    if find not in _companions:
        _companions.append(find)


def companions(key: UUID) -> Rows:
    """Rows whose labels stand on the page with `key`, such as a session's title."""
    return {model: rows for find in _companions for model, rows in find(key).items()}
