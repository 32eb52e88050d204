"""The editor's home for one edition: panels of this floor and of those above, in one shape.

A panel is made by a function of the edition and the user, in a number of queries that does
not grow with the sessions. Upper floors register theirs in `AppConfig.ready`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from home.queries import Link
from programme.enums import Severity
from programme.models import Edition
from translations.languages import source_language

#: How many things of one kind are named; the rest stand behind the link to all of them.
NAMED = 8


@dataclass(frozen=True)
class Share:
    """So many of so many, shown as a bar."""

    part: int
    whole: int


@dataclass(frozen=True)
class Row:
    """One thing to know, and the way to where it is mended."""

    text: Any
    url: str = ""
    note: Any = ""
    severity: Severity | None = None
    links: list[Link] = field(default_factory=list)
    #: How many more there are than `links` names.
    more: int = 0
    share: Share | None = None


@dataclass(frozen=True)
class Panel:
    """A part of the desk. Without rows it says that all is well, in the sentence `empty`."""

    name: str
    heading: Any
    icon: str
    rows: list[Row]
    empty: Any = ""
    actions: list[Link] = field(default_factory=list)


#: Makes a panel for a user, or None for one whom it does not concern.
MakePanel = Callable[[Edition, Any], Panel | None]
_makers: list[MakePanel] = []


def register_panel(make: MakePanel) -> None:
    """Show a panel on the desk of every edition, after those registered before it."""
    if make not in _makers:
        _makers.append(make)


def panels(edition: Edition, user: Any) -> list[Panel]:
    """The desk of an edition, in the active language. A constant number of queries."""
    made = (make(edition, user) for make in _makers)
    return [panel for panel in made if panel is not None]


def link(title: Any, url: str) -> Link:
    """A link whose words are in the active language."""
    return Link(str(title), url, get_language() or source_language())


def when(instant: datetime.datetime) -> str:
    """Day and time of an instant, as the user writes them."""
    return date_format(localtime(instant), "SHORT_DATETIME_FORMAT")
