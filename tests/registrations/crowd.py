"""People who have signed up for a session, many at once."""

import uuid

from programme.models import Session
from registrations.models import Attendee, ParticipantCategory, Registration, SessionSignup


def signed_up(
    *sessions: Session, count: int = 1, language: str = "fr", state: str = "confirmed"
) -> list[Registration]:
    """`count` people who take part on site and have signed up for these sessions."""
    edition = sessions[0].edition
    category = ParticipantCategory.objects.filter(edition=edition)[0]
    made = []
    for _person in range(count):
        key = uuid.uuid4()
        registration = Registration.objects.create(
            key=key, edition=edition, state=state, country="FR", organisation_name="Ville de Lyon"
        )
        attendee = Attendee.objects.create(
            registration=registration,
            category=category,
            family_name="Martin",
            given_name="Camille",
            email=f"{key.hex}@x.example",
            language=language,
            mode="on_site",
        )
        for session in sessions:
            SessionSignup.objects.create(attendee=attendee, session=session)
        made.append(registration)
    return made
