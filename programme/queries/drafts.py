"""The draft timetable for editors, and what a release would change."""

from dataclasses import dataclass

from django.db.models import QuerySet

from home.templatetags.dates import utc
from programme.models.edition import Edition
from programme.models.schedule import Slot
from programme.models.session import Session
from programme.models.venue import Room

from .changes import Changes, changes_between
from .entries import released_schedule


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


def draft_slots(edition: Edition) -> list[Slot]:
    """The draft's places, each saying whether its session stands cancelled. One query."""
    slots = list(_joined(Slot.objects.filter(schedule__edition=edition, schedule__version=0)))
    for slot in slots:
        slot.cancelled = slot.session.is_cancelled
    return slots


def public_slots(edition: Edition) -> list[Slot]:
    """The places of the version that the public sees; none before the first. Two queries."""
    return list(_joined(Slot.objects.filter(schedule=released_schedule(edition))))


def _joined(slots: QuerySet[Slot]) -> QuerySet[Slot]:
    return slots.select_related("session", "room").order_by("start", "session__code")


def pending_changes(edition: Edition) -> Changes:
    """The draft against the last release. Three queries."""
    return Changes(changes_between(public_slots(edition), draft_slots(edition)))


def slots_with(session: Session) -> list[Slot]:
    """The public programme with this one session as the draft, and `session` itself, have it.

    One that is cancelled keeps the place that the public knows. At most three queries.
    """
    public = public_slots(session.edition)
    places = public if session.is_cancelled else draft_slots(session.edition)
    own = [slot for slot in places if slot.session_id == session.pk]
    for slot in own:
        slot.session, slot.cancelled = session, session.is_cancelled
    return [slot for slot in public if slot.session_id != session.pk] + own


def changes_of_session(session: Session) -> Changes:
    """What the public would see change if this session alone were released. Five queries."""
    return Changes(changes_between(public_slots(session.edition), slots_with(session)))
