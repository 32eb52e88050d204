"""Bodies of work, such as an edition: which pages and labels belong together.

Upper floors say which there are; the board counts them, and translators work through them.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext
from wagtail.models import Page

from .labels import label_sets
from .languages import source_language

#: Of some models, some rows.
Rows = Mapping[type[Model], QuerySet[Any]]


@dataclass(frozen=True)
class Scope:
    """Pages and labels that are translated, looked at and published as one."""

    #: Stable name in URLs, such as an edition's slug.
    name: str
    #: What it is called, in the active language.
    title: str
    #: Translation keys of its pages; asked for when needed. Queries may filter by them.
    keys: Callable[[], Collection[UUID]]
    #: Rows whose labels belong to it; asked for when needed.
    rows: Callable[[], Rows]


Find = Callable[[], list[Scope]]
#: To which body of work each page belongs: its translation key → the scope's name.
Homes = Callable[[], dict[UUID, str]]
_finders: list[Find] = []
_homes: list[Homes] = []

#: Name of what belongs to no other body of work.
REST = "rest-of-the-site"


def register_scopes(find: Find, homes: Homes) -> None:
    """Ask `find()` for bodies of work, the most current first, and `homes()` for their pages.

    Both in a constant number of queries.
    """
    if find not in _finders:
        _finders.append(find)
        _homes.append(homes)


def scopes() -> list[Scope]:
    """All bodies of work; the last one is the rest of the site, so that nothing is left out."""
    found = [scope for find in _finders for scope in find()]
    return [*found, Scope(REST, gettext("Rest of the site"), _other_keys, lambda: rows_of(None))]


def scope(name: str) -> Scope | None:
    """The body of work called `name`, or None."""
    return next((found for found in scopes() if found.name == name), None)


def page_homes() -> dict[UUID, str]:
    """The scope of every page that belongs to one, by translation key."""
    return {key: name for homes in _homes for key, name in homes().items()}


def rows_of(name: str | None) -> Rows:
    """The rows whose labels belong to the scope `name`; with None those that belong to none."""
    found: dict[type[Model], QuerySet[Any]] = {}
    for labels in label_sets():
        rows = labels.model._default_manager.all()
        if labels.scope and name is None:
            found[labels.model] = rows.filter(**{f"{labels.scope}__isnull": True})
        elif labels.scope:
            found[labels.model] = rows.filter(**{labels.scope: name})
        elif name is None:
            found[labels.model] = rows
    return found


def _other_keys() -> list[UUID]:
    pages = Page.objects.filter(depth__gt=1, locale__language_code=source_language())
    homes = page_homes()
    return [key for key in pages.values_list("translation_key", flat=True) if key not in homes]


def companions(*keys: UUID) -> Rows:
    """Rows whose labels stand on the pages with these keys, such as a session's title."""
    return {
        labels.model: labels.model._default_manager.filter(**{f"{labels.page}__in": keys})
        for labels in label_sets()
        if labels.page
    }
