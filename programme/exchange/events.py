"""Events as frab and pretalx write them, in XML and JSON alike, become sessions."""

import datetime
from collections import Counter
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from programme.enums import FileKind, SessionKind, Severity
from translations.exchange.limits import MOST_CELL
from translations.exchange.texts import clean, line
from translations.languages import language_codes, source_language

from .hours import Hours
from .imported import (
    ImportedPerson,
    ImportedProgramme,
    ImportedSession,
    Problem,
    Refused,
    Request,
    Text,
)
from .kinds import kind_of
from .leftover import kept
from .limits import MOST_EVENTS, MOST_NAME
from .texts import has_hangul
from .values import as_duration, as_language, as_uuid, is_web_address
from .words import WORDS, by_element

Event = dict[str, Any]
ADDRESSES = ("url", "logo", "feedback_url", "origin_url", "video_download_url")
#: Addresses that may begin where the programme's own end.
PICTURES = ("logo", "avatar")
LONGEST_NUMBER = 9
#: What an event may say; the rest is not taken over, and that is said.
KNOWN = {
    *("id", "guid", "code", "slug", "title", "subtitle", "abstract", "description", "type"),
    *("date", "start", "end", "duration", "room", "track", "language", "persons", "links"),
    *("attachments", "recording", "recording_license", "do_not_record", "do_not_stream"),
    *ADDRESSES,
}
MOST_UNKNOWN = 10


