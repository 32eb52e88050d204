"""Sessions as events of the frab format, from which both JSON and XML are written."""

import datetime
import re
from typing import Any

from django.utils.text import slugify

from programme.enums import LanguageUse
from programme.exchange.conference import GENERATOR
from programme.exchange.kinds import kind_of
from programme.exchange.leftover import kept
from programme.exchange.names import split_name
from programme.exchange.values import as_language
from programme.models import Room, Session, SessionSpeaker, Slot, Track
from programme.models.edition import DAY_BEGINS
from translations.labels import pick

from .programme import Placed, Programme, days_of

Event = dict[str, Any]
#: Numbers for sessions whose own is taken by one that came in with a file.
BEYOND = 1_000_000_000
LEAST_ACRONYM = 4
ADDRESSES = ("feedback_url", "video_download_url")
DAY_ENDS = datetime.timedelta(days=1, minutes=-1)


def conference(found: Programme) -> Event:
    """The whole programme; sessions that are cancelled stay at home."""
    edition = found.edition
    numbers = event_numbers([item.session for item in found.sessions])
    days = [
        day(found, index, date, held, numbers)
        for index, (date, held) in enumerate(days_of(found).items(), start=1)
    ]
    held = edition.exchange
    return kept(
        title=found.label(edition, "title"),
        acronym=acronym(found),
        description=found.text(held.get("description", {})) if found.unpublished else "",
        start=edition.starts_on.isoformat(),
        end=edition.ends_on.isoformat(),
        daysCount=len(days),
        timeslot_duration=held.get("timeslot_duration") or "00:05",
        time_zone_name=edition.timezone,
        logo=held.get("logo"),
        colors=held.get("color"),
        keywords=held.get("keywords"),
        url=found.url,
        tracks=[track(found, row) for row in found.tracks],
        rooms=[room(found, row) for row in found.rooms],
        days=days,
    )


def event_numbers(sessions: list[Session]) -> dict[int, int]:
    """A lasting number for each: that of its file, else that of its row."""
    given = {s.exchange["id"]: s.pk for s in sessions if isinstance(s.exchange.get("id"), int)}
    own = {session_pk: number for number, session_pk in given.items()}
    for session in sessions:
        if session.pk not in own:
            own[session.pk] = session.pk + (BEYOND if session.pk in given else 0)
    return own


def acronym(found: Programme) -> str:
    """Letters, digits and underscores, which both schemas take."""
    text = found.edition.exchange.get("acronym") or found.edition.slug
    plain = re.sub(r"[^a-z0-9]+", "_", str(text).lower()).strip("_")
    return plain if len(plain) >= LEAST_ACRONYM else f"{plain}_forum"


def track(found: Programme, row: Track) -> Event:
    held = row.exchange
    slug = held.get("slug") or slugify(pick(row, "name", "en").text)
    fits = re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", str(slug))
    colour = str(held.get("color", ""))
    is_colour = re.fullmatch(r"#[0-9a-fA-F]{6}", colour)
    return kept(name=found.label(row), slug=slug if fits else "", color=colour if is_colour else "")


ROOM_TYPES = {
    *("lecturehall", "stage", "workshop", "outside", "online", "project", "bbb", "hangar", "other")
}
#: What a file said of a room and the schema takes as it is.
ROOM_FIELDS = ("slug", "stream_id", "url", "features", "assembly")


def room(found: Programme, row: Room) -> Event:
    held = row.exchange
    kind = held.get("type")
    return kept(
        name=found.label(row),
        guid=room_guid(row),
        capacity=row.capacity or None,
        type=kind if kind in ROOM_TYPES else None,
        description=held.get("about"),
        **{name: held.get(name) for name in ROOM_FIELDS},
    )


def room_guid(row: Room) -> str:
    return str(row.exchange.get("guid") or row.key)


