"""Messages to those who are signed up for sessions."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from outbox.services import Letter, queue_mails
from programme.models import Session
from registrations.models import SessionMessage
from registrations.queries.messages import signed_up

MESSAGE = "registrations.message"


def send_message(
    key: uuid.UUID, sessions: Iterable[Session], texts: Mapping[str, str], user: Any = None
) -> int:
    """Mail `texts` (subject and text per language) to all who are signed up for `sessions`.

    Returns how many there are. A second call with the same key sends nothing more.
    """
    chosen = list(sessions)
    with transaction.atomic():
        message, is_new = SessionMessage.objects.get_or_create(key=key, defaults=texts)
        people = list(signed_up(chosen))
        if not is_new:
            return len(people)
        message.sessions.set(chosen)
        queue_mails(
            MESSAGE,
            [
                Letter(
                    {"registration": str(person.registration.key), "message": str(key)},
                    person.email,
                    person.language,
                    f"message:{key.hex}:{person.registration.key.hex}",
                )
                for person in people
            ],
        )
        for session in chosen:
            log(instance=session, action=MESSAGE, user=user, data={"people": len(people)})
    return len(people)
