"""Who is told when the public programme changes: functions that upper floors register.

They run inside the transaction of the change, so that what they write (a mail in the outbox, a
seat) is written with it or not at all.
"""

from collections.abc import Callable

from programme.enums import EditionState
from programme.models import Edition, Schedule

ReleaseListener = Callable[[Schedule], None]
StateListener = Callable[[Edition, EditionState], None]
#: How many mails a step will send: asked with the edition as it will be, before the step is taken.
StateAudience = Callable[[Edition, EditionState], int]
_release_listeners: list[ReleaseListener] = []
_state_listeners: list[StateListener] = []
_state_audiences: list[StateAudience] = []


def register_release_listener(listener: ReleaseListener) -> None:
    """Call `listener(schedule)` with every new version; its `changes` are written already."""
    if listener not in _release_listeners:
        _release_listeners.append(listener)


def register_state_listener(listener: StateListener) -> None:
    """Call `listener(edition, before)` when an edition has taken another state."""
    if listener not in _state_listeners:
        _state_listeners.append(listener)


def register_state_audience(audience: StateAudience) -> None:
    """Ask `audience(edition, before)` how many mails its listener would send, for a preview."""
    if audience not in _state_audiences:
        _state_audiences.append(audience)


def tell_of_release(schedule: Schedule) -> None:
    """Call every listener with a version that has just been released."""
    for listener in _release_listeners:
        listener(schedule)


def tell_of_state(edition: Edition, before: EditionState) -> None:
    """Call every listener with an edition that has just left the state `before`."""
    for listener in _state_listeners:
        listener(edition, before)


def mails_on_state(edition: Edition, before: EditionState) -> int:
    """How many mails will follow when an edition leaves `before` for the state that it shows."""
    return sum(audience(edition, before) for audience in _state_audiences)
