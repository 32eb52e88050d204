"""A registration as calendar entries (RFC 5545): the forum's days, and the sessions chosen."""

import datetime
import uuid
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from icalendar import Calendar, Event

from registrations.enums import Mode, RegistrationState
from registrations.queries.offer import OfferedSession
from registrations.queries.own import Own, forum_days
from translations.labels import pick

CONFIRMED, CANCELLED = "CONFIRMED", "CANCELLED"


def calendar(own: Own, dropped: Iterable[OfferedSession] = ()) -> bytes:
    """The calendar part of a mail: instants in UTC, so that both shores read them right.

    Entries keep their UID and count SEQUENCE up, so a later mail changes what an earlier one
    entered, whether the person or the programme has changed; `dropped` sessions are taken out
    again.
    """
    gone = own.registration.state == RegistrationState.CANCELLED
    status = CANCELLED if gone else CONFIRMED
    held = Calendar()
    held.add("prodid", "-//forum_site//registrations//")
    held.add("version", "2.0")
    held.add("method", "CANCEL" if gone else "PUBLISH")
    for event in _day_events(own):
        held.add_component(_finished(event, own, status))
    for session in own.sessions:
        held.add_component(_finished(_session_event(own, session), own, status))
    for session in dropped:
        held.add_component(_finished(_session_event(own, session), own, CANCELLED))
    return held.to_ical()


def _day_events(own: Own) -> list[Event]:
    """A day from its first session to its last; whole days before the programme is released."""
    edition = own.registration.edition
    days = forum_days(own)
    if days:
        zone = edition.zone.info
        return [
            _event(own, start.astimezone(zone).date().isoformat(), start, end)
            for start, end in days
        ]
    after = edition.ends_on + datetime.timedelta(days=1)
    return [_event(own, "forum", edition.starts_on, after)]


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
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    event.add("uid", f"{uuid.uuid5(own.registration.key, name)}@{domain}")
    event.add("summary", title or pick(edition, "title").text)
    event.add("dtstart", _utc(start))
    event.add("dtend", _utc(end))
    if any(where):
        event.add("location", ", ".join(part for part in where if part))
    return event


def _session_event(own: Own, session: OfferedSession) -> Event:
    name, title = f"session {session.pk}", session.title.text
    return _event(own, name, session.start, session.end, title=title, place=session.room.text)


def _finished(event: Event, own: Own, status: str) -> Event:
    registration = own.registration
    event.add("status", status)
    # Both only rise, so their sum does with either.
    event.add("sequence", registration.version + registration.edition.sequence)
    event.add("dtstamp", _utc(max(registration.updated_at, registration.edition.changed_at)))
    return event


def _utc(moment: datetime.date) -> datetime.date:
    """Instants in UTC; a whole day stays a day."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(datetime.UTC)
    return moment