class Events:
    """Takes events one by one into a programme, noting what is wrong with each."""

    def __init__(self, programme: ImportedProgramme, request: Request) -> None:
        self.programme = programme
        self.hours = Hours(request.zone)
        #: The language of every text, where the editor or the file itself says it.
        self.language = request.language
        #: Where addresses begin that are given without their host.
        self.base = ""
        self.unknown: Counter[str] = Counter()

    def use_zone(self, name: str) -> None:
        """Times without an offset are meant in the zone that the file names."""
        try:
            self.hours.zone = ZoneInfo(name)
        except (ValueError, KeyError, OSError):
            self.warn("time_zone_name", _("Unknown time zone: %(name)s.") % {"name": name})

    def refuse(self, where: str, sentence: str) -> None:
        self.programme.problems.append(Problem(where, sentence))

    def warn(self, where: str, sentence: str) -> None:
        self.programme.problems.append(Problem(where, sentence, Severity.WARNING))

    def say_which_counts(self, where: str, one: str, other: str) -> None:
        """Of two elements that contradict each other, `one` is taken."""
        text = _("“%(one)s” and “%(other)s” do not fit together; “%(one)s” counts.")
        self.warn(f"{where}, {other}", text % {"one": one, "other": other})

    def check_size(self) -> None:
        """Raise Refused when one more event is one too many."""
        if len(self.programme.sessions) == MOST_EVENTS:
            most = {"most": MOST_EVENTS}
            raise Refused(_("The file holds more than %(most)s sessions.") % most)

    def take(self, event: Event, room: str = "") -> None:
        """One event; `room` is the one under which it stands in the file."""
        self.check_size()
        self.unknown.update(name for name, said in kept(**event).items() if name not in KNOWN)
        where = self.place_of(event)
        language = self.language_of(event)
        title = names(event.get("title"), language)
        if not any(title.values()):
            self.refuse(f"{where}, title", _("The title is missing."))
        start, end = self.times(event, where)
        spoken = as_language(line(event.get("language")))
        words = self.words(event, where, language)
        self.programme.sessions.append(
            ImportedSession(
                where=where,
                guid=self.guid(event, where),
                code=line(event.get("code")),
                titles=title,
                kind=(kind_of(line(event.get("type"))) or SessionKind.CONFERENCE).value,
                track=names(event.get("track"), language),
                room=names(event.get("room") or room, language),
                start=start,
                end=end,
                spoken=[spoken] if spoken else [],
                people=self.people(event, where, language),
                words=words,
                leftover=self.leftover(event, where, language) | by_element(words),
            )
        )

    def say_what_is_unknown(self) -> None:
        """What the format does not know is not taken over, and that is said."""
        for name, count in self.unknown.most_common(MOST_UNKNOWN):
            where = f"<{name[:40]}>" if self.programme.kind == FileKind.XML else name[:40]
            text = _("Ignored: this element, %(count)s times.") % {"count": count}
            self.warn(where, text)

    def place_of(self, event: Event) -> str:
        """How a person finds the event in the file."""
        name = line(event.get("id")) or line(event.get("guid")) or line(event.get("code"))
        return _("event %(id)s") % {"id": name or f"№ {len(self.programme.sessions) + 1}"}

    def language_of(self, event: Event) -> str:
        if self.language:
            return self.language
        if has_hangul(clean(event.get("title"))):
            return "ko"
        return as_language(line(event.get("language"))) or source_language()

    def guid(self, event: Event, where: str) -> Any:
        text = line(event.get("guid"))
        found = as_uuid(text)
        if text and not found:
            self.refuse(
                f"{where}, guid", _("This is not a valid guid: %(text)s.") % {"text": text[:60]}
            )
        return found

    def times(self, event: Event, where: str) -> tuple[Any, Any]:
        """Beginning and end; both None where the file gives the event no place in time."""
        date, start = line(event.get("date")), line(event.get("start"))
        if not date and not start:
            return None, None
        begin = self.hours.begin(date, start)
        if begin is None:
            element = "date" if date else "start"
            text = (date or start)[:60]
            self.refuse(
                f"{where}, {element}", _("This is not a valid time: %(text)s.") % {"text": text}
            )
            return None, None
        if self.hours.differ(begin, date, start):
            self.say_which_counts(where, "date", "start")
        return begin, self.end(event, where, begin)

    def end(self, event: Event, where: str, begin: datetime.datetime) -> datetime.datetime | None:
        text, until = line(event.get("duration")), line(event.get("end"))
        duration, told = as_duration(text), self.hours.until(until, begin)
        end = begin + duration if duration is not None else None
        # Of three numbers the first may be days, as pretalx writes them, or hours.
        if told and (not text or text.count(":") > 1):
            end = told
        element = "end" if until and not text else "duration"
        if end is None:
            self.refuse(f"{where}, {element}", _("How long it lasts cannot be read."))
        elif end <= begin:
            self.refuse(f"{where}, {element}", _("The end must be after the start."))
        elif told not in {None, end}:
            self.say_which_counts(where, "duration", "end")
        return end

    def people(self, event: Event, where: str, language: str) -> list[ImportedPerson]:
        rows = rows_of(event, "persons")
        self.programme.count_parts(len(rows))
        found = [
            self.person(row if isinstance(row, dict) else {"name": row}, where, language)
            for row in rows
        ]
        for row, person in zip(rows, found, strict=True):
            if not person.name and isinstance(row, dict) and kept(**row):
                self.warn(f"{where}, persons", _("Ignored: a person without a name."))
        return [person for person in found if person.name]

    def person(self, row: Event, where: str, language: str) -> ImportedPerson:
        name = line(row.get("name") or row.get("public_name") or row.get("full_public_name"))
        name = name[:MOST_NAME]
        text = line(row.get("guid"))
        if text and not as_uuid(text):
            self.refuse(
                f"{where}, person", _("This is not a valid guid: %(text)s.") % {"text": text[:60]}
            )
        biography = texts(row.get("biography") or row.get("description"), language)
        biography = self.fitting(biography, f"{where}, biography")
        return ImportedPerson(
            name=name,
            guid=as_uuid(text),
            reference=line(row.get("code")) or line(row.get("id")),
            biography=biography,
            leftover=kept(
                id=number(row.get("id")),
                code=line(row.get("code")),
                name=name,
                url=self.address(row, "url", where),
                avatar=self.address(row, "avatar", where),
                links=self.links(row, "links", where),
                biography=biography,
            ),
        )

    def words(self, event: Event, where: str, language: str) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for element in WORDS:
            said = texts(event.get(element), language)
            for code, text in self.fitting(said, f"{where}, {element}").items():
                found.setdefault(code, {})[element] = text
        return found

    def fitting(self, said: Text, where: str) -> Text:
        """The same texts, none where one of them is longer than any may be."""
        if all(len(text) <= MOST_CELL for text in said.values()):
            return said
        self.refuse(where, _("The text is too long."))
        return {}

    def leftover(self, event: Event, where: str, language: str) -> dict[str, Any]:
        subtitle = names(event.get("subtitle"), language)
        return kept(
            id=number(event.get("id")),
            slug=line(event.get("slug")),
            type=line(event.get("type")),
            language=line(event.get("language")),
            subtitle=self.fitting(subtitle, f"{where}, subtitle"),
            links=self.links(event, "links", where),
            attachments=self.links(event, "attachments", where),
            recording=recording(event),
            do_not_stream=truth(event.get("do_not_stream")),
            **{name: self.address(event, name, where) for name in ADDRESSES},
        )

    def links(self, event: Event, element: str, where: str) -> list[dict[str, str]]:
        found, rows = [], rows_of(event, element)
        self.programme.count_parts(len(rows))
        for held in rows:
            row = held if isinstance(held, dict) else {"url": held}
            if url := self.address(row, "url" if row.get("url") else "href", f"{where}, {element}"):
                more = {key: line(row.get(key)) for key in ("title", "type", "service")}
                found.append(kept(url=url, **more))
        return found

    def address(self, row: Event, name: str, where: str) -> str:
        """An address of the web; another kind, such as a script, is not taken over."""
        text = line(row.get(name))
        if text.startswith("/") and is_web_address(self.base):
            text = urljoin(self.base, text)
        if not text or is_web_address(text) or (name in PICTURES and text.startswith("/")):
            return text
        shown = {"text": text[:60]}
        self.warn(f"{where}, {name}", _("Ignored, not a web address: %(text)s.") % shown)
        return ""


