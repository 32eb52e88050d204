"""What differs between two versions of a timetable: said once, for rows, screens and mails."""

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.links import absolute
from home.templatetags.dates import day_full
from programme.enums import ChangeKind, ScheduleState, Zone
from programme.models.edition import Edition
from programme.models.schedule import Schedule, ScheduleChange, Slot
from programme.models.session import Session
from programme.models.venue import Room
from translations.labels import Words, pick

from .entries import fact_urls

#: Where the changes stand, below the programme.
CHANGES = "changes/"
#: Changes after which a session does not take place.
OFF = {ChangeKind.CANCELLED, ChangeKind.REMOVED}


def feed_url(edition: Edition, language: str) -> str:
    """Where programs learn of the changes."""
    return f"/{language}/{edition.slug}/changes.atom"


def changes_between(before: Iterable[Slot], after: Iterable[Slot]) -> list[ScheduleChange]:
    """What a reader of `before` must learn to know `after`, in order of time; unsaved.

    Where a session that does not take place would have been is nobody's concern.
    """
    was = {slot.session_id: slot for slot in before}
    comes = {slot.session_id: slot for slot in after}
    both = {**was, **comes}
    changes = [
        _change(both[pk].session, kind, was.get(pk), comes.get(pk))
        for pk in both
        if (kind := _kind(was.get(pk), comes.get(pk)))
    ]
    return sorted(changes, key=lambda c: (c.start or c.start_before, c.session.code))


def _kind(before: Slot | None, after: Slot | None) -> ChangeKind | None:
    if after is None:
        return ChangeKind.REMOVED
    if after.cancelled:
        return None if before and before.cancelled else ChangeKind.CANCELLED
    if before is None:
        return ChangeKind.ADDED
    if before.cancelled:
        return ChangeKind.REINSTATED
    return ChangeKind.MOVED if _place(before) != _place(after) else None


def _place(slot: Slot) -> tuple[object, ...]:
    return slot.room_id, slot.start, slot.end


def _change(
    session: Session, kind: ChangeKind, before: Slot | None, after: Slot | None
) -> ScheduleChange:
    change = ScheduleChange(session=session, kind=kind)
    if before:
        change.room_before, change.start_before = before.room, before.start
        change.end_before = before.end
    if after:
        change.room, change.start, change.end = after.room, after.start, after.end
    return change


