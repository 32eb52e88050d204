"""Rooms and tracks: which of ours a file means by a name."""

import uuid
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from programme.enums import TrackColour
from programme.models import Edition, Room, Session, Track
from translations.languages import language_codes

from .changes import ImportPlan
from .imported import ImportedProgramme, ImportedRoom, ImportedSession, ImportedTrack, Text
from .leftover import merged
from .state import State

#: Of a room about which the file says no number of seats: an editor completes it.
UNKNOWN_CAPACITY = 0
LONGEST_NAME = 80


class Names:
    """Finds a row by its name in any language."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows: dict[str, Any] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Any) -> None:
        for code in language_codes():
            if name := getattr(row, f"name_{code}"):
                self.rows.setdefault(name.casefold(), row)

    def find(self, names: Text) -> Any:
        return next(
            (row for name in names.values() if (row := self.rows.get(name.casefold()))), None
        )


class Places:
    """The rooms and tracks of an edition while a file is compared with it.

    A room in a language that its row lacks is recognised by the sessions that are in it: else
    a second file, in Korean, would add every room again.
    """

    def __init__(self, plan: ImportPlan, state: State, *, may_add: bool) -> None:
        self.plan, self.state, self.may_add = plan, state, may_add
        self.rooms, self.tracks = Names(state.rooms), Names(state.tracks)
        self.room_guids = {room.key: room for room in state.rooms}
        #: Of rooms elsewhere, and of those that the file has brought already.
        self.taken_guids: set[uuid.UUID] = set()

    def learn(self, programme: ImportedProgramme, found: list[Session | None]) -> None:
        """Take over what a file says about rooms and tracks; `found` are its sessions."""
        guids = [room.guid for room in programme.rooms if room.guid]
        self.taken_guids = set(Room.objects.filter(key__in=guids).values_list("key", flat=True))
        self.recognise(programme, found)
        for held in programme.rooms:
            self.learn_room(held)
        for track in programme.tracks:
            if row := self.tracks.find(track.names) or self.add_track(track.names):
                self.complete(row, track, self.plan.new_tracks, self.plan.changed_tracks)

    def learn_room(self, held: Any) -> None:
        row = self.room_guids.get(held.guid) or self._by_former_guid(held.guid)
        row = row or self.rooms.find(held.names)
        if row is None and self.may_add:
            row = self.add_room(held.names, held.guid, held.capacity)
        if row is None:
            return
        if held.guid and held.guid != row.key:
            held.leftover["guid"] = str(held.guid)
        self.complete(row, held, self.plan.new_rooms, self.plan.changed_rooms)
        self.rooms.add(row)
        for name in held.names.values():
            self.rooms.rows.setdefault(name.casefold(), row)

    def _by_former_guid(self, guid: uuid.UUID | None) -> Room | None:
        rooms = self.state.rooms
        return next((r for r in rooms if guid and r.exchange.get("guid") == str(guid)), None)

    @staticmethod
    def complete(row: Any, held: Any, new: list[Any], changed: list[Any]) -> None:
        """Fill in the languages that a row lacks, and keep what has no field."""
        missing = {c: n for c, n in held.names.items() if not getattr(row, f"name_{c}")}
        fits = {c: n for c, n in missing.items() if n not in names_of(row).values()}
        exchange = merged(row.exchange, held.leftover)
        if not fits and exchange == row.exchange:
            return
        row.exchange = exchange
        for code, name in fits.items():
            setattr(row, f"name_{code}", name)
        if row not in new and row not in changed:
            changed.append(row)

    def recognise(self, programme: ImportedProgramme, found: list[Session | None]) -> None:
        """Give rooms and tracks the name that their own sessions say in a new language."""
        rooms = {room.pk: room for room in self.state.rooms}
        tracks = {track.pk: track for track in self.state.tracks}
        room_votes: Counter[tuple[int, str, str]] = Counter()
        track_votes: Counter[tuple[int, str, str]] = Counter()
        for item, session in zip(programme.sessions, found, strict=True):
            slot = self.state.slots.get(session.pk) if session else None
            if (
                slot
                and slot.room_id
                and slot.start == item.start
                and not self.rooms.find(item.room)
            ):
                room_votes.update((slot.room_id, *pair) for pair in item.room.items())
            if session and session.track_id and not self.tracks.find(item.track):
                track_votes.update((session.track_id, *pair) for pair in item.track.items())
        self.count(room_votes, rooms, self.rooms, self.plan.changed_rooms)
        self.count(track_votes, tracks, self.tracks, self.plan.changed_tracks)

    @staticmethod
    def count(votes: Counter[Any], rows: dict[int, Any], known: Names, changed: list[Any]) -> None:
        for (pk, code, name), _votes in votes.most_common():
            row = rows.get(pk)
            if row and not getattr(row, f"name_{code}") and not known.find({code: name}):
                setattr(row, f"name_{code}", name)
                known.add(row)
                if row not in changed:
                    changed.append(row)

    def room_of(self, item: ImportedSession) -> Room | None:
        """The room of a session; None, with a problem, where nobody knows it."""
        row = self.rooms.find(item.room)
        if row is None and self.may_add:
            row = self.add_room(item.room, None, 0)
        if row is None:
            self.unknown(item, "room", item.room)
        else:
            held = ImportedRoom(item.room)
            self.complete(row, held, self.plan.new_rooms, self.plan.changed_rooms)
        return row

    def track_of(self, item: ImportedSession) -> Track | None:
        row = self.tracks.find(item.track) or (self.add_track(item.track) if self.may_add else None)
        if row is None:
            self.unknown(item, "track", item.track)
        else:
            held = ImportedTrack(item.track)
            self.complete(row, held, self.plan.new_tracks, self.plan.changed_tracks)
        return row

    def unknown(self, item: ImportedSession, element: str, names: Text) -> None:
        name = {"name": next(iter(names.values()))[:80]}
        sentence = (
            _("Unknown room: %(name)s.") if element == "room" else _("Unknown track: %(name)s.")
        )
        self.plan.refuse(item.place(element), sentence % name)

    def add_room(self, names: Text, guid: uuid.UUID | None, capacity: int) -> Room:
        new_key = {"key": guid} if guid and guid not in self.taken_guids else {}
        room = Room(
            venue=self.plan.edition.venue,
            capacity=capacity or UNKNOWN_CAPACITY,
            order=len(self.state.rooms) + len(self.plan.new_rooms) + 1,
            **{f"name_{code}": name for code, name in names.items()},
            **new_key,
        )
        self.plan.new_rooms.append(room)
        self.rooms.add(room)
        self.taken_guids.add(room.key)
        return room

    def add_track(self, names: Text) -> Track:
        order = len(self.state.tracks) + len(self.plan.new_tracks)
        track = Track(
            edition=self.plan.edition,
            colour=TrackColour.values[order % len(TrackColour.values)],
            order=order + 1,
            **{f"name_{code}": name for code, name in names.items()},
        )
        self.plan.new_tracks.append(track)
        self.tracks.add(track)
        return track


def too_long(row: Room | Track) -> list[str]:
    """Those among its names that do not fit."""
    return [name for name in names_of(row).values() if len(name) > LONGEST_NAME]


def names_of(row: Room | Track) -> Text:
    return {c: name for c in language_codes() if (name := getattr(row, f"name_{c}"))}


def needs_venue(edition: Edition, programme: ImportedProgramme) -> bool:
    """Whether the file names rooms and the edition has no building for them."""
    rooms = programme.rooms or any(item.room for item in programme.sessions)
    return bool(rooms) and edition.venue is None
