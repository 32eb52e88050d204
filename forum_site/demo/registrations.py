"""The sample's registration: open, with a visit that is full and people on the clerk's list."""

import datetime
import uuid
from typing import Any

from programme.enums import EditionState
from programme.models import Edition
from programme.services.editions import change_state
from programme.services.schedule import local_instant
from registrations.models import ConsentText, ParticipantCategory, Quota, RegistrationSettings
from registrations.pages import RegistrationPage
from registrations.queries.offer import offer_of
from registrations.services.entries import Details, register
from registrations.services.setting_up import create_consent_text, create_quota, create_settings

from .content import columns, paragraphs, read
from .words import publish_fact

Known = dict[str, Any]
#: Registration opened this many days ago, and closes this many days before the first day.
OPEN_SINCE, CLOSES, CHANGES = 14, 21, 7


def load_registration(edition: Edition, today: datetime.date) -> None:
    """Settings, page, seats, consent texts, and some people."""
    texts = read("registration")
    categories = load_categories(edition, texts)
    create_settings(settings_from(edition, today, texts["joining"]))
    publish_fact(edition, RegistrationPage, introduction=paragraphs(texts["page"]["introduction"]))
    for item in texts["consent"]:
        consent = ConsentText(edition=edition, purpose=item["purpose"])
        for name, value in columns("text", item["text"]).items():
            setattr(consent, name, value)
        create_consent_text(consent)
    sessions = {session.code: session for session in edition.sessions.all()}
    for item in texts["quota"]:
        session = sessions.get(item.get("session", ""))
        mode = item.get("mode", "")
        create_quota(Quota(edition=edition, session=session, mode=mode, size=item["size"]))
    change_state(edition, EditionState.REGISTRATION_OPEN)
    for item in texts["person"]:
        load_person(edition, item, categories, {code: s.pk for code, s in sessions.items()})


def settings_from(edition: Edition, today: datetime.date, joining: Known) -> RegistrationSettings:
    """Times in the time of the venue."""

    def at(day: datetime.date, hour: int) -> datetime.datetime:
        return local_instant(edition, day, datetime.time(hour))

    return RegistrationSettings(
        edition=edition,
        opens_at=at(today - datetime.timedelta(days=OPEN_SINCE), 9),
        closes_at=at(edition.starts_on - datetime.timedelta(days=CLOSES), 18),
        change_deadline=at(edition.starts_on - datetime.timedelta(days=CHANGES), 18),
        contact_email="inscription@forum.example",
        joining_link=joining["link"],
        **columns("joining_note", joining["note"]),
    )


def load_categories(edition: Edition, texts: Known) -> dict[str, ParticipantCategory]:
    return {
        item["id"]: ParticipantCategory.objects.create(
            edition=edition, order=order, **columns("name", item["name"])
        )
        for order, item in enumerate(texts["category"])
    }


def load_person(
    edition: Edition,
    item: Known,
    categories: dict[str, ParticipantCategory],
    sessions: dict[str, int],
) -> None:
    """Register a person as the form does; the same person once, however often it is loaded."""
    offer = offer_of(edition.slug, item["language"])
    assert offer  # noqa: S101 -- made right above
    facts = {"organisation", "country", "sessions", "category"}
    person = {name: value for name, value in item.items() if name not in facts}
    details = Details(
        person=person | {"category": categories[item["category"]]},
        organisation_name=item["organisation"],
        country=item["country"],
        sessions=frozenset(sessions[code] for code in item.get("sessions", [])),
        consents=frozenset({"terms", "sensitive"} if "needs" in item else {"terms"}),
    )
    register(offer, details, uuid.uuid5(edition.key, item["email"]))
