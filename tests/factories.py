"""Crowds: many rows at once, to see what grows with them; and the edition after one."""

import datetime
from typing import Any

from programme.enums import LanguageUse
from programme.forms.copies import CopyForm
from programme.models import (
    Edition,
    Room,
    Schedule,
    Session,
    SessionLanguage,
    SessionSpeaker,
    Slot,
)
from programme.queries.drafts import rooms_of
from programme.queries.entries import released_schedule
from programme.services.copies import copy_edition
from programme.services.releases import Terms
from programme.services.schedule import local_instant, place_session

#: For a release whose moves stand against the sample, where that is not the question.
ANYHOW = Terms(override_reason="Essai")


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


def next_edition_typed(edition: Edition, **changes: Any) -> dict[str, Any]:
    """What the dialogue proposes for the edition after this one, but for `changes`."""
    form = CopyForm(edition)
    proposed = {name: value for name, value in form.initial.items() if value is not None}
    return proposed | {"parts": form.fields["parts"].initial, "ends_on": ""} | changes


def next_edition(edition: Edition, **changes: Any) -> Edition:
    """The edition after this one, as the dialogue makes it; its pages wait for the worker."""
    form = CopyForm(edition, next_edition_typed(edition, **changes))
    assert form.is_valid(), form.errors
    return copy_edition(edition, form.instance, form.cleaned_data["parts"]).edition


def moved(
    edition: Edition, code: str, hour: int, *, day: int = 1, room: Room | None = None
) -> Session:
    """A session, placed in the draft for one hour of a day of the edition."""
    session = edition.sessions.get(code=code)
    start = local_instant(edition, edition.days[day], datetime.time(hour))
    place_session(session, room=room, start=start, end=start + datetime.timedelta(hours=1))
    return session
