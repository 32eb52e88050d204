"""A registration as calendar entries (RFC 5545): the forum's days, and the sessions chosen."""

import datetime
import uuid
from collections.abc import Iterable

from icalendar import Calendar, Event

from programme.calendars import status_on, unique_id, utc
from programme.enums import CalendarStatus
from registrations.enums import Mode, RegistrationState
from registrations.queries.offer import OfferedSession
from registrations.queries.own import Own, forum_days
from translations.labels import pick


def calendar(own: Own, dropped: Iterable[OfferedSession] = ()) -> bytes:
    """The calendar part of a mail: instants in UTC, so that both shores read them right.

    Entries keep their UID and count SEQUENCE up, so a later mail changes what an earlier one
    entered, whether the person or the programme has changed; `dropped` sessions are taken out
    again.
    """
    held = Calendar()
    held.add("prodid", "-//forum_site//registrations//")
    held.add("version", "2.0")
    held.add("method", method(own))
    for day, event in _day_events(own):
        held.add_component(_finished(event, own, _status(own, day)))
    for session in own.sessions:
        event = _session_event(own, session)
        held.add_component(_finished(event, own, _status(own, session.date)))
    for session in dropped:
        event = _session_event(own, session)
        held.add_component(_finished(event, own, CalendarStatus.CANCELLED))
    return held.to_ical()


def method(own: Own) -> str:
    """What a calendar program is to do with the part (RFC 5546): enter it, or take it out."""
    registration = own.registration
    gone = registration.state == RegistrationState.CANCELLED
    return "CANCEL" if gone or registration.edition.is_called_off else "PUBLISH"


def _status(own: Own, day: datetime.date) -> CalendarStatus:
    if own.registration.state == RegistrationState.CANCELLED:
        return CalendarStatus.CANCELLED
    return status_on(own.registration.edition, day)


def _day_events(own: Own) -> list[tuple[datetime.date, Event]]:
    """A day from its first session to its last, also one that was given up since.

    Whole days before a programme is released for the days that the edition has.
    """
    edition = own.registration.edition
    days = [
        (start.astimezone(edition.zone.info).date(), start, end) for start, end in forum_days(own)
    ]
    events = [(day, _event(own, day.isoformat(), start, end)) for day, start, end in days]
    if days and (edition.is_called_off or any(edition.takes_place_on(day) for day, *_rest in days)):
        return events
    after = edition.ends_on + datetime.timedelta(days=1)
    return [*events, (edition.starts_on, _event(own, "forum", edition.starts_on, after))]


def _event(
    own: Own,
    name: str,
    start: datetime.date,
    end: datetime.date,
    *,
    title: str = "",
    place: str = "",
) -> Event:
    edition = own.registration.edition
    there = edition.venue and own.attendee.mode == Mode.ON_SITE
    where = [place, pick(edition.venue, "name").text if there else ""]
    event = Event()
    event.add("uid", unique_id(uuid.uuid5(own.registration.key, name)))
    event.add("summary", title or pick(edition, "title").text)
    event.add("dtstart", utc(start))
    event.add("dtend", utc(end))
    if any(where):
        event.add("location", ", ".join(part for part in where if part))
    return event


def _session_event(own: Own, session: OfferedSession) -> Event:
    name, title = f"session {session.pk}", session.title.text
    return _event(own, name, session.start, session.end, title=title, place=session.room.text)


def _finished(event: Event, own: Own, status: str) -> Event:
    registration = own.registration
    event.add("status", str(status))
    # Both only rise, so their sum does with either.
    event.add("sequence", registration.version + registration.edition.sequence)
    event.add("dtstamp", utc(max(registration.updated_at, registration.edition.changed_at)))
    return event
