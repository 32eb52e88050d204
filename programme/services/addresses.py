"""Private addresses of speakers and interpreters leave when an edition's period is over."""

import datetime

from django.db import transaction
from django.db.models import F

from outbox.queries import addressed
from outbox.services import forget_recipients
from programme.correspondence import addresses_erased_on
from programme.models import Edition, Interpreter, Speaker


def editions_to_clear(moment: datetime.datetime) -> list[Edition]:
    """The editions whose addresses have reached their date, on the clock of their place.

    An edition counts while an address stands with a person or with a mail.
    """
    written = Speaker.objects.filter(key__in=addressed("speaker"))
    holding = (
        *written.values_list("edition", flat=True),
        *Speaker.objects.exclude(email="").values_list("edition", flat=True),
        *Interpreter.objects.exclude(email="").values_list("edition", flat=True),
    )
    return [
        edition
        for edition in Edition.objects.filter(pk__in=set(holding)).order_by("pk")
        if edition.has_reached(addresses_erased_on(edition), moment)
    ]


def count_addresses(edition: Edition) -> int:
    """How many people of an edition have an address. Two queries."""
    return sum(
        people.objects.filter(edition=edition).exclude(email="").count()
        for people in (Speaker, Interpreter)
    )


def erase_addresses(edition: Edition) -> int:
    """Erase the addresses of an edition's people, and those of mails to them; links are void.

    What is public about a speaker stays. Returns from how many mails an address was erased.
    """
    with transaction.atomic():
        speakers = Speaker.objects.filter(edition=edition)
        speakers.exclude(email="").update(email="", link_version=F("link_version") + 1)
        Interpreter.objects.filter(edition=edition).update(email="")
        return forget_recipients("speaker", speakers.values_list("key", flat=True))