def texts(value: Any, language: str) -> Text:
    """A text in `language`, or, where the file gives it in several, in each of ours."""
    if isinstance(value, dict) and "name" in value:
        value = value["name"]  # a room or a track written out
    if isinstance(value, dict):
        found = {code: clean(value.get(code)) for code in language_codes()}
        if not any(found.values()):  # in none of our languages
            found = {language: next(filter(None, map(clean, value.values())), "")}
    else:
        found = {language: clean(value)}
    return {code: text for code, text in found.items() if text}


def names(value: Any, language: str) -> Text:
    """The same for a text of one line."""
    return {code: line(text) for code, text in texts(value, language).items()}


def rows_of(event: Event, element: str) -> list[Any]:
    rows = event.get(element)
    if isinstance(rows, dict):  # each under its number
        rows = list(rows.values())
    return rows if isinstance(rows, list) else []


def number(value: Any) -> int | None:
    """A positive number such as files count events by; None for anything else."""
    text = line(value)
    fits = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return (int(text) or None) if fits else None


def truth(value: Any) -> bool | None:
    """Yes or no, as either format says it; None for anything else."""
    if isinstance(value, str):
        value = {"true": True, "1": True, "false": False, "0": False}.get(value.strip().lower())
    return value if isinstance(value, bool) else None


def recording(event: Event) -> dict[str, Any]:
    """Licence, refusal and address of the recording, from either format."""
    held = event.get("recording")
    held = held if isinstance(held, dict) else {}
    optout = truth(held.get("optout", event.get("do_not_record")))
    found = {
        "license": line(held.get("license") or event.get("recording_license")),
        "url": line(held.get("url")),
        "link": line(held.get("link")),
    }
    return kept(optout=optout, **found)
