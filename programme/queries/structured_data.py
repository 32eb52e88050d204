"""Editions and sessions for machines: schema.org's Event, in the reader's language."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Max, Min

from programme.enums import AttendanceMode, EditionState, PartnerRole
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot
from programme.models.session import SessionLanguage
from programme.models.venue import Venue
from translations.labels import Words, pick

from .editions import EditionCard, Tour
from .entries import Entry, PersonLine

Data = dict[str, Any]
#: Makes an address of this site complete.
Absolute = Callable[[str], str]
ORG = "https://schema.org"
MODES = {
    AttendanceMode.ON_SITE: f"{ORG}/OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: f"{ORG}/OnlineEventAttendanceMode",
    AttendanceMode.MIXED: f"{ORG}/MixedEventAttendanceMode",
}
ORGANISING = {PartnerRole.HOST, PartnerRole.CO_ORGANISER}


def edition_data(
    edition: Edition,
    schedule: Schedule | None,
    *,
    partners: list[tuple[PartnerRole, list[Words]]],
    tour: Tour | None,
    language: str,
    absolute: Absolute,
) -> Data:
    """An edition, with the tour it belongs to or the stages it has. Two queries."""
    card = EditionCard(edition, f"/{language}/{edition.slug}/")
    first, last = first_and_last(edition, schedule)
    data = {
        "@context": ORG,
        **named(card, language, absolute),
        **when(edition, first, last),
        **circumstances(edition, language, absolute),
        "organizer": [
            {"@type": "Organization", "name": name.text}
            for role, names in partners
            if role in ORGANISING
            for name in names
        ],
        "inLanguage": languages_of(schedule) or [language],
    }
    return without_gaps(data | around(edition, tour, language, absolute))


def session_data(edition: Edition, entry: Entry, language: str, absolute: Absolute) -> Data:
    """A session as a part of its edition. No query."""
    whole = EditionCard(edition, f"/{language}/{edition.slug}/")
    zone = entry.zone.info
    data = {
        "@context": ORG,
        "@type": "Event",
        "@id": absolute(entry.url),
        "name": entry.title.text,
        "url": absolute(entry.url),
        "startDate": entry.start.astimezone(zone).isoformat(),
        "endDate": entry.end.astimezone(zone).isoformat(),
        **circumstances(edition, language, absolute, room=entry.room.text),
        "eventStatus": session_status(edition, entry),
        "inLanguage": list(dict.fromkeys([*entry.spoken, *entry.interpreted])) or [language],
        "performer": [person(line) for line in entry.people],
        "superEvent": brief(whole, language, absolute),
    }
    return without_gaps(data)


def named(card: EditionCard, language: str, absolute: Absolute) -> Data:
    """What an edition is, what it is called and where it is found."""
    url = absolute(card.url)
    return {
        "@type": "Event",
        "@id": url,
        "name": pick(card.edition, "title", language).text,
        "description": pick(card.edition, "theme", language).text,
        "url": url,
    }


def brief(card: EditionCard, language: str, absolute: Absolute) -> Data:
    """An edition in the data of another one, or of a session."""
    edition = card.edition
    return without_gaps(
        named(card, language, absolute)
        | when(edition, edition.starts_on, edition.ends_on)
        | circumstances(edition, language, absolute)
    )


def around(edition: Edition, tour: Tour | None, language: str, absolute: Absolute) -> Data:
    """The tour that a stage belongs to, or the stages of a tour."""
    if tour is None:
        return {}
    if not edition.parent_id:
        return {"subEvent": [brief(card, language, absolute) for card in tour.stages]}
    return {"superEvent": brief(tour.whole, language, absolute)} if tour.whole else {}


def when(edition: Edition, first: datetime.date, last: datetime.date) -> Data:
    """Its days, or hours with their offset, and the day that it was planned for before."""
    data = {"startDate": first.isoformat(), "endDate": last.isoformat()}
    if edition.is_rescheduled and edition.previous_starts_on:
        data["previousStartDate"] = edition.previous_starts_on.isoformat()
    return data


def first_and_last(
    edition: Edition, schedule: Schedule | None
) -> tuple[datetime.date, datetime.date]:
    """From the first session to the last, by the venue's clock; else whole days. One query."""
    slots = Slot.objects.filter(schedule=schedule)
    ends = slots.aggregate(first=Min("start"), last=Max("end")) if schedule else {}
    if not ends.get("first"):
        return edition.starts_on, edition.ends_on
    first, last = (ends[name].astimezone(edition.zone.info) for name in ("first", "last"))
    if edition.is_rescheduled and not edition.takes_place_on(first.date()):
        return edition.starts_on, edition.ends_on
    return first, last


