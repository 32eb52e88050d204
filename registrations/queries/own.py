"""One registration, as the person, the clerk and the mails read it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from outbox.queries import about
from programme.enums import EditionState
from programme.models import Slot
from programme.queries.entries import released_schedule
from registrations.enums import Mode, RegistrationState
from registrations.models import Attendee, ConsentRecord, Registration, RegistrationSettings
from translations.labels import Words, pick

from .offer import Offer, OfferedSession

#: States of an edition in which there is nothing to join.
WITHOUT_DAY = {EditionState.POSTPONED, EditionState.CANCELLED}


@dataclass(frozen=True)
class Own:
    """An individual's registration with all that belongs to it."""

    registration: Registration
    attendee: Attendee
    settings: RegistrationSettings
    sessions: list[OfferedSession]

    @property
    def is_confirmed(self) -> bool:
        return self.registration.state == RegistrationState.CONFIRMED

    @property
    def standing_sessions(self) -> list[OfferedSession]:
        """Those that have not lost their day: the edition may have been moved since."""
        stands = self.registration.edition.takes_place_on
        return [session for session in self.sessions if stands(session.date)]

    @property
    def joining_link(self) -> str:
        """Where confirmed online participants join; "" for everybody else."""
        online = self.attendee.mode == Mode.ONLINE
        ahead = self.registration.edition.state not in WITHOUT_DAY
        return self.settings.joining_link if self.is_confirmed and online and ahead else ""

    @property
    def joining_note(self) -> Words:
        return pick(self.settings, "joining_note") if self.joining_link else Words("", "")

    @property
    def organisation(self) -> Words:
        """The known organisation's name in the reader's language, else what was typed."""
        known = self.registration.organisation
        if known:
            return pick(known, "name")
        return Words(self.registration.organisation_name, "")


def own(key: uuid.UUID, language: str) -> Own | None:
    """The registration with this key; None when it is unknown or erased. Three queries."""
    attendee = (
        Attendee.objects.filter(registration__key=key, registration__purged_at=None)
        .select_related(
            "category",
            "registration__organisation",
            "registration__edition__venue",
            "registration__edition__registration_settings",
        )
        .prefetch_related("signups")
        .first()
    )
    if attendee is None:
        return None
    registration = attendee.registration
    settings = registration.edition.registration_settings
    settings.edition = registration.edition
    chosen = {signup.session_id for signup in attendee.signups.all()}
    sessions = Offer(settings, [], language).sessions if chosen else []
    return Own(registration, attendee, settings, [s for s in sessions if s.pk in chosen])


def forum_days(own: Own) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """For each day, when the released programme begins and ends. One query."""
    edition = own.registration.edition
    held: dict[datetime.date, list[Slot]] = {}
    for slot in released_slots(own):
        held.setdefault(slot.start.astimezone(edition.zone.info).date(), []).append(slot)
    return [(slots[0].start, max(slot.end for slot in slots)) for slots in held.values()]


def released_slots(own: Own) -> QuerySet[Slot]:
    """The public programme's places, in order of time."""
    schedule = released_schedule(own.registration.edition)
    return Slot.objects.filter(schedule=schedule).order_by("start")


def consents_of(attendee: Attendee) -> QuerySet[ConsentRecord]:
    """What a person agreed to, withdrawn or not, in the order in which it was given."""
    return ConsentRecord.objects.filter(attendee=attendee).select_related("text")


def mails_about(registration: Registration) -> Any:
    """The mails of a registration, the latest first."""
    return about("registration", registration.key)


def answers(own: Own) -> dict[str, Any]:
    """What was answered, as first values of the form."""
    attendee, registration = own.attendee, own.registration
    answered = {field.name: getattr(attendee, field.name) for field in attendee._meta.fields}
    agreed = consents_of(attendee).filter(withdrawn_at=None)
    return answered | {
        "category": str(attendee.category_id),
        "organisation_name": registration.organisation_name,
        "country": registration.country,
        "sessions": [str(session.pk) for session in own.sessions],
        "version": registration.version,
        **{f"consent_{record.text.purpose}": True for record in agreed},
    }
