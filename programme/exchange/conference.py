"""What stands at the head of a frab file: the edition, its tracks and its rooms."""

import re
from typing import Any

from django.utils.translation import gettext as _

from translations.exchange.texts import line
from translations.languages import language_codes

from .events import Events, names, number, texts
from .imported import ImportedRoom, ImportedTrack, Refused
from .leftover import kept, storable
from .limits import MOST_NAMED
from .values import as_day, as_uuid

#: Name under which our own exports introduce themselves; their texts are in the language of
#: their address.
GENERATOR = "forum_site"
PLAIN = ("acronym", "timeslot_duration", "logo", "url")
COLOURS = ("primary", "background")
ROOM_PLAIN = ("slug", "type", "stream_id", "url")


def own_language(generator: str, address: str) -> str:
    """The language of one of our own exports, from the address it names; "" for other files."""
    found = re.match(r"https?://[^/]+/(\w\w)/", address)
    code = found[1] if found and generator == GENERATOR else ""
    return code if code in language_codes() else ""


def take_generator(events: Events, generator: str, address: str) -> None:
    """Who wrote the file; the address of one of our own says in which language its texts are."""
    events.programme.is_ours = generator == GENERATOR
    # In ours, what has no host came so from elsewhere.
    events.base = "" if events.programme.is_ours else address
    if not events.language:
        events.language = own_language(generator, address)


def without_ours(conference: dict[str, Any], generator: str) -> dict[str, Any]:
    """The head of a file; of one of our own without its address, which we say ourselves."""
    ours = {"url"} if generator == GENERATOR else set()
    return {key: value for key, value in conference.items() if key not in ours}


def head_language(events: Events, title: Any) -> str:
    """The language of title, tracks and rooms: the file's, else that of the title's letters."""
    return events.language_of({"title": title})


def take_conference(events: Events, conference: dict[str, Any]) -> None:
    """Title, days, zone, rooms and tracks of a programme."""
    programme = events.programme
    if zone := line(conference.get("time_zone_name")):
        programme.zone = zone
        events.use_zone(zone)
    language = head_language(events, conference.get("title"))
    programme.count_parts(len(listed(conference.get("keywords"))))
    programme.titles = names(conference.get("title"), language)
    programme.starts_on = as_day(line(conference.get("start"))[:10])
    programme.ends_on = as_day(line(conference.get("end"))[:10])
    programme.leftover = kept(
        **{name: line(conference.get(name)) for name in PLAIN},
        color=colours(mapping(conference.get("colors") or conference.get("color"))),
        keywords=[line(word) for word in listed(conference.get("keywords"))],
        description=texts(conference.get("description"), language),
    )
    for row in listed(conference.get("tracks")):
        take_track(events, mapping(row), language)
    for row in listed(conference.get("rooms")):
        take_room(events, mapping(row), language)


def colours(held: dict[str, Any]) -> dict[str, str]:
    """The colours that the formats know; in an export they become attributes."""
    return kept(**{name: line(held.get(name)) for name in COLOURS})


def take_track(events: Events, row: dict[str, Any], language: str) -> None:
    found = names(row.get("name"), language)
    if found:
        check_room_for(events.programme.tracks)
        leftover = kept(slug=line(row.get("slug")), color=line(row.get("color")))
        events.programme.tracks.append(ImportedTrack(found, leftover))


def take_room(events: Events, row: dict[str, Any], language: str) -> None:
    """A room; the same name twice is the same room."""
    found = names(row.get("name"), language)
    if not found or any(room.names == found for room in events.programme.rooms):
        return
    check_room_for(events.programme.rooms)
    leftover = kept(
        **{name: line(row.get(name)) for name in ROOM_PLAIN},
        about=storable(row.get("description")),
        features=storable(mapping(row.get("features"))),
        assembly=storable(mapping(row.get("assembly"))),
    )
    guid = as_uuid(line(row.get("guid")))
    if twin := next((room for room in events.programme.rooms if guid and room.guid == guid), None):
        one, other = (next(iter(names.values())) for names in (found, twin.names))
        said = {"text": guid, "where": other}
        events.refuse(f"{one}, guid", _("%(text)s appears twice, also in %(where)s.") % said)
    capacity = number(row.get("capacity")) or 0
    events.programme.rooms.append(ImportedRoom(found, guid, capacity, leftover))


def check_room_for(held: list[Any]) -> None:
    """Raise Refused when one more room or track is one too many."""
    if len(held) == MOST_NAMED:
        raise Refused(_("The file holds too many objects."))


def mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
