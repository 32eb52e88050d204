"""A lost link is sent again, to the address that was registered and to nobody else."""

from django.utils import timezone

from outbox.services import queue_mail
from registrations.models import Attendee


def send_links(email: str) -> None:
    """Mail their links to whoever registered with this address, until the data are erased.

    At most once an hour for each registration. Says nothing about whether there is any.
    """
    now = timezone.now()
    found = Attendee.objects.filter(email__iexact=email, registration__purged_at=None)
    for attendee in found.select_related("registration"):
        key = attendee.registration.key
        queue_mail(
            "registrations.link",
            {"registration": str(key)},
            recipient=attendee.email,
            language=attendee.language,
            dedupe_key=f"link:{key.hex}:{now:%Y%m%d%H}",
        )
