"""Schedule JSON of frab and of pretalx, and what pretalx gives to its own widget."""

import json
from typing import Any

from django.utils.translation import gettext as _

from programme.enums import Encoding, FileKind
from translations.exchange.texts import line

from .conference import listed, mapping, take_conference, take_generator, without_ours
from .events import Events
from .imported import ImportedProgramme, Refused, Request
from .limits import MOST_BRACKETS
from .texts import decode, guess_encoding


def read_json(data: bytes, request: Request) -> ImportedProgramme:
    """Raises Refused for what is no JSON, or holds no schedule."""
    whole = mapping(parsed(data))
    if "talks" in whole:
        return read_widget(whole, request)
    schedule = mapping(whole.get("schedule", whole))
    conference = mapping(schedule.get("conference"))
    if not conference:
        raise Refused(_("This is not a schedule: “conference” is missing."), "schedule")
    programme = ImportedProgramme(FileKind.JSON)
    generator = line(mapping(whole.get("generator")).get("name"))
    address = line(schedule.get("base_url")) or line(conference.get("url"))
    events = Events(programme, request)
    take_generator(events, generator, address)
    take_conference(events, without_ours(conference, generator))
    for day in listed(conference.get("days")):
        take_day(events, mapping(day))
    if not programme.sessions:
        events.refuse("days", _("The file holds no session."))
    events.say_what_is_unknown()
    return programme


def parsed(data: bytes) -> Any:
    if data.count(b"{") + data.count(b"[") > MOST_BRACKETS:
        raise Refused(_("The file holds too many objects."))
    encoding = guess_encoding(data)
    # JSON is Unicode; another encoding is a file that was spoilt on its way.
    text = decode(data, encoding if encoding == Encoding.UTF_16 else Encoding.UTF_8)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = _("line %(row)s, column %(column)s") % {"row": error.lineno, "column": error.colno}
        raise Refused(_("The JSON is not well formed."), where) from error
    except (RecursionError, ValueError) as error:
        raise Refused(_("The JSON is not well formed.")) from error


def take_day(events: Events, day: dict[str, Any]) -> None:
    events.hours.use_day(*(line(day.get(name)) for name in ("date", "day_start", "day_end")))
    rooms = day.get("rooms")
    named = rooms.items() if isinstance(rooms, dict) else _in_a_list(rooms)
    for room, held in named:
        for event in listed(held):
            if isinstance(event, dict):
                events.take(event, line(room))
            else:
                events.refuse(line(room), _("This is not an event."))


def _in_a_list(rooms: Any) -> list[tuple[str, Any]]:
    rows = [mapping(row) for row in listed(rooms)]
    return [(line(row.get("name")), row.get("events") or row.get("talks")) for row in rows]


def read_widget(whole: dict[str, Any], request: Request) -> ImportedProgramme:
    """pretalx's widget: events name their room, track and speakers by number or code."""
    programme = ImportedProgramme(FileKind.JSON)
    events = Events(programme, request)
    days = {"start": whole.get("event_start"), "end": whole.get("event_end")}
    head = {"time_zone_name": whole.get("timezone"), "title": whole.get("name"), **days}
    take_conference(events, {**head, "rooms": whole.get("rooms"), "tracks": whole.get("tracks")})
    rooms, tracks = (by(whole.get(name), "id") for name in ("rooms", "tracks"))
    speakers = by(whole.get("speakers"), "code")
    for talk in listed(whole.get("talks")):
        event = mapping(talk)
        events.take(
            event
            | {
                "date": event.get("start"),
                "language": event.get("content_locale") or event.get("language"),
                "room": rooms.get(line(event.get("room")), {}).get("name"),
                "track": tracks.get(line(event.get("track")), {}).get("name"),
                "persons": [speakers.get(line(c), {}) for c in listed(event.get("speakers"))],
            }
        )
    return programme


def by(rows: Any, key: str) -> dict[str, dict[str, Any]]:
    return {line(row.get(key)): row for row in map(mapping, listed(rows))}
