"""The programme as calendars (RFC 5545, RFC 7986): one that can be subscribed to, and its parts.

An entry keeps its UID for ever and says by SEQUENCE which of its states is the newer one. What
is given up stays, as cancelled: whoever entered it learns of it.
"""

import datetime
import uuid
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration

from programme.enums import AttendanceMode, CalendarStatus, DatePrecision, EditionState
from programme.models import Edition
from programme.pages import EditionPage
from programme.queries.editions import EditionCard, section_key, tour
from programme.queries.entries import Entry, entries, released_schedule, removed_entries
from programme.queries.structured_data import Absolute
from translations.labels import Words, pick
from translations.languages import language_names

#: How soon a subscribed calendar should ask again.
ASK_AGAIN = datetime.timedelta(hours=1)


def unique_id(name: object) -> str:
    """The UID of an entry: the same in every version and every language."""
    return f"{name}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition('@')[2]}"


def utc(moment: datetime.date) -> datetime.date:
    """Instants in UTC; a whole day stays a day."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(datetime.UTC)
    return moment


def status_on(edition: Edition, day: datetime.date) -> CalendarStatus:
    """How sure it is that what was planned for this day of an edition takes place."""
    if not edition.takes_place_on(day):
        return CalendarStatus.CANCELLED
    vague = edition.date_precision != DatePrecision.DAY
    if vague or edition.state == EditionState.POSTPONED:
        return CalendarStatus.TENTATIVE
    return CalendarStatus.CONFIRMED


def edition_calendar(edition: Edition, language: str, absolute: Absolute) -> bytes:
    """Everything an edition has on its released programme, and had on earlier ones.

    Its days as a whole until there is a programme for them; a tour's stages instead.
    A constant number of queries.
    """
    with override(language):
        planned = planned_entries(edition, language)
        travelling = tour(EditionPage, edition, language)
        cards = travelling.stages if travelling and not edition.parent_id else []
        held = new_calendar(edition, language, absolute)
        for entry, status in planned:
            held.add_component(session_event(edition, entry, status, absolute))
        for card in cards:
            held.add_component(days_event(card, absolute))
        if not cards and not has_programme(edition, planned):
            page = EditionCard(edition, f"/{language}/{edition.slug}/")
            held.add_component(days_event(page, absolute))
    return written(held, [entry for entry, _status in planned])


def has_programme(edition: Edition, planned: list[tuple[Entry, CalendarStatus]]) -> bool:
    """Whether the entries speak for the edition: not where it has other days by now."""
    stands = any(edition.takes_place_on(entry.date) for entry, _status in planned)
    return stands or bool(planned and edition.is_called_off)


def session_calendar(
    edition: Edition, key: uuid.UUID, language: str, absolute: Absolute
) -> bytes | None:
    """One session; None when the public has never seen it on a programme."""
    with override(language):
        planned = planned_entries(edition, language, session__key=key)
        held = new_calendar(edition, language, absolute)
        for entry, status in planned:
            held.add_component(session_event(edition, entry, status, absolute))
    return written(held, [entry for entry, _status in planned]) if planned else None


def planned_entries(
    edition: Edition, language: str, **conditions: Any
) -> list[tuple[Entry, CalendarStatus]]:
    """What is, or was, on a released programme, and how sure it is."""
    schedule = released_schedule(edition)
    current = entries(schedule, edition.zone, language, **conditions)
    removed = removed_entries(schedule, edition.zone, language, **conditions)
    off = CalendarStatus.CANCELLED
    return [
        *((e, off if e.cancelled else status_on(edition, e.date)) for e in current),
        *((e, off) for e in removed),
    ]


def new_calendar(edition: Edition, language: str, absolute: Absolute) -> Calendar:
    """An empty calendar, named after the edition in the reader's language."""
    held = Calendar()
    title = pick(edition, "title", language)
    held.add("prodid", f"-//forum_site//programme//{language.upper()}")
    held.add("version", "2.0")
    held.add("calscale", "GREGORIAN")
    held.add("method", "PUBLISH")
    held.add("uid", unique_id(section_key(edition.key, "calendar")))
    held.add("name", title.text, {"language": title.language})
    held.add("x-wr-calname", title.text)
    held.add("x-wr-timezone", edition.timezone)
    held.add("url", absolute(f"/{language}/{edition.slug}/"))
    held.add("last-modified", edition.changed_at)
    held.add("refresh-interval", vDuration(ASK_AGAIN), {"value": "DURATION"})
    held.add("x-published-ttl", vDuration(ASK_AGAIN))
    return held


