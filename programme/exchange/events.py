"""Events as frab and pretalx write them, in XML and JSON alike, become sessions."""

import datetime
from typing import Any
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from programme.enums import SessionKind, Severity
from programme.models.edition import DAY_BEGINS
from translations.exchange.limits import MOST_CELL
from translations.exchange.texts import clean, line
from translations.languages import language_codes, source_language

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
from .limits import MOST_EVENTS
from .texts import has_hangul
from .values import as_day, as_duration, as_hour, as_instant, as_language, as_uuid, is_web_address

Event = dict[str, Any]
ADDRESSES = ("url", "logo", "feedback_url", "origin_url", "video_download_url")
#: Addresses that may begin where the programme's own end.
PICTURES = ("logo", "avatar")
LONGEST_NUMBER = 9
#: A day with an hour is longer than this.
BARE_DAY = 10


class Events:
    """Takes events one by one into a programme, noting what is wrong with each."""

    def __init__(self, programme: ImportedProgramme, request: Request) -> None:
        self.programme = programme
        self.zone: datetime.tzinfo = request.zone
        #: The language of every text, where the editor or the file itself says it.
        self.language = request.language
        #: Where addresses begin that are given without their host.
        self.base = ""
        #: Under which the next event stands, and when it begins and ends where the file says so.
        self.day: datetime.date | None = None
        self.day_starts: datetime.datetime | None = None
        self.day_ends: datetime.datetime | None = None

    def use_zone(self, name: str) -> None:
        """Times without an offset are meant in the zone that the file names."""
        try:
            self.zone = ZoneInfo(name)
        except (ValueError, KeyError, OSError):
            self.warn("time_zone_name", _("Unknown time zone: %(name)s.") % {"name": name})

    def refuse(self, where: str, sentence: str) -> None:
        self.programme.problems.append(Problem(where, sentence))

    def warn(self, where: str, sentence: str) -> None:
        self.programme.problems.append(Problem(where, sentence, Severity.WARNING))

    def check_size(self) -> None:
        """Raise Refused when one more event is one too many."""
        if len(self.programme.sessions) == MOST_EVENTS:
            most = {"most": MOST_EVENTS}
            raise Refused(_("The file holds more than %(most)s sessions.") % most)

    def use_day(self, date: str, start: str, end: str) -> None:
        """The events that follow stand under this day; its end may be in the next morning."""
        self.day = as_day((date or start)[:BARE_DAY])
        self.day_ends = as_instant(end, self.zone) if len(end) > BARE_DAY else None
        self.day_starts = as_instant(start, self.zone) if len(start) > BARE_DAY else None

    def take(self, event: Event, room: str = "") -> None:
        """One event; `room` is the one under which it stands in the file."""
        self.check_size()
        where = self.place_of(event)
        language = self.language_of(event)
        title = names(event.get("title"), language)
        if not any(title.values()):
            self.refuse(f"{where}, title", _("The title is missing."))
        start, end = self.times(event, where)
        spoken = as_language(line(event.get("language")))
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
                words=self.words(event, where, language),
                leftover=self.leftover(event, where, language),
            )
        )

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
        begin = self.begin(date, start)
        if begin is None:
            element = "date" if date else "start"
            text = (date or start)[:60]
            self.refuse(
                f"{where}, {element}", _("This is not a valid time: %(text)s.") % {"text": text}
            )
            return None, None
        return begin, self.end(event, where, begin)

    def begin(self, date: str, start: str) -> datetime.datetime | None:
        for text in (date, start):
            if len(text) > BARE_DAY and (instant := as_instant(text, self.zone)):
                return instant
        known, hour = as_day(date) or (self.day if not date else None), as_hour(start)
        if known is None or hour is None:
            return None
        if known == self.day and self.is_after_midnight(known, hour):
            known += datetime.timedelta(days=1)
        return self.instant(known, hour)

    def is_after_midnight(self, day: datetime.date, hour: datetime.time) -> bool:
        """Whether what begins at that hour stands under the day before its own."""
        if self.day_starts is None or self.day_ends is None:
            return hour < DAY_BEGINS
        next_day = self.instant(day + datetime.timedelta(days=1), hour)
        return self.instant(day, hour) < self.day_starts and next_day < self.day_ends

    def instant(self, day: datetime.date, hour: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(day, hour, tzinfo=self.zone).astimezone(datetime.UTC)

    def end(self, event: Event, where: str, begin: datetime.datetime) -> datetime.datetime | None:
        text, until = line(event.get("duration")), line(event.get("end"))
        duration = as_duration(text)
        end = begin + duration if duration is not None else None
        if not text and until:
            end = as_instant(until, self.zone)
        element = "end" if until and not text else "duration"
        if end is None:
            self.refuse(f"{where}, {element}", _("How long it lasts cannot be read."))
        elif end <= begin:
            self.refuse(f"{where}, {element}", _("The end must be after the start."))
        return end

    def people(self, event: Event, where: str, language: str) -> list[ImportedPerson]:
        rows = rows_of(event, "persons")
        found = [
            self.person(row if isinstance(row, dict) else {"name": row}, where, language)
            for row in rows
        ]
        return [person for person in found if person.name]

    def person(self, row: Event, where: str, language: str) -> ImportedPerson:
        name = line(row.get("name") or row.get("public_name") or row.get("full_public_name"))
        text = line(row.get("guid"))
        if text and not as_uuid(text):
            self.refuse(
                f"{where}, person", _("This is not a valid guid: %(text)s.") % {"text": text[:60]}
            )
        biography = texts(row.get("biography") or row.get("description"), language)
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
        for element in ("abstract", "description"):
            for code, text in texts(event.get(element), language).items():
                if len(text) > MOST_CELL:
                    self.refuse(f"{where}, {element}", _("The text is too long."))
                found.setdefault(code, {})[element] = text
        return found

    def leftover(self, event: Event, where: str, language: str) -> dict[str, Any]:
        return kept(
            id=number(event.get("id")),
            slug=line(event.get("slug")),
            type=line(event.get("type")),
            language=line(event.get("language")),
            subtitle=names(event.get("subtitle"), language),
            abstract=texts(event.get("abstract"), language),
            description=texts(event.get("description"), language),
            links=self.links(event, "links", where),
            attachments=self.links(event, "attachments", where),
            recording=recording(event),
            do_not_stream=event.get("do_not_stream"),
            **{name: self.address(event, name, where) for name in ADDRESSES},
        )

    def links(self, event: Event, element: str, where: str) -> list[dict[str, str]]:
        found = []
        for held in rows_of(event, element):
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
    return rows if isinstance(rows, list) else []


def number(value: Any) -> int | None:
    """A positive number such as files count events by; None for anything else."""
    text = line(value)
    fits = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return (int(text) or None) if fits else None


def recording(event: Event) -> dict[str, Any]:
    """Licence, refusal and address of the recording, from either format."""
    held = event.get("recording")
    held = held if isinstance(held, dict) else {}
    optout = held.get("optout", event.get("do_not_record"))
    if isinstance(optout, str):
        optout = optout.strip().lower() in {"true", "1"}
    found = {
        "license": line(held.get("license") or event.get("recording_license")),
        "url": line(held.get("url")),
        "link": line(held.get("link")),
    }
    return kept(optout=optout if isinstance(optout, bool) else None, **found)