def circumstances(edition: Edition, language: str, absolute: Absolute, room: str = "") -> Data:
    """How it stands with an edition, and where and in which form it takes place."""
    found = statuses(edition)
    return {
        "eventStatus": found[0] if len(found) == 1 else found,
        "eventAttendanceMode": MODES[AttendanceMode(edition.attendance_mode)],
        "location": location(edition, language, absolute, room),
    }


def statuses(edition: Edition) -> list[str]:
    """How it stands with an edition; moved online and rescheduled may both be true."""
    if edition.state == EditionState.CANCELLED:
        return [f"{ORG}/EventCancelled"]
    if edition.is_undated:
        return [f"{ORG}/EventPostponed"]
    online = edition.attendance_mode == AttendanceMode.ONLINE
    moved = edition.previous_attendance_mode not in {"", AttendanceMode.ONLINE} and online
    found = [
        *([f"{ORG}/EventMovedOnline"] if moved else []),
        *([f"{ORG}/EventRescheduled"] if edition.is_rescheduled else []),
    ]
    return found or [f"{ORG}/EventScheduled"]


def session_status(edition: Edition, entry: Entry) -> str:
    """How it stands with a session: what its day was given up for, it still waits for."""
    if entry.cancelled or edition.state == EditionState.CANCELLED:
        return f"{ORG}/EventCancelled"
    if not edition.takes_place_on(entry.date):
        return f"{ORG}/EventPostponed"
    moved = f"{ORG}/EventMovedOnline"
    return moved if moved in statuses(edition) else f"{ORG}/EventScheduled"


def location(edition: Edition, language: str, absolute: Absolute, room: str) -> Any:
    """The place, the public address of what takes place online, or both."""
    mode = edition.attendance_mode
    there = venue_data(edition.venue, language, room) if mode != AttendanceMode.ONLINE else None
    online = {"@type": "VirtualLocation", "url": absolute(f"/{language}/{edition.slug}/")}
    found = [there, online if mode != AttendanceMode.ON_SITE else None]
    places = [place for place in found if place]
    return places[0] if len(places) == 1 else places


def venue_data(venue: Venue | None, language: str, room: str) -> Data | None:
    """A venue, or one of its rooms."""
    if venue is None:
        return None
    name = pick(venue, "name", language).text
    address = {
        "@type": "PostalAddress",
        "streetAddress": pick(venue, "address", language).text,
        "addressLocality": pick(venue, "city", language).text,
        "addressCountry": venue.country,
    }
    parts = [part for part in (room, name) if part]
    return {"@type": "Place", "name": ", ".join(parts), "address": without_gaps(address)}


def languages_of(schedule: Schedule | None) -> list[str]:
    """Languages spoken or interpreted at the sessions of a release. One query."""
    if schedule is None:
        return []
    found = SessionLanguage.objects.filter(session__slots__schedule=schedule)
    return sorted(set(found.order_by().values_list("language", flat=True)))


def person(line: PersonLine) -> Data:
    """Somebody on the programme, as it names people."""
    organisation = {"@type": "Organization", "name": line.organisation.text}
    return without_gaps(
        {
            "@type": "Person",
            "name": line.name,
            "jobTitle": line.position.text,
            "affiliation": organisation if line.organisation.text else None,
        }
    )


def without_gaps(data: Data) -> Data:
    """Only what is known."""
    return {name: value for name, value in data.items() if value not in ("", None, [])}
