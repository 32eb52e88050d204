"""Several senders at one outbox, run in a process of its own by Copy.run."""

import json

from outbox.models import OutgoingEmail
from outbox.services import queue_mail, render, send_next
from registrations.models import Attendee
from tests.together import all_at_once

MAILS, SENDERS = 60, 4


def fill(count: int = MAILS) -> list[str]:
    """Nothing but `count` mails in the outbox; their keys, in the order in which they wait."""
    OutgoingEmail.objects.all().delete()
    attendee = Attendee.objects.select_related("registration").filter(language="fr")[0]
    for number in range(count):
        queue_mail(
            "registrations.link",
            {"registration": str(attendee.registration.key)},
            recipient=f"person{number}@registrations.example",
            language="fr",
            dedupe_key=f"number {number}",
        )
    return [str(key) for key in OutgoingEmail.objects.order_by("pk").values_list("key", flat=True)]


def send_all() -> int:
    """Send until nothing waits; how many there were."""
    count = 0
    while send_next():
        count += 1
    return count


def send_together() -> None:
    """SENDERS processes empty the outbox; prints every key, and who sent how many."""
    keys = fill()
    render(OutgoingEmail.objects.all()[0])  # what the first mail imports, for all of them
    sent = [share[0] for share in all_at_once([[send_all]] * SENDERS)]
    states = list(OutgoingEmail.objects.order_by().values_list("state", "attempts").distinct())
    print(json.dumps({"keys": keys, "sent": sent, "states": states}))  # noqa: T201
