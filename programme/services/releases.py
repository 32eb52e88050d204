"""Releases: the draft, or one session of it, becomes what the public sees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from programme.conflicts import Conflict, Placed, find_conflicts
from programme.enums import ScheduleState, SessionState, Severity
from programme.listeners import tell_of_release
from programme.models.edition import Edition
from programme.models.schedule import Schedule, ScheduleChange, Slot
from programme.models.session import Session
from programme.queries.changes import Changes, changes_between
from programme.queries.drafts import draft_slots, pending_changes, public_slots, slots_with
from programme.queries.entries import released_schedule

from .public_changes import note_public_change
from .schedule import draft_of
from .sessions import set_session_state


@dataclass(frozen=True)
class Terms:
    """How a version is released: what is said about it, and who is told."""

    label: str = ""
    #: Language → text, shown in public.
    notes: Mapping[str, str] = field(default_factory=dict)
    #: Write to those whom the changes concern.
    announced: bool = True
    #: Why it is released although the check finds errors.
    override_reason: str = ""
    #: The mark of the changes that the editor was shown; "" where nobody looked.
    seen: str = ""


def release_schedule(edition: Edition, terms: Terms | None = None, user: Any = None) -> Schedule:
    """Make the draft the programme that the public sees; returns the new version.

    The draft stays, as the working copy of the next one. Raises ValidationError when the
    draft is empty, is what is released already or not what was seen, or when the check finds
    errors and the terms give no reason.
    """
    terms = terms or Terms()
    with transaction.atomic():
        lock(edition)
        slots = draft_slots(edition)
        if not slots:
            raise ValidationError(_("No session has a place in the draft yet."))
        check_conflicts(find_conflicts(edition), terms)
        return _release(edition, slots, terms, user)


def release_session(
    session: Session,
    terms: Terms | None = None,
    user: Any = None,
    *,
    state: SessionState | None = None,
) -> Schedule:
    """Release what has changed about one session, and nothing else; returns the new version.

    With `state` it is cancelled, or takes place after all, in the same step. Raises
    ValidationError as `release_schedule` does, and before the first release.
    """
    edition, terms = session.edition, terms or Terms()
    with transaction.atomic():
        lock(edition)
        if released_schedule(edition) is None:
            raise ValidationError(_("The programme has not been released yet: release all of it."))
        if state:
            set_session_state(session, state, user)
        slots = slots_with(session)
        check_conflicts(conflicts_of(session, slots), terms)
        return _release(edition, slots, terms, user)


def restore_version(schedule: Schedule, user: Any = None, *, seen: str | None = None) -> None:
    """Put the places of a released version into the draft; the public sees no change.

    Whether sessions are cancelled is not theirs to say, and rooms of a venue that the edition
    has left are left out. A draft that has these places already is left alone. `seen` is the
    mark of the draft's changes that the editor was shown, if one was; raises ValidationError when
    they are others now.
    """
    edition = schedule.edition
    with transaction.atomic():
        lock(edition)
        draft, slots = draft_of(edition), _slots_to_restore(schedule)
        if places(draft.slots.all()) == places(slots):
            return
        if seen is not None and seen != pending_changes(edition).mark:
            raise ValidationError(
                _("Somebody else has changed the draft meanwhile. Look at it, then choose again.")
            )
        draft.slots.all().delete()
        Slot.objects.bulk_create(_copies(slots, draft))
        log(
            instance=edition,
            action="programme.restore",
            user=user,
            data={"version": schedule.version},
        )


def _slots_to_restore(schedule: Schedule) -> list[Slot]:
    """The slots of a version, without rooms of a venue that the edition has left."""
    slots = list(schedule.slots.select_related("room"))
    for slot in slots:
        if slot.room and slot.room.venue_id != schedule.edition.venue_id:
            slot.room = None
    return slots


def places(slots: Iterable[Slot]) -> set[tuple[object, ...]]:
    """What two versions share in which every session has the same place."""
    return {(slot.session_id, slot.room_id, slot.start, slot.end) for slot in slots}


def lock(edition: Edition) -> None:
    """Let two releases at the same moment follow one another; each gets its number.

    NO KEY: people may register meanwhile.
    """
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)


def errors_in(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Those that stand against a release."""
    return [conflict for conflict in conflicts if conflict.severity == Severity.ERROR]


def check_conflicts(conflicts: Iterable[Conflict], terms: Terms) -> None:
    """Raise ValidationError when there are errors and no reason to release all the same."""
    errors = errors_in(conflicts)
    if errors and not terms.override_reason:
        sentences = " ".join(conflict.sentence for conflict in errors)
        raise ValidationError(
            _("Not released: %(errors)s Fix the errors, or give a reason for releasing anyway.")
            % {"errors": sentences}
        )


def conflicts_of(session: Session, slots: Iterable[Slot]) -> list[Conflict]:
    """What stands against one session where `slots` have it; nothing once it is cancelled."""
    own = next((slot for slot in slots if slot.session_id == session.pk), None)
    if own is None or own.cancelled:
        return []
    tried = Placed(session, own.room, own.start, own.end)
    found = find_conflicts(session.edition, tried=tried)
    return [conflict for conflict in found if session.pk in conflict.sessions]


def _release(edition: Edition, slots: list[Slot], terms: Terms, user: Any) -> Schedule:
    """Write the next version with these places and what it changes, and tell of it."""
    before = released_schedule(edition)
    changes = Changes(changes_between(public_slots(edition), slots))
    if not changes:
        raise ValidationError(_("Nothing has changed since the last release."))
    if terms.seen and terms.seen != changes.mark:
        raise ValidationError(
            _("The draft has changed in the meantime. Review the changes again, then release.")
        )
    schedule = _version(edition, before.version + 1 if before else 1, terms)
    Slot.objects.bulk_create(_copies(slots, schedule))
    # What has never been public has not changed.
    _write_changes(schedule, changes.rows if before else [])
    note_public_change(edition)
    tell_of_release(schedule)
    data = {"version": schedule.version, "override_reason": terms.override_reason}
    log(instance=edition, action="programme.release", user=user, data=data)
    return schedule


def _version(edition: Edition, version: int, terms: Terms) -> Schedule:
    return Schedule.objects.create(
        edition=edition,
        state=ScheduleState.RELEASED,
        version=version,
        label=terms.label or f"v{version}",
        released_at=timezone.now(),
        announced=terms.announced,
        override_reason=terms.override_reason,
        **{f"note_{language}": text for language, text in terms.notes.items()},
    )


def _copies(slots: Iterable[Slot], schedule: Schedule) -> list[Slot]:
    return [
        Slot(
            schedule=schedule,
            session_id=slot.session_id,
            room=slot.room,
            start=slot.start,
            end=slot.end,
            cancelled=slot.cancelled and schedule.version > 0,
        )
        for slot in slots
    ]


def _write_changes(schedule: Schedule, rows: list[ScheduleChange]) -> None:
    for row in rows:
        row.schedule = schedule
    ScheduleChange.objects.bulk_create(rows)