def session_event(
    edition: Edition, entry: Entry, status: CalendarStatus, absolute: Absolute
) -> Event:
    """A session at its place, in the time of the venue."""
    event = new_event(edition, entry.key, entry.title, status)
    event.add("dtstart", entry.start.astimezone(entry.zone.info))
    event.add("dtend", entry.end.astimezone(entry.zone.info))
    add_place(event, edition, entry.room)
    event.add("description", session_description(edition, entry, status))
    names = (str(entry.kind.label), entry.track.text)
    event.add("categories", [name for name in names if name])
    if entry.url:
        event.add("url", absolute(entry.url))
    return event


def days_event(card: EditionCard, absolute: Absolute) -> Event:
    """An edition as whole days: they have no hour, and so stand on no clock."""
    edition = card.edition
    status = status_on(edition, edition.starts_on)
    event = new_event(edition, edition.key, pick(edition, "title"), status)
    event.add("dtstart", edition.starts_on)
    event.add("dtend", edition.ends_on + datetime.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    add_place(event, edition, Words("", ""))
    words = [pick(edition, "theme").text, pick(edition, "public_reason").text]
    if any(words):
        event.add("description", "\n".join(text for text in words if text))
    event.add("url", absolute(card.url))
    return event


def new_event(edition: Edition, key: uuid.UUID, title: Words, status: CalendarStatus) -> Event:
    """What every entry says of itself. The same words give the same bytes at any time."""
    event = Event()
    event.add("uid", unique_id(key))
    event.add("summary", title.text, {"language": title.language})
    event.add("status", str(status))
    event.add("sequence", edition.sequence)
    event.add("dtstamp", edition.changed_at)
    event.add("last-modified", edition.changed_at)
    return event


def add_place(event: Event, edition: Edition, room: Words) -> None:
    """Where it takes place: room, venue and city, or online; never how one joins."""
    online = edition.attendance_mode == AttendanceMode.ONLINE
    labels = [pick(edition.venue, name).text for name in ("name", "city")]
    parts = [edition.get_attendance_mode_display()] if online else [room.text, *labels]
    where = ", ".join(dict.fromkeys(part for part in parts if part))
    if where:
        event.add("location", where)


def session_description(edition: Edition, entry: Entry, status: CalendarStatus) -> str:
    """Why it is no longer certain, what it is, who speaks, in which languages: a line each."""
    changed = status != CalendarStatus.CONFIRMED
    lines = [
        pick(edition, "public_reason").text if changed else "",
        str(entry.kind.label),
        ", ".join(f"{person.name} ({person.role.label})" for person in entry.people),
        interpretation(entry.interpreted),
    ]
    return "\n".join(line for line in lines if line)


def interpretation(languages: list[str]) -> str:
    """Into which languages a session is interpreted; "" for none."""
    if not languages:
        return ""
    return _("Interpretation: %(languages)s") % {"languages": language_names(languages)}


def written(held: Calendar, planned: list[Entry]) -> bytes:
    """The file, with the rules of the venue's clock for the years it speaks of."""
    if planned:
        years = [entry.start.year for entry in planned]
        held.add_missing_timezones(
            first_date=datetime.date(min(years), 1, 1),
            last_date=datetime.date(max(years) + 1, 12, 31),
        )
    return held.to_ical()
