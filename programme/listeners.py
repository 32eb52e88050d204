"""Who is told when the public programme changes: functions that upper floors register.

They run inside the transaction of the change, so that what they write (a mail in the outbox, a
seat) is written with it or not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from outbox.mails import Mail
from programme.enums import EditionState
from programme.models import Edition, Schedule, ScheduleChange


@dataclass(frozen=True)
class Audience:
    """Whom a release would write to, and what, without anybody's data."""

    name: str
    people: int
    #: An example in each language, under its code.
    examples: dict[str, Mail]


ReleaseListener = Callable[[Schedule], None]
ReleasePreview = Callable[[Edition, list[ScheduleChange]], Audience]
StateListener = Callable[[Edition, EditionState], None]
#: How many mails a step will send: asked with the edition as it will be, before the step is taken.
StateAudience = Callable[[Edition, EditionState], int]
_release_listeners: list[ReleaseListener] = []
_release_previews: list[ReleasePreview] = []
_state_listeners: list[StateListener] = []
_state_audiences: list[StateAudience] = []


def register_release_listener(listener: ReleaseListener) -> None:
    """Call `listener(schedule)` with every new version; its `changes` are written already.

    A listener writes to people only where the version is `announced`.
    """
    if listener not in _release_listeners:
        _release_listeners.append(listener)


def register_release_preview(preview: ReleasePreview) -> None:
    """Ask `preview(edition, changes)` whom a listener would write to about unsaved changes."""
    if preview not in _release_previews:
        _release_previews.append(preview)


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


def audiences(edition: Edition, changes: list[ScheduleChange]) -> list[Audience]:
    """Whom a release of these changes would write to; those it concerns nobody of are left out."""
    found = [preview(edition, changes) for preview in _release_previews]
    return [audience for audience in found if audience.people]


def tell_of_state(edition: Edition, before: EditionState) -> None:
    """Call every listener with an edition that has just left the state `before`."""
    for listener in _state_listeners:
        listener(edition, before)


def mails_on_state(edition: Edition, before: EditionState) -> int:
    """How many mails will follow when an edition leaves `before` for the state that it shows."""
    return sum(audience(edition, before) for audience in _state_audiences)
