"""The draft timetable for editors, and what a release would change."""

from dataclasses import dataclass

from django.db.models import QuerySet

from home.templatetags.dates import utc
from programme.enums import ScheduleState
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot
from programme.models.session import Session
from programme.models.venue import Room


@dataclass(frozen=True)
class DraftRow:
    """A session with its place in the draft, if it has one."""

    session: Session
    slot: Slot | None


def draft_rows(edition: Edition) -> list[DraftRow]:
    """Every session of the edition: those without a place first, then by time. Two queries."""
    slots = {
        slot.session_id: slot
        for slot in Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    }
    sessions = Session.objects.filter(edition=edition).select_related("track").order_by("code")
    rows = [DraftRow(session, slots.get(session.pk)) for session in sessions]
    placed = [row for row in rows if row.slot]
    return [row for row in rows if not row.slot] + sorted(placed, key=lambda row: row.slot.start)  # type: ignore[union-attr]


def draft_slot(session: Session) -> Slot | None:
    """The place of a session in the draft, with its room; None without one. One query."""
    slots = Slot.objects.filter(schedule__version=0, session=session)
    return slots.select_related("room").first()


def mark(slot: Slot | None) -> str:
    """What tells a place in the draft from every other; screens carry it to what they send."""
    return f"{slot.room_id or '-'} {utc(slot.start)} {utc(slot.end)}" if slot else "none"


def rooms_of(edition: Edition) -> QuerySet[Room]:
    """The rooms of the edition's venue, in their order."""
    return Room.objects.filter(venue=edition.venue_id).order_by("order", "pk")


def has_places(edition: Edition) -> bool:
    """Whether any session of the edition has a place, in the draft or in a release."""
    return Slot.objects.filter(schedule__edition=edition).exists()


def has_rooms(edition: Edition) -> bool:
    """Whether any session of the edition has a room, in the draft or in a release."""
    return Slot.objects.filter(schedule__edition=edition, room__isnull=False).exists()


@dataclass(frozen=True)
class Changes:
    """What would change for the public if the draft were released now."""

    added: list[Session]
    moved: list[Session]
    removed: list[Session]

    def __bool__(self) -> bool:
        return bool(self.added or self.moved or self.removed)


def pending_changes(edition: Edition) -> Changes:
    """The draft against the last release. Three queries."""
    released = Schedule.objects.filter(edition=edition, state=ScheduleState.RELEASED).first()
    draft = _slots(Slot.objects.filter(schedule__edition=edition, schedule__version=0))
    public = _slots(Slot.objects.filter(schedule=released))
    return Changes(
        added=[slot.session for pk, slot in draft.items() if pk not in public],
        moved=[s.session for pk, s in draft.items() if pk in public and _moved(s, public[pk])],
        removed=[slot.session for pk, slot in public.items() if pk not in draft],
    )


def _slots(slots: QuerySet[Slot]) -> dict[int, Slot]:
    return {slot.session_id: slot for slot in slots.select_related("session").order_by("start")}


def _moved(draft: Slot, public: Slot) -> bool:
    return (draft.room_id, draft.start, draft.end) != (public.room_id, public.start, public.end)
