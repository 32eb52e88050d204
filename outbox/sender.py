"""The loop that empties the outbox; every worker runs one."""

import threading

from django.conf import settings

from .services import MailServerAway, send_next


def send_until(stopped: threading.Event) -> None:
    """Send what is due until there is nothing left, the server is away, or it is time to stop.

    Raises DatabaseError when the database is away.
    """
    try:
        while not stopped.is_set() and send_next():
            pass
    except MailServerAway:
        stopped.wait(settings.OUTBOX_PAUSE_SECONDS)
