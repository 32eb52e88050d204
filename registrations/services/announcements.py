"""Participants are written to when sessions change for which they have signed up."""

from outbox.services import Letter, queue_mails
from programme.models import Schedule
from registrations.queries.changes import TOLD, concerned

#: The kind of mail.
PROGRAMME_CHANGES = "registrations.programme_changes"


def announce_changes(schedule: Schedule) -> None:
    """Queue one mail to each person whom this version's changes concern. Two queries."""
    if not schedule.announced:
        return
    sessions = schedule.changes.filter(kind__in=TOLD).values("session")
    people = concerned(schedule.edition, sessions).values_list(
        "registration__key", "email", "language"
    )
    queue_mails(
        PROGRAMME_CHANGES,
        (
            Letter(
                about={"registration": str(key), "schedule": str(schedule.pk)},
                recipient=email,
                language=language,
                dedupe_key=f"programme:{schedule.pk}:{key.hex}",
            )
            for key, email, language in people
        ),
    )
