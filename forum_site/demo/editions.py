"""The sample's facts: organisations, the archive, and the coming edition with its programme."""

import datetime
from typing import Any

from programme.enums import EditionState
from programme.models import (
    Edition,
    EditionPartner,
    InterpretationAssignment,
    Interpreter,
    Organisation,
    Room,
    Session,
    SessionSpeaker,
    Speaker,
    Theme,
    Track,
    Venue,
)
from programme.pages import EditionPage, ProgrammePage, SessionPage, SpeakerIndexPage, SpeakerPage
from programme.services.editions import create_edition
from programme.services.releases import release_schedule
from programme.services.schedule import local_instant, place_session
from programme.services.sessions import create_session, create_speaker

from .content import columns, first_day, paragraphs, read
from .registrations import load_registration
from .words import publish_fact, write_practical_page

Known = dict[str, Any]


def load_organisations() -> dict[str, Organisation]:
    """Every organisation of the sample by its id in the files."""
    return {
        item["id"]: Organisation.objects.create(
            kind=item["kind"],
            country=item["country"],
            acronym=item.get("acronym", ""),
            latitude=item.get("latitude"),
            longitude=item.get("longitude"),
            **columns("name", item["name"]),
        )
        for item in read("organisations")["organisation"]
    }


def load_archive(organisations: dict[str, Organisation]) -> None:
    """The past meetings, each with what is known and no more."""
    for item in read("archive")["edition"]:
        edition = edition_from(item, organisations)
        edition.slug = item["slug"]
        edition.starts_on = datetime.date.fromisoformat(item["starts"])
        edition.ends_on = datetime.date.fromisoformat(item["ends"])
        edition.date_precision = item["date_precision"]
        edition.timezone = item["timezone"]
        edition.previous_attendance_mode = item.get("previous_attendance_mode", "")
        edition.state = item["state"]
        create_edition(edition, programme=False)
        publish_fact(edition, EditionPage, introduction=paragraphs(item["introduction"]))


def edition_from(item: Known, organisations: dict[str, Organisation], **values: Any) -> Edition:
    """An unsaved edition with what both kinds share."""
    edition = Edition(
        **columns("title", item["title"], **values),
        **columns("theme", item.get("theme")),
        **columns("public_reason", item.get("public_reason")),
        host=organisations[item["host"]] if "host" in item else None,
        venue=venue_from(item["venue"]) if "venue" in item else None,
        attendance_mode=item["attendance_mode"],
        hashtag=item.get("hashtag", ""),
    )
    edition.partners = [  # type: ignore[misc]  # modelcluster takes unsaved rows
        EditionPartner(
            organisation=organisations[partner["organisation"]], role=partner["role"], order=order
        )
        for order, partner in enumerate(item.get("partners", []))
    ]
    return edition


def venue_from(item: Known) -> Venue:
    names = columns("name", item["name"])
    venue, _created = Venue.objects.get_or_create(
        **names,
        defaults={
            **columns("city", item["city"]),
            **columns("address", item.get("address")),
            "country": item["country"],
        },
    )
    return venue


def load_forum(organisations: dict[str, Organisation], today: datetime.date) -> None:
    """The coming edition, from its rooms to its released programme."""
    texts = read("forum")
    first = first_day(today)
    edition = edition_from(texts["edition"], organisations, year=first.year)
    edition.slug = f"forum-{first.year}"
    edition.starts_on, edition.ends_on = first, first + datetime.timedelta(days=1)
    edition.state = EditionState.ANNOUNCED
    create_edition(edition)
    edition.themes.set(
        Theme.objects.create(**columns("name", item["name"])) for item in texts["theme"]
    )
    publish_fact(edition, EditionPage, introduction=paragraphs(texts["edition"]["introduction"]))
    publish_fact(edition, ProgrammePage)
    publish_fact(edition, SpeakerIndexPage)
    speakers = load_speakers(edition, organisations)
    rooms = load_rooms(venue_from(texts["edition"]["venue"]), texts)
    load_sessions(edition, speakers, rooms, load_tracks(edition, texts))
    load_interpreters(edition)
    release_schedule(edition)
    load_registration(edition, today)
    write_practical_page(EditionPage.objects.get(edition=edition))


def load_rooms(venue: Venue, texts: Known) -> dict[str, Room]:
    return {
        item["id"]: Room.objects.create(
            venue=venue,
            capacity=item["capacity"],
            interpretation_booths=item["interpretation_booths"],
            order=item["order"],
            **columns("name", item["name"]),
        )
        for item in texts["room"]
    }


def load_tracks(edition: Edition, texts: Known) -> dict[str, Track]:
    return {
        item["id"]: Track.objects.create(
            edition=edition,
            colour=item["colour"],
            order=item["order"],
            **columns("name", item["name"]),
        )
        for item in texts["track"]
    }


def load_speakers(edition: Edition, organisations: dict[str, Organisation]) -> dict[str, Speaker]:
    speakers = {}
    for item in read("speakers")["speaker"]:
        speaker = Speaker(
            edition=edition,
            organisation=organisations[item["organisation"]],
            **columns("position", item["position"]),
            **{
                name: item.get(name, "")
                for name in (
                    "family_name",
                    "given_name",
                    "name_hangul",
                    "display_order",
                    "form_of_address",
                )
            },
            protocol_rank=item["protocol_rank"],
        )
        create_speaker(speaker)
        publish_fact(speaker, SpeakerPage, biography=paragraphs(item["biography"]))
        speakers[item["id"]] = speaker
    return speakers


def load_sessions(
    edition: Edition,
    speakers: dict[str, Speaker],
    rooms: dict[str, Room],
    tracks: dict[str, Track],
) -> None:
    for item in read("sessions")["session"]:
        session = Session(
            edition=edition,
            code=item["code"],
            kind=item["kind"],
            track=tracks.get(item.get("track", "")),
            travel_minutes=item.get("travel_minutes"),
            signup_required=item.get("signup", False),
            **columns("title", item["title"]),
        )
        session.session_speakers = [  # type: ignore[misc]
            SessionSpeaker(speaker=speakers[line["speaker"]], role=line["role"], order=order)
            for order, line in enumerate(item.get("speakers", []))
        ]
        create_session(session, spoken=item["spoken"], interpreted=item["interpreted"])
        publish_fact(session, SessionPage, abstract=paragraphs(item.get("abstract", [])))
        day = edition.days[item["day"] - 1]
        place_session(
            session,
            room=rooms.get(item.get("room", "")),
            start=local_instant(edition, day, datetime.time.fromisoformat(item["start"])),
            end=local_instant(edition, day, datetime.time.fromisoformat(item["end"])),
        )


def load_interpreters(edition: Edition) -> None:
    """Who interprets where; one visit still lacks somebody, so that the check has to say so."""
    people = {
        item["id"]: Interpreter.objects.create(
            edition=edition, name=item["name"], note=item["note"]
        )
        for item in read("interpreters")["interpreter"]
    }
    sessions = {session.code: session for session in edition.sessions.all()}
    InterpretationAssignment.objects.bulk_create(
        InterpretationAssignment(
            session=sessions[item["code"]],
            interpreter=people[line["interpreter"]],
            source=line["source"],
            target=line["target"],
        )
        for item in read("sessions")["session"]
        for line in item.get("interpreters", [])
    )
