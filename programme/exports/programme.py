"""A version of a programme with all that its exports say, read in a constant number of queries."""

import datetime
import itertools
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from home.links import address
from programme.enums import LanguageUse
from programme.exchange.wording import Wording
from programme.exchange.words import parts_in, plain, whole
from programme.models import (
    Edition,
    Fact,
    Room,
    Schedule,
    Session,
    SessionSpeaker,
    Slot,
    Speaker,
    Track,
)
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
    #: Whether words are given that no published page shows: those of drafts and of files.
    unpublished: bool = False
    #: Words of pages, and addresses of published ones below the language, by key and language.
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

    def text(self, texts: dict[str, str]) -> str:
        """A text in the reader's language, or in what stands for it."""
        return next((texts[c] for c in label_chain(self.language) if texts.get(c)), "")

    def page_url(self, key: uuid.UUID) -> str:
        """The address of a fact's page; "" while none is published."""
        chain = (self.language, source_language())
        path = next((self.paths[key, code] for code in chain if (key, code) in self.paths), "")
        return f"{self.root}{path}" if path else ""

    def subtitle(self, session: Session) -> dict[str, str]:
        """The subtitle by language; it is published with the page."""
        shown = self.unpublished or (session.key, source_language()) in self.paths
        return session.exchange.get("subtitle", {}) if shown else {}

    def session_words(self, session: Session, language: str) -> dict[str, str]:
        """Abstract and description in exactly this language.

        A page says both in one; where a file said the same in two, they leave as two.
        """
        text = self.words.get((session.key, language), "")
        held = parts_in(session.exchange, language)
        if text == whole(held) or (self.unpublished and not text):
            return held
        return {"abstract": text, "description": ""}

    def best_words(self, session: Session) -> dict[str, str]:
        """The same in the reader's language, or in what stands for it."""
        found = (self.session_words(session, code) for code in label_chain(self.language))
        return next((words for words in found if any(words.values())), {})

    def biography(self, speaker: Speaker) -> str:
        for code in label_chain(self.language):
            held = speaker.exchange.get("biography", {}).get(code) if self.unpublished else ""
            if text := self.words.get((speaker.key, code)) or held:
                return text
        return ""


def programme(
    schedule: Schedule, language: str, root: str, *, unpublished: bool = False
) -> Programme:
    """A version of the schedule for export: nine queries, with unpublished words thirteen."""
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
        unpublished=unpublished,
    )
    speakers = {item.speaker_id for held in found.people.values() for item in held}
    take_words(found, SessionPage, "abstract", session__in=keys)
    take_words(found, SpeakerPage, "biography", speaker__in=speakers)
    if unpublished:
        take_drafts(found)
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


def take_drafts(found: Programme) -> None:
    """The latest words of each page, also where readers do not see them yet."""
    wording = Wording(found.edition)
    facts: list[Fact] = [item.session for item in found.sessions]
    facts += [item.speaker for held in found.people.values() for item in held]
    for key, code in itertools.product({fact.key for fact in facts}, language_codes()):
        if texts := wording.texts(key, code):
            found.words[key, code] = texts[0]


def days_of(found: Programme) -> dict[datetime.date, list[Placed]]:
    """Every day of the edition, and any other on which something takes place."""
    days: dict[datetime.date, list[Placed]] = {day: [] for day in found.edition.days}
    for item in found.sessions:
        if item.slot:
            days.setdefault(found.edition.day_of(item.slot.start), []).append(item)
    return dict(sorted(days.items()))
