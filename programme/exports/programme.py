"""A version of a programme with all that its exports say, read in a constant number of queries."""

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from home.links import address
from programme.enums import LanguageUse
from programme.exchange.leftover import BY_LANGUAGE
from programme.exchange.words import plain, whole
from programme.models import Edition, Room, Schedule, Session, SessionSpeaker, Slot, Speaker, Track
from programme.models.session import SessionLanguage
from programme.pages import SessionPage, SpeakerPage
from translations.labels import pick
from translations.languages import label_chain, language_codes, source_language

Key = tuple[uuid.UUID, str]


@dataclass(frozen=True)
class Placed:
    """A session with its place, if it has one."""

    session: Session
    slot: Slot | None


@dataclass
class Programme:
    """One version, for readers of `language`; `root` is the site’s address."""

    edition: Edition
    schedule: Schedule
    language: str
    root: str
    sessions: list[Placed]
    tracks: list[Track]
    people: dict[int, list[SessionSpeaker]]
    languages: dict[int, dict[str, list[str]]]
    #: Published words, and addresses below the language, by key and language.
    words: dict[Key, str] = field(default_factory=dict)
    paths: dict[Key, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.root}/{self.language}/{self.edition.slug}/"

    @property
    def rooms(self) -> list[Room]:
        """The rooms that sessions are in, in their order."""
        rooms = {p.slot.room for p in self.sessions if p.slot and p.slot.room}
        return sorted(rooms, key=lambda room: (room.order, room.pk))

    def label(self, row: Any, name: str = "name") -> str:
        return pick(row, name, self.language).text if row else ""

    def text(self, exchange: dict[str, Any], name: str) -> str:
        """A text of `exchange` in the reader's language, or in what stands for it."""
        texts = exchange.get(name) or {}
        return next((texts[c] for c in label_chain(self.language) if texts.get(c)), "")

    def page_url(self, key: uuid.UUID) -> str:
        """The address of a fact's page; "" while none is published."""
        chain = (self.language, source_language())
        path = next((self.paths[key, code] for code in chain if (key, code) in self.paths), "")
        return f"{self.root}{path}" if path else ""

    def session_words(self, session: Session, language: str) -> dict[str, str]:
        """Abstract and description in exactly this language, the published page's first."""
        held = {
            name: session.exchange.get(name, {}).get(language, "")
            for name in ("abstract", "description")
        }
        published = self.words.get((session.key, language))
        if published is None or published == whole(held):
            return held
        return {"abstract": published, "description": ""}

    def best_words(self, session: Session) -> dict[str, str]:
        """The same in the reader's language, or in what stands for it."""
        found = (self.session_words(session, code) for code in label_chain(self.language))
        return next((words for words in found if any(words.values())), {})

    def biography(self, speaker: Speaker) -> str:
        for code in label_chain(self.language):
            held = speaker.exchange.get("biography", {}).get(code, "")
            if text := self.words.get((speaker.key, code), held):
                return text
        return ""


def programme(schedule: Schedule, language: str, root: str) -> Programme:
    """A version of the schedule for export. Nine queries."""
    edition = schedule.edition
    placed = sessions_of(schedule)
    keys = [item.session.pk for item in placed]
    found = Programme(
        edition=edition,
        schedule=schedule,
        language=language,
        root=root,
        sessions=placed,
        tracks=list(Track.objects.filter(edition=edition)),
        people=people_of(keys),
        languages=languages_of(keys),
    )
    speakers = {item.speaker_id for held in found.people.values() for item in held}
    take_words(found, SessionPage, "abstract", session__in=keys)
    take_words(found, SpeakerPage, "biography", speaker__in=speakers)
    return found


def sessions_of(schedule: Schedule) -> list[Placed]:
    """What a release holds; of a draft, also what has no place yet."""
    slots = schedule.slots.select_related("session__track", "room").order_by(
        "start", "room__order", "session__code"
    )
    placed = [Placed(slot.session, slot) for slot in slots]
    if schedule.version:
        return placed
    rest = Session.objects.filter(edition=schedule.edition).select_related("track")
    rest = rest.exclude(pk__in=[item.session.pk for item in placed]).order_by("code")
    return placed + [Placed(session, None) for session in rest]


def people_of(sessions: list[int]) -> dict[int, list[SessionSpeaker]]:
    found: dict[int, list[SessionSpeaker]] = defaultdict(list)
    for item in SessionSpeaker.objects.filter(session__in=sessions).select_related("speaker"):
        found[item.session_id].append(item)
    return found


def languages_of(sessions: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in SessionLanguage.objects.filter(session__in=sessions).order_by("pk"):
        found[item.session_id][LanguageUse(item.use)].append(item.language)
    return found


def take_words(found: Programme, page_type: Any, field: str, **conditions: Any) -> None:
    """The words of published pages, in every language. One query."""
    pages = page_type.objects.live().filter(**conditions)
    columns = ("translation_key", "locale__language_code", "url_path", field)
    for key, code, url_path, html in pages.values_list(*columns):
        found.words[key, code] = plain(html)
        found.paths[key, code] = address(url_path, code, found.language)


def days_of(found: Programme) -> dict[datetime.date, list[Placed]]:
    """Every day of the edition, and any other on which something takes place."""
    days: dict[datetime.date, list[Placed]] = {day: [] for day in found.edition.days}
    for item in found.sessions:
        if item.slot:
            days.setdefault(found.edition.day_of(item.slot.start), []).append(item)
    return dict(sorted(days.items()))


def texts_by_language(exchange: dict[str, Any], name: str) -> dict[str, str]:
    """Every language of a text of `exchange`."""
    held = exchange.get(name, {}) if name in BY_LANGUAGE else {}
    return {code: held.get(code, "") for code in language_codes()}
