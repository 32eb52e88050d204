"""How the people on a programme are written to, as an upper floor lays it down."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from programme.models import Edition


@dataclass(frozen=True)
class Correspondence:
    """Where the answers go, and how many days after the edition private addresses are erased."""

    reply_to: str = ""
    days_kept: int = 90


LayDown = Callable[[Edition], Correspondence | None]
_registered: list[LayDown] = []


def register_correspondence(lay_down: LayDown) -> None:
    """Have `lay_down(edition)` asked; it answers None where it knows nothing."""
    if lay_down not in _registered:
        _registered.append(lay_down)


def correspondence_of(edition: Edition) -> Correspondence:
    """What the first that knows anything has laid down; else what holds without registration."""
    answers = (lay_down(edition) for lay_down in _registered)
    return next(filter(None, answers), Correspondence())


def addresses_erased_on(edition: Edition) -> datetime.date:
    """The day on which the private addresses of speakers and interpreters are erased."""
    return edition.ends_on + datetime.timedelta(days=correspondence_of(edition).days_kept)
