"""What the database holds of an edition, read at once for the comparison with a file."""

import uuid
from collections import defaultdict

from programme.models import Edition, Room, Session, SessionSpeaker, Slot, Speaker, Track
from programme.models.session import SessionLanguage
from translations.languages import language_codes

from .imported import ImportedSession
from .names import keys_of
from .wording import Wording


class State:
    """Eleven queries, whatever the number of sessions."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        of_edition = {"edition": edition.pk}
        self.sessions = list(Session.objects.filter(**of_edition).order_by("pk"))
        self.tracks = list(Track.objects.filter(**of_edition).order_by("order", "pk"))
        self.rooms = list(Room.objects.filter(venue=edition.venue_id).order_by("order", "pk"))
        self.speakers = list(Speaker.objects.filter(**of_edition).order_by("pk"))
        slots = Slot.objects.filter(schedule__edition=edition.pk, schedule__version=0)
        self.slots = {slot.session_id: slot for slot in slots}
        self.languages = languages_of(edition)
        self.people = people_of(edition)
        self.wording = Wording(edition)
        self.by_key = {session.key: session for session in self.sessions}
        self.by_code = {session.code: session for session in self.sessions}
        self.by_id = {session.exchange.get("id"): session for session in self.sessions}

    def match(self, items: list[ImportedSession]) -> list[Session | None]:
        """The session that each item of a file means, None for a new one.

        What has neither guid nor code nor number, such as a break, is known by title and time:
        else a second import would add it again.
        """
        twins: dict[object, list[Session]] = defaultdict(list)
        for session in reversed(self.sessions):
            slot = self.slots.get(session.pk)
            for code in language_codes():
                if title := getattr(session, f"title_{code}"):
                    twins[code, title, slot and slot.start].append(session)
        return [self._session(item, twins) for item in items]

    def _session(self, item: ImportedSession, twins: dict[object, list[Session]]) -> Session | None:
        number = item.leftover.get("id")
        if item.guid or item.code or number:
            return self.identified(item.guid, item.code, number)
        marks = [(code, title, item.start) for code, title in item.titles.items()]
        held = next((twins[mark] for mark in marks if twins.get(mark)), [])
        return held.pop() if held else None

    def identified(self, guid: uuid.UUID | None, code: str, number: int | None) -> Session | None:
        """The session that a file means: by its guid, else by its code, else by its number."""
        if guid and (found := self.by_key.get(guid) or self.by_key.get(self.own_key(guid))):
            return found
        if code and (found := self.by_code.get(code)):
            return found
        return self.by_id.get(number) if number and not guid and not code else None

    def own_key(self, guid: uuid.UUID) -> uuid.UUID:
        """The key in this edition of what has that guid in another one."""
        return uuid.uuid5(self.edition.key, str(guid))

    def speaker_index(self) -> dict[object, Speaker]:
        """Speakers by key, by guid or number of a former file, and by name; names come last."""
        index: dict[object, Speaker] = {}
        for speaker in self.speakers:
            for name in keys_of(speaker):
                index.setdefault(name, speaker)
        for speaker in self.speakers:
            index[speaker.key] = speaker
            index |= {
                (kind, str(speaker.exchange[kind])): speaker
                for kind in ("guid", "code", "id")
                if kind in speaker.exchange
            }
        return index


def languages_of(edition: Edition) -> dict[int, dict[str, list[str]]]:
    """For each session, its languages by use."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in SessionLanguage.objects.filter(session__edition=edition.pk).order_by("pk"):
        found[item.session_id][item.use].append(item.language)
    return found


def people_of(edition: Edition) -> dict[int, list[SessionSpeaker]]:
    found: dict[int, list[SessionSpeaker]] = defaultdict(list)
    for item in SessionSpeaker.objects.filter(session__edition=edition.pk):
        found[item.session_id].append(item)
    return found
