"""Personal data leave on their date, by themselves, and leave proof and figures behind."""

import datetime
import logging
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from outbox.services import forget_recipients
from programme.models import Edition
from programme.services.addresses import count_addresses, editions_to_clear, erase_addresses
from programme.services.profiles import erase_proposals
from registrations.enums import Kept
from registrations.models import Attendee, Purge, Registration, RegistrationSettings
from registrations.privacy import PERSONAL

logger = logging.getLogger(__name__)


def purge_personal_data(
    now: datetime.datetime | None = None, *, dry_run: bool = False
) -> list[Purge]:
    """Erase what has reached its date; returns what was, or with `dry_run` would be, erased.

    Run twice it changes nothing the second time. Facts that name nobody stay.
    """
    moment = now or timezone.now()
    proposals = erase_proposals(moment, dry_run=dry_run)
    if proposals and not dry_run:
        logger.info("erased: %s proposals of speakers", proposals)
    done = [_erase_addresses(edition, dry_run=dry_run) for edition in editions_to_clear(moment)]
    for settings in RegistrationSettings.objects.select_related("edition"):
        today = moment.astimezone(settings.edition.zone.info).date()
        for what, day in ((Kept.NEEDS, settings.needs_erased_on), (Kept.FORUM, settings.erased_on)):
            people = _due(settings, what) if today >= day else Attendee.objects.none()
            if people.exists():
                done.append(_erase(settings, what, people, dry_run=dry_run))
    if done and not dry_run:
        _forget_on_disk()
    return done


def _due(settings: RegistrationSettings, what: Kept) -> QuerySet[Attendee]:
    """Whose data of this kind are still there."""
    people = Attendee.objects.filter(registration__edition=settings.edition_id)
    if what == Kept.FORUM:
        return people.filter(registration__purged_at=None)
    return people.filter(Q(needs__isnull=False) | Q(other_service__isnull=False))


def _erase(
    settings: RegistrationSettings, what: Kept, people: QuerySet[Attendee], *, dry_run: bool
) -> Purge:
    proof = Purge(edition=settings.edition, what=what, people=people.count())
    if dry_run:
        return proof
    with transaction.atomic():
        pks = list(people.values_list("pk", flat=True))
        chosen = Attendee.objects.filter(pk__in=pks)
        if what == Kept.FORUM:
            proof.mails = _erase_registrations(chosen)
        chosen.update(**_blank("attendee", what))
        proof.save()
    tell(proof)
    return proof


def _erase_addresses(edition: Edition, *, dry_run: bool) -> Purge:
    """Erase the private addresses of those who made the edition, and leave proof."""
    with transaction.atomic():
        proof = Purge(edition=edition, what=Kept.CREW, people=count_addresses(edition))
        if dry_run:
            return proof
        proof.mails = erase_addresses(edition)
        proof.save()
    tell(proof)
    return proof


def tell(proof: Purge) -> None:
    """Say in the log what was erased, without naming anybody."""
    logger.info(
        "erased: edition %s, %s, %s people, %s addresses of mails",
        proof.edition.slug,
        Kept(proof.what).value,
        proof.people,
        proof.mails,
    )


def _erase_registrations(people: QuerySet[Attendee]) -> int:
    registrations = Registration.objects.filter(attendees__in=people)
    keys = list(registrations.values_list("key", flat=True))
    mails = forget_recipients("registration", keys)
    # `updated_at` is set by save() only, so it goes on telling when the person changed it last.
    Registration.objects.filter(key__in=keys).update(
        purged_at=timezone.now(), **_blank("registration", Kept.FORUM)
    )
    return mails


def _blank(model: str, what: Kept) -> dict[str, Any]:
    return {name: field.erased for name, field in PERSONAL[model].items() if field.kept == what}


def _forget_on_disk() -> None:
    """SQLite keeps what was overwritten in its journal until that is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
