"""The draft as a grid of rooms and hours, in the time of the venue."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from programme.enums import SessionKind, Zone
from programme.models.edition import Edition
from programme.models.schedule import Slot
from programme.models.session import Session
from programme.models.venue import Room

from .drafts import DraftRow, draft_rows, mark, rooms_of

#: Hours that the grid shows in any case; after 24 comes the morning after.
OPENS, CLOSES = 6, 26
#: How long a session is at first when it comes out of the list.
USUAL_MINUTES = 60
USUAL_MINUTES_OF = {
    SessionKind.MICRO_WORKSHOP: 20,
    SessionKind.BREAK: 30,
    SessionKind.FIELD_VISIT: 180,
}


@dataclass(frozen=True)
class Spot:
    """A place as the grid counts: minutes since midnight of the day, on and on after midnight."""

    day: str
    start: int
    end: int
    room: int | None


@dataclass(frozen=True)
class Tile:
    """A session on the grid, or in the list beside it."""

    session: Session
    slot: Slot | None
    spot: Spot | None
    minutes: int

    @property
    def seen(self) -> str:
        return mark(self.slot)


@dataclass(frozen=True)
class Hour:
    minute: int
    instant: datetime.datetime


@dataclass(frozen=True)
class Grid:
    """Every session of an edition by day, and the rooms and hours it is placed by."""

    edition: Edition
    rooms: list[Room]
    tiles: list[Tile]

    @cached_property
    def opens(self) -> int:
        return min([OPENS, *(spot.start // 60 for spot in self._spots)])

    @cached_property
    def closes(self) -> int:
        return max([CLOSES, *(-(-spot.end // 60) for spot in self._spots)])

    @cached_property
    def on_the_grid(self) -> list[Tile]:
        days = {day.isoformat() for day in self.edition.days}
        return [tile for tile in self.tiles if tile.spot and tile.spot.day in days]

    @property
    def _spots(self) -> list[Spot]:
        return [tile.spot for tile in self.on_the_grid if tile.spot]

    @cached_property
    def beside(self) -> list[Tile]:
        """Sessions without a place, and those on days that are no longer the edition's."""
        placed = {tile.session.pk for tile in self.on_the_grid}
        return [tile for tile in self.tiles if tile.session.pk not in placed]

    @property
    def hours_by_day(self) -> list[tuple[datetime.date, list[Hour]]]:
        """The instants of the hours: what the other shore's clocks show differs by day."""
        return [(day, self._hours(day)) for day in self.edition.days]

    def _hours(self, day: datetime.date) -> list[Hour]:
        midnight = datetime.datetime.combine(day, datetime.time(), self.edition.zone.info)
        return [
            Hour(hour * 60, midnight + datetime.timedelta(hours=hour))
            for hour in range(self.opens, self.closes + 1)
        ]


def grid_of(edition: Edition) -> Grid:
    """The draft of an edition, in order of time and rooms. Three queries."""
    rows = draft_rows(edition)
    tiles = [tile_of(row, edition.zone) for row in rows]
    return Grid(edition, list(rooms_of(edition)), tiles)


def tile_of(row: DraftRow, zone: Zone) -> Tile:
    """A session with its place as the grid counts."""
    spot = spot_of(row.slot, zone) if row.slot else None
    usual = USUAL_MINUTES_OF.get(SessionKind(row.session.kind), USUAL_MINUTES)
    return Tile(row.session, row.slot, spot, spot.end - spot.start if spot else usual)


def spot_of(slot: Slot, zone: Zone) -> Spot:
    """A place as the grid counts. The hours are those on the wall, also where a clock is put
    forward or back."""
    start, end = (m.astimezone(zone.info).replace(tzinfo=None) for m in (slot.start, slot.end))
    midnight = datetime.datetime.combine(start.date(), datetime.time())
    first, last = (int((moment - midnight).total_seconds()) // 60 for moment in (start, end))
    # An hour that comes twice may seem to end before it starts.
    return Spot(start.date().isoformat(), first, max(last, first + 1), slot.room_id)