@dataclass(frozen=True)
class Changes:
    """What would change for the public with the next release."""

    rows: list[ScheduleChange]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def of(self, kind: ChangeKind) -> list[Session]:
        """The sessions that change in this way, in order of time."""
        return [row.session for row in self.rows if row.kind == kind]

    @property
    def added(self) -> list[Session]:
        return self.of(ChangeKind.ADDED)

    @property
    def moved(self) -> list[Session]:
        return self.of(ChangeKind.MOVED)

    @property
    def removed(self) -> list[Session]:
        return self.of(ChangeKind.REMOVED)

    @property
    def sessions(self) -> set[int]:
        """Primary keys of all that change."""
        return {row.session_id for row in self.rows}

    @property
    def counts(self) -> list[tuple[ChangeKind, int]]:
        """How many change in which way; ways that do not occur are left out."""
        found = Counter(row.kind for row in self.rows)
        return [(kind, found[kind]) for kind in ChangeKind if found[kind]]

    @property
    def mark(self) -> str:
        """Tells these changes from any others: a form carries it, to say what was seen."""
        facts = [
            (row.session_id, str(row.kind), row.room_before_id, row.start_before, row.end_before)
            for row in self.rows
        ]
        places = [(row.room_id, row.start, row.end) for row in self.rows]
        return hashlib.sha256(repr((facts, places)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Place:
    """When and where something is, or was."""

    start: datetime.datetime
    end: datetime.datetime
    room: Words
    zone: Zone

    @property
    def date(self) -> datetime.date:
        """The day at the venue."""
        return self.start.astimezone(self.zone.info).date()

    @property
    def day(self) -> str:
        return day_full(self.date)


@dataclass(frozen=True)
class ChangeLine:
    """A change as readers of one language are told it."""

    session: Session
    kind: ChangeKind
    title: Words
    url: str
    #: The place that counts: the new one, or that which is left.
    place: Place
    #: The time until now, where it is given up for another.
    time_before: Place | None
    #: The room until now, where it is given up for another, or for none.
    room_before: Words | None

    @property
    def absolute_url(self) -> str:
        """The address of the session's page for mails and feeds; "" where it has none."""
        return self.url and absolute(self.url)

    @property
    def is_off(self) -> bool:
        """Whether the session does not take place."""
        return self.kind in OFF

    @property
    def label(self) -> str:
        """What kind of change it is, as precisely as one can say."""
        if self.kind != ChangeKind.MOVED:
            return str(self.kind.label)
        if not self.time_before:
            return _("Other room")
        return pgettext("programme", "Moved") if self.room_before else _("Other time")


def change_lines(changes: Iterable[ScheduleChange], zone: Zone, language: str) -> list[ChangeLine]:
    """Changes for readers of `language`, with sessions and rooms joined. One query."""
    rows = list(changes)
    urls = fact_urls({row.session.key for row in rows}, language)
    return [_line(row, urls.get(row.session.key, ""), zone, language) for row in rows]


def _line(row: ScheduleChange, url: str, zone: Zone, language: str) -> ChangeLine:
    before = _line_place(row.start_before, row.end_before, row.room_before, zone, language)
    after = _line_place(row.start, row.end, row.room, zone, language)
    kind = ChangeKind(row.kind)
    # What does not take place is known by the place that people were told.
    known = before if kind in OFF else None
    place = known or after or before
    if place is None:
        raise ValueError(f"change {row.pk} has no place")
    given_up = before if after and not known else None
    return ChangeLine(
        session=row.session,
        kind=kind,
        title=pick(row.session, "title", language),
        url=url,
        place=place,
        time_before=given_up if row.time_changed else None,
        room_before=given_up.room if given_up and row.room_changed else None,
    )


def _line_place(
    start: datetime.datetime | None,
    end: datetime.datetime | None,
    room: Room | None,
    zone: Zone,
    language: str,
) -> Place | None:
    if start is None or end is None:
        return None
    return Place(start, end, pick(room, "name", language), zone)


def changes_of(versions: Iterable[Schedule]) -> QuerySet[ScheduleChange]:
    """What these versions changed, with what a line names."""
    return ScheduleChange.objects.filter(schedule__in=versions).select_related(
        "session", "room", "room_before"
    )


def standing_changes(schedule: Schedule) -> QuerySet[ScheduleChange]:
    """What a version changed and no later one, of which people were told, has changed again."""
    later = ScheduleChange.objects.filter(
        schedule__edition=schedule.edition_id,
        schedule__version__gt=schedule.version,
        schedule__announced=True,
    )
    return changes_of([schedule]).exclude(session__in=later.values("session"))


@dataclass(frozen=True)
class Release:
    """A version with what it changed, for readers of one language."""

    schedule: Schedule
    note: Words
    lines: list[ChangeLine]

    @property
    def is_first(self) -> bool:
        return self.schedule.version == 1


def releases(edition: Edition, language: str, limit: int | None = None) -> list[Release]:
    """Every version that the public has seen, the latest first. Three queries."""
    released = Q(state=ScheduleState.RELEASED)
    versions = list(edition.schedules.filter(released).order_by("-version")[:limit])
    rows = list(changes_of(versions))
    held: dict[int, list[ChangeLine]] = {version.pk: [] for version in versions}
    for row, line in zip(rows, change_lines(rows, edition.zone, language), strict=True):
        held[row.schedule_id].append(line)
    return [
        Release(version, pick(version, "note", language), held[version.pk]) for version in versions
    ]
