"""Speakers are written to when their sessions change."""

from outbox.services import Letter, queue_mails
from programme.models.schedule import Schedule
from programme.queries.speakers import speakers_to_tell

#: The kind of mail.
SPEAKER_CHANGES = "programme.speaker_changes"


def tell_speakers(schedule: Schedule) -> None:
    """Queue one mail to each speaker whose sessions this version changes. Two queries."""
    if not schedule.announced:
        return
    sessions = schedule.changes.values("session")
    queue_mails(
        SPEAKER_CHANGES,
        (
            Letter(
                about={"speaker": str(speaker.key), "schedule": str(schedule.pk)},
                recipient=speaker.email,
                language=speaker.mail_language,
                dedupe_key=f"programme:{schedule.pk}:speaker:{speaker.pk}",
            )
            for speaker in speakers_to_tell(sessions)
        ),
    )
