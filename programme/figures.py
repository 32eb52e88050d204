"""Key figures as an upper floor would count them; an editor has the last word."""

from collections.abc import Callable
from dataclasses import dataclass, field

from programme.enums import FiguresBasis
from programme.models import Edition


@dataclass(frozen=True)
class Proposal:
    """Figures as counted now; None is what cannot be known."""

    basis: FiguresBasis
    participants: int | None = None
    authorities: int | None = None
    countries: int | None = None
    share_abroad: int | None = None
    #: Sentences on what the count leaves out.
    remarks: list[str] = field(default_factory=list)


Propose = Callable[[Edition], Proposal | None]
_proposers: list[Propose] = []


def register_proposal(propose: Propose) -> None:
    """Have `propose(edition)` asked for figures; it answers None where it knows nothing."""
    if propose not in _proposers:
        _proposers.append(propose)


def proposal_of(edition: Edition) -> Proposal:
    """The first figures that somebody proposes; empty ones, to fill in by hand, if nobody does."""
    proposals = (propose(edition) for propose in _proposers)
    return next(filter(None, proposals), Proposal(FiguresBasis.RECORDS))
