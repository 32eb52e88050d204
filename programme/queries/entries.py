"""The released programme as readers see it."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page

from home.links import address
from programme.enums import LanguageUse, ScheduleState, SessionKind, SessionState, SpeakerRole, Zone
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot
from programme.models.session import SessionLanguage, SessionSpeaker
from programme.models.speaker import Speaker
from translations.labels import Words, pick
from translations.languages import label_chain, words_chain


@dataclass(frozen=True)
class PersonLine:
    """A speaker as a programme names one."""

    name: str
    other_name: str
    role: SpeakerRole
    position: Words
    organisation: Words
    speaker: Speaker

    @property
    def key(self) -> uuid.UUID:
        return self.speaker.key


@dataclass(frozen=True)
class Entry:
    """A session at its place in the released schedule."""

    key: uuid.UUID
    code: str
    kind: SessionKind
    title: Words
    track_id: int | None
    track: Words
    colour: str
    room: Words
    start: datetime.datetime
    end: datetime.datetime
    zone: Zone
    signup_required: bool
    cancelled: bool
    url: str = ""
    people: list[PersonLine] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    interpreted: list[str] = field(default_factory=list)

    @property
    def date(self) -> datetime.date:
        """The day at the venue."""
        return self.start.astimezone(self.zone.info).date()


@dataclass(frozen=True)
class Moment:
    """Entries that begin at the same time."""

    start: datetime.datetime
    zone: Zone
    entries: list[Entry]


@dataclass(frozen=True)
class Day:
    date: datetime.date
    moments: list[Moment]


def released_schedule(edition: Edition) -> Schedule | None:
    """The version the public sees; None before the first release. One query."""
    released = Schedule.objects.filter(edition=edition, state=ScheduleState.RELEASED)
    return released.order_by("-version").first()


def entries(
    schedule: Schedule | None,
    zone: Zone,
    language: str,
    *,
    photos: bool = False,
    **conditions: Any,
) -> list[Entry]:
    """The released entries in order of time, for readers of `language`. Four queries.

    `conditions` narrow the slots, as in `session__track=…`; `photos` reads what it takes to
    show the speakers' pictures.
    """
    if schedule is None:
        return []
    slots = Slot.objects.filter(schedule=schedule, **conditions)
    return entries_of(slots, zone, language, photos=photos)


def removed_entries(
    schedule: Schedule | None, zone: Zone, language: str, **conditions: Any
) -> list[Entry]:
    """Entries of earlier releases that are not on `schedule` any more, at their last places.

    Four queries.
    """
    if schedule is None:
        return []
    of_session = Slot.objects.filter(
        session=OuterRef("session"), schedule__state=ScheduleState.RELEASED
    )
    last = of_session.order_by("-schedule__version").values("pk")[:1]
    slots = Slot.objects.filter(schedule__edition=schedule.edition_id, pk=Subquery(last))
    return entries_of(slots.exclude(schedule=schedule).filter(**conditions), zone, language)


def entries_of(
    slots: QuerySet[Slot], zone: Zone, language: str, *, photos: bool = False
) -> list[Entry]:
    """What stands at these places, in order of time, for readers of `language`. Four queries."""
    rows = list(slots.order_by("start", "room__order", "session__code").values(*_columns(language)))
    sessions = [row["session"] for row in rows]
    people = _people(sessions, language, photos=photos)
    languages = languages_of(sessions)
    urls = fact_urls([row["session__key"] for row in rows], language)
    return [
        _entry(
            row,
            zone,
            language,
            urls=urls,
            people=people[row["session"]],
            languages=languages[row["session"]],
        )
        for row in rows
    ]


_LABELS = ("session__title", "session__track__name", "room__name")
_FACTS = (
    "session",
    "session__key",
    "session__code",
    "session__kind",
    "session__signup_required",
    "session__state",
    "session__track",
    "session__track__colour",
    "start",
    "end",
)


def _columns(language: str) -> list[str]:
    return [*_FACTS, *(f"{name}_{code}" for name in _LABELS for code in label_chain(language))]


def _entry(
    row: dict[str, Any],
    zone: Zone,
    language: str,
    *,
    urls: dict[uuid.UUID, str],
    people: list[PersonLine],
    languages: dict[str, list[str]],
) -> Entry:
    return Entry(
        key=row["session__key"],
        code=row["session__code"],
        kind=SessionKind(row["session__kind"]),
        title=pick(row, "session__title", language),
        track_id=row["session__track"],
        track=pick(row, "session__track__name", language),
        colour=row["session__track__colour"] or "",
        room=pick(row, "room__name", language),
        start=row["start"],
        end=row["end"],
        zone=zone,
        signup_required=row["session__signup_required"],
        cancelled=row["session__state"] == SessionState.CANCELLED,
        url=urls.get(row["session__key"], ""),
        people=people,
        spoken=languages[LanguageUse.SPOKEN],
        interpreted=languages[LanguageUse.INTERPRETED],
    )


def _people(sessions: Iterable[int], language: str, *, photos: bool) -> dict[int, list[PersonLine]]:
    lines: dict[int, list[PersonLine]] = defaultdict(list)
    found = SessionSpeaker.objects.filter(session__in=sessions).select_related(
        "speaker__organisation"
    )
    if photos:
        found = found.select_related("speaker__organisation", "speaker__photo").prefetch_related(
            "speaker__photo__renditions"
        )
    for item in found:
        lines[item.session_id].append(person_line(item, language))
    return lines


def person_line(item: SessionSpeaker, language: str) -> PersonLine:
    """A session's speaker for readers of `language`; needs speaker and organisation joined."""
    speaker = item.speaker
    return PersonLine(
        name=speaker.name_in(language),
        other_name=speaker.other_name_in(language),
        role=SpeakerRole(item.role),
        position=pick(speaker, "position", language),
        organisation=pick(speaker.organisation, "name", language),
        speaker=speaker,
    )


def languages_of(sessions: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """Session → use → languages, in the order in which they were ticked. One query."""
    uses: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item in SessionLanguage.objects.filter(session__in=sessions).order_by("pk"):
        uses[item.session_id][item.use].append(item.language)
    return uses


def fact_urls(keys: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """Address, for readers of `language`, of each fact that has a live page. One query."""
    chain = words_chain(language)
    rows = (
        Page.objects.live()
        .filter(translation_key__in=list(keys), locale__language_code__in=chain)
        .values_list("translation_key", "locale__language_code", "url_path")
    )
    best: dict[uuid.UUID, str] = {}
    for key, code, url_path in sorted(rows, key=lambda row: -chain.index(row[1])):
        best[key] = address(url_path, code, language)
    return best


def by_day(found: Iterable[Entry]) -> list[Day]:
    """Entries in order of time, grouped by day and by beginning."""
    days: dict[datetime.date, dict[datetime.datetime, list[Entry]]] = {}
    for entry in found:
        days.setdefault(entry.date, {}).setdefault(entry.start, []).append(entry)
    return [
        Day(date, [Moment(start, held[0].zone, held) for start, held in moments.items()])
        for date, moments in days.items()
    ]