def day(
    found: Programme,
    index: int,
    date: datetime.date,
    held: list[Placed],
    numbers: dict[int, int],
) -> Event:
    """A day from the early morning to the next one; events after midnight belong to it."""
    begin = datetime.datetime.combine(date, DAY_BEGINS)
    zone = found.edition.zone.info
    rooms: dict[str, list[Event]] = {found.label(row): [] for row in found.rooms}
    for item in held:
        if item.slot and not item.session.is_cancelled:
            name = found.label(item.slot.room)
            rooms.setdefault(name, []).append(event(found, item.session, item.slot, numbers))
    return {
        "index": index,
        "date": date.isoformat(),
        "day_start": begin.replace(tzinfo=zone).isoformat(),
        "day_end": (begin + DAY_ENDS).replace(tzinfo=zone).isoformat(),
        "rooms": {name: events for name, events in rooms.items() if events},
    }


def event(found: Programme, session: Session, slot: Slot, numbers: dict[int, int]) -> Event:
    zone, held = found.edition.zone.info, session.exchange
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    words = found.best_words(session)
    number = numbers[session.pk]
    page = found.page_url(session.key)
    return {
        "guid": str(session.key),
        "id": number,
        "code": code(session),
        "date": start.isoformat(),
        "start": f"{start:%H:%M}",
        "end": end.isoformat(),
        "duration": duration(slot.end - slot.start),
        "room": found.label(slot.room),
        "slug": slug(found, session, number),
        "url": page or held.get("url") or f"{found.url}#{session.code}",
        "title": found.label(session, "title"),
        "subtitle": found.text(found.subtitle(session)),
        "track": found.label(session.track),
        "type": kind(session),
        "language": language(found, session),
        "abstract": words.get("abstract", ""),
        "description": words.get("description", ""),
        "logo": held.get("logo", ""),
        "persons": [person(found, item) for item in found.people[session.pk]],
        "links": held.get("links", []),
        "attachments": held.get("attachments", []),
        "recording": held.get("recording", {}),
        "do_not_stream": held.get("do_not_stream"),
        "origin_url": held.get("origin_url") or (held.get("url", "") if page else ""),
        **{name: held.get(name, "") for name in ADDRESSES},
    }


def code(session: Session) -> str:
    """The code of the file, else ours; "" where the formats would not take it."""
    text = str(session.exchange.get("code") or session.code)
    return text if re.fullmatch(r"[A-Z0-9]+", text) else ""


def duration(length: datetime.timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def slug(found: Programme, session: Session, number: int) -> str:
    """ASCII whatever the title; unique by the number in it."""
    given = str(session.exchange.get("slug", ""))
    if re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]", given):
        return given
    words = slugify(pick(session, "title", "en").text)[:60].strip("-_")
    return f"{acronym(found)}-{number}-{words or 'session'}".lower()


def kind(session: Session) -> str:
    """The word of the file while it still means the same kind."""
    given = str(session.exchange.get("type", ""))
    unchanged = given and (kind_of(given) or "conference") == session.kind
    return given if unchanged else session.kind


def language(found: Programme, session: Session) -> str:
    """The format has room for one; the word of the file while it is still right."""
    spoken = found.languages[session.pk][LanguageUse.SPOKEN]
    given = str(session.exchange.get("language", ""))
    if given and (not as_language(given) or as_language(given) in spoken):
        return given
    return spoken[0] if spoken else ""


def person(found: Programme, item: SessionSpeaker) -> Event:
    speaker, held = item.speaker, item.speaker.exchange
    number = held.get("id")
    return kept(
        guid=str(held.get("guid") or speaker.key),
        id=number if isinstance(number, int) else speaker.pk,
        code=held.get("code"),
        name=name(found, item),
        url=found.page_url(speaker.key) or held.get("url"),
        avatar=held.get("avatar"),
        biography=found.biography(speaker),
        links=held.get("links"),
    )


def name(found: Programme, item: SessionSpeaker) -> str:
    """The name as the file wrote it, unless an editor has changed it since."""
    speaker = item.speaker
    given = str(speaker.exchange.get("name", ""))
    parts = split_name(given)
    same = all(parts[part] == getattr(speaker, part) for part in ("family_name", "given_name"))
    in_korean = found.language == "ko" and speaker.name_hangul
    return given if given and same and not in_korean else speaker.name_in(found.language)


#: How our files introduce themselves.
INTRODUCTION = {"name": GENERATOR, "version": "1"}
