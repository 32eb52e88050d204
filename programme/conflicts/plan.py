"""The draft of an edition as rules see it."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from home.templatetags.dates import clock, day_short
from programme.enums import SessionKind
from programme.models import Edition, InterpretationAssignment, Room, Session, Slot
from programme.queries.entries import languages_of
from programme.queries.interpretation import assignments_of


@dataclass(frozen=True)
class Placed:
    """A session at its place in the draft, or where somebody is about to put it."""

    session: Session
    room: Room | None
    start: datetime.datetime
    end: datetime.datetime

    @property
    def code(self) -> str:
        return self.session.code

    @property
    def is_visit(self) -> bool:
        return self.session.kind == SessionKind.FIELD_VISIT

    @property
    def way(self) -> datetime.timedelta:
        """How long it takes from the venue to a visit, and as long again back; else nothing."""
        minutes = self.session.travel_minutes if self.is_visit else None
        return datetime.timedelta(minutes=minutes or 0)

    def overlaps(self, other: "Placed") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Plan:
    """The draft of an edition in order of time; cancelled sessions and those without a place
    are left out. What several rules need is read once, when the first of them asks."""

    edition: Edition
    placed: list[Placed]

    @cached_property
    def languages(self) -> dict[int, dict[str, list[str]]]:
        """Session → use → languages. One query."""
        return languages_of([item.session.pk for item in self.placed])

    @cached_property
    def assignments(self) -> dict[int, list[InterpretationAssignment]]:
        """Session → who interprets there. One query."""
        return assignments_of(self.edition)

    def day(self, instant: datetime.datetime) -> datetime.date:
        """The day of an instant at the venue."""
        return instant.astimezone(self.edition.zone.info).date()

    def when(self, start: datetime.datetime, end: datetime.datetime) -> str:
        """A period in the time of the venue, `Thu 20 May, 09:30–10:45`."""
        zone = self.edition.timezone
        return f"{day_short(self.day(start))}, {clock(start, zone)}–{clock(end, zone)}"

    def when_both(self, first: Placed, second: Placed) -> str:
        """The period that two sessions share."""
        return self.when(max(first.start, second.start), min(first.end, second.end))

    def place_link(self, item: Placed) -> str:
        """Address of the screen where a session is moved."""
        schedule = reverse("programme:schedule", args=[self.edition.pk])
        return f"{schedule}#session-{item.session.pk}"


def session_link(item: Placed) -> str:
    """Address of the form with a session's people and languages."""
    return reverse("sessions:edit", args=[item.session.pk])


def plan_of(edition: Edition, tried: Placed | None = None) -> Plan:
    """The draft of an edition, with a place that somebody considers. One query."""
    slots = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    placed = [
        Placed(slot.session, slot.room, slot.start, slot.end)
        for slot in slots.select_related("session", "room")
    ]
    if tried:
        placed = [item for item in placed if item.session.pk != tried.session.pk] + [tried]
    takes_place = [item for item in placed if not item.session.is_cancelled]
    return Plan(edition, sorted(takes_place, key=lambda item: (item.start, item.code)))


def overlapping(placed: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs of sessions, given in order of time, that take place at the same time."""
    running: list[Placed] = []
    for item in placed:
        running = [earlier for earlier in running if earlier.end > item.start]
        yield from ((earlier, item) for earlier in running)
        running.append(item)
