"""What waits to be sent."""

import datetime

from django.db.models import Q, QuerySet

from .enums import MailState
from .models import OutgoingEmail


def due(now: datetime.datetime) -> QuerySet[OutgoingEmail]:
    """Mails whose turn it is, the longest waiting first; a lease that ended counts as waiting."""
    waiting = Q(state=MailState.READY, next_attempt__lte=now)
    abandoned = Q(state=MailState.SENDING, lease_until__lt=now)
    return OutgoingEmail.objects.filter(waiting | abandoned).order_by("next_attempt", "pk")


def failed_count() -> int:
    """Mails that a person has to look at."""
    return OutgoingEmail.objects.filter(state=MailState.FAILED).count()


def addressed(name: str) -> set[str]:
    """The keys of all things called `name` about which some mail still holds an address."""
    held = OutgoingEmail.objects.exclude(recipient="").filter(about__has_key=name)
    return set(held.values_list(f"about__{name}", flat=True).distinct().order_by())


def about(name: str, key: object) -> QuerySet[OutgoingEmail]:
    """Every mail about one thing, the latest first."""
    return OutgoingEmail.objects.filter(**{f"about__{name}": str(key)})
