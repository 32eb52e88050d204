"""Crowds: many rows at once, to see what grows with them."""

import datetime

from programme.enums import LanguageUse
from programme.models import (
    Edition,
    Schedule,
    Session,
    SessionLanguage,
    SessionSpeaker,
    Slot,
)
from programme.queries.drafts import rooms_of
from programme.queries.entries import released_schedule


def crowd(edition: Edition, count: int, first: int = 0) -> Schedule:
    """Add `count` sessions, with speakers and languages, to the released programme.

    Their codes count from `first`.
    """
    schedule = released_schedule(edition)
    rooms, people = list(rooms_of(edition)), list(edition.speakers.all())
    tracks = list(edition.tracks.all())
    morning = datetime.datetime.combine(
        edition.starts_on, datetime.time(8), tzinfo=edition.zone.info
    )
    sessions = Session.objects.bulk_create(
        Session(
            edition=edition,
            code=f"X{number}",
            kind="workshop",
            track=tracks[number % len(tracks)],
            title_fr=f"Atelier numéro {number}",
            title_ko=f"워크숍 {number}",
        )
        for number in range(first, first + count)
    )
    Slot.objects.bulk_create(
        Slot(
            schedule=schedule,
            session=session,
            room=rooms[number % len(rooms)],
            start=morning + datetime.timedelta(minutes=5 * number),
            end=morning + datetime.timedelta(minutes=5 * number + 20),
        )
        for number, session in enumerate(sessions, first)
    )
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=session, speaker=people[number % len(people)])
        for number, session in enumerate(sessions, first)
    )
    SessionLanguage.objects.bulk_create(
        SessionLanguage(session=session, language="fr", use=LanguageUse.SPOKEN)
        for session in sessions
    )
    return schedule
