"""A registration: made, changed, cancelled, admitted from the waiting list."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from outbox.services import queue_mail
from programme.models import Organisation
from registrations.enums import ConsentPurpose, RegistrationState
from registrations.models import Attendee, ConsentRecord, Quota, Registration, SessionSignup
from registrations.queries.offer import Offer
from translations.labels import pick
from translations.languages import language_codes

from .seats import Full, exchange, held, release, take, take_seat, wanted


@dataclass(frozen=True)
class Details:
    """What a participant has told us, checked by the forms."""

    #: Columns of the attendee.
    person: dict[str, Any]
    organisation_name: str
    country: str
    #: Primary keys of the sessions signed up for.
    sessions: frozenset[int] = frozenset()
    #: Purposes agreed to.
    consents: frozenset[str] = field(default_factory=frozenset)

    def wanted(self, quotas: Iterable[Quota]) -> list[Quota]:
        """The quotas in which this person takes a seat."""
        return wanted(
            quotas,
            mode=self.person["mode"],
            category_id=self.person["category"].pk,
            sessions=self.sessions,
        )


class Outdated(Exception):
    """The registration has changed since the form was shown."""


def register(
    offer: Offer, details: Details, key: uuid.UUID, *, may_wait: bool = False
) -> Registration:
    """Register one person, with a seat wherever one is needed, and queue the confirmation.

    `key` comes with the form: whoever sends it twice gets the same registration twice. Raises
    Full when a seat is missing; where that is a seat of the forum as a whole and `may_wait`,
    the person is put on the waiting list instead.
    """
    try:
        with transaction.atomic():
            return _write(offer, details, key, may_wait=may_wait)
    except IntegrityError:
        # The key is there already: the double of this form won. Anything else is an error.
        twin = Registration.objects.filter(key=key).first()
        if twin is None:
            raise
        return twin


def _write(offer: Offer, details: Details, key: uuid.UUID, *, may_wait: bool) -> Registration:
    registration = Registration(
        key=key,
        edition=offer.edition,
        organisation=known_organisation(details.organisation_name),
        organisation_name=details.organisation_name,
        country=details.country,
    )
    # First of all: a double waits here for its twin, before it has taken any seat.
    registration.save(force_insert=True)
    _seat_or_wait(registration, details.wanted(offer.quotas), may_wait=may_wait)
    attendee = Attendee.objects.create(registration=registration, **details.person)
    _sign_up(attendee, details.sessions)
    _agree(attendee, offer, details.consents)
    waits = registration.state == RegistrationState.WAITING
    # No log entry: the row itself says when it came.
    tell(attendee, "waiting" if waits else "confirmed")
    return registration


def known_organisation(name: str) -> Organisation | None:
    """The organisation of this name, or acronym, in any of the languages. One query."""
    named = Q(acronym__iexact=name)
    for code in language_codes():
        named |= Q(**{f"name_{code}__iexact": name})
    return Organisation.objects.filter(named).order_by("pk").first()


def _seat_or_wait(registration: Registration, quotas: list[Quota], *, may_wait: bool) -> None:
    try:
        with transaction.atomic():
            take(quotas)
    except Full as full:
        if full.quota.session_id or not may_wait:
            raise
        registration.state = RegistrationState.WAITING
        registration.save(update_fields=["state"])


def _sign_up(attendee: Attendee, sessions: Iterable[int]) -> None:
    SessionSignup.objects.bulk_create(
        SessionSignup(attendee=attendee, session_id=pk) for pk in sorted(sessions)
    )


def _agree(attendee: Attendee, offer: Offer, purposes: Iterable[str]) -> None:
    agreed = [text for text in offer.consents if text.purpose in set(purposes)]
    ConsentRecord.objects.bulk_create(
        # The words may have fallen back: what counts is the language that was really read.
        ConsentRecord(
            attendee=attendee, text=text, language=pick(text, "text", offer.language).language
        )
        for text in agreed
    )


def change(
    registration: Registration, offer: Offer, details: Details, *, version: int
) -> Registration:
    """Write changed answers, exchange the seats they need, and queue a new confirmation.

    `version` is what the form showed. Raises Outdated when somebody has changed the
    registration since, Full when a seat is missing, and ValidationError once it is cancelled.
    """
    with transaction.atomic():
        held_now = lock(registration, not_in={RegistrationState.CANCELLED})
        attendee = held_now.attendees.get()
        if held_now.version != version:
            if _stands_already(held_now, attendee, details):
                return held_now  # the double of a form that was saved
            raise Outdated
        before = set(attendee.signups.values_list("session_id", flat=True))
        if held_now.state == RegistrationState.CONFIRMED:
            exchange(take=details.wanted(offer.quotas), release=held(offer.quotas, attendee))
        _rewrite(held_now, attendee, details)
        _renew_consents(attendee, offer, details.consents)
        tell(attendee, "changed", dropped=before - details.sessions)
        log(instance=held_now, action="registrations.change")
    return held_now


def _stands_already(registration: Registration, attendee: Attendee, details: Details) -> bool:
    """Whether the registration says already what `details` say."""
    standing = ConsentRecord.objects.filter(attendee=attendee, withdrawn_at=None)
    return (
        all(getattr(attendee, name) == value for name, value in details.person.items())
        and set(attendee.signups.values_list("session_id", flat=True)) == details.sessions
        and set(standing.values_list("text__purpose", flat=True)) == details.consents
        and registration.organisation_name == details.organisation_name
        and registration.country == details.country
    )


def _rewrite(registration: Registration, attendee: Attendee, details: Details) -> None:
    before = attendee.email
    for name, value in details.person.items():
        setattr(attendee, name, value)
    attendee.save()
    attendee.signups.all().delete()
    _sign_up(attendee, details.sessions)
    registration.organisation = known_organisation(details.organisation_name)
    registration.organisation_name = details.organisation_name
    registration.country = details.country
    registration.version += 1
    if attendee.email != before:
        # Links that were sent to the former address must not open this any more.
        registration.link_version += 1
        tell(attendee, "moved", recipient=before)
    registration.save()


def _renew_consents(attendee: Attendee, offer: Offer, purposes: frozenset[str]) -> None:
    given = ConsentRecord.objects.filter(attendee=attendee, withdrawn_at=None)
    given.exclude(text__purpose__in=purposes).update(withdrawn_at=timezone.now())
    standing = set(given.values_list("text__purpose", flat=True))
    _agree(attendee, offer, purposes - standing)


def withdraw(registration: Registration, purpose: str) -> None:
    """Take back a consent, at any time; with that to services, the services themselves.

    The conditions of participation are taken back by cancelling.
    """
    if purpose == ConsentPurpose.TERMS:
        return
    with transaction.atomic():
        fresh = lock(registration, not_in=set())
        attendee = fresh.attendees.get()
        given = ConsentRecord.objects.filter(
            attendee=attendee, text__purpose=purpose, withdrawn_at=None
        )
        if not given.update(withdrawn_at=timezone.now()):
            return
        if purpose == ConsentPurpose.SENSITIVE:
            Attendee.objects.filter(pk=attendee.pk).update(needs=None, other_service=None)
        fresh.version += 1
        fresh.save()
        log(instance=fresh, action="registrations.withdraw", data={"purpose": purpose})


def lock(registration: Registration, *, not_in: set[RegistrationState]) -> Registration:
    """The registration as it is now, kept from others until the transaction ends.

    Raises ValidationError when it is in one of the states `not_in`, or erased.
    """
    # NO KEY: rows that point here may still be written meanwhile.
    fresh = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if fresh.state in not_in or fresh.purged_at:
        raise ValidationError(_("This registration cannot be changed any more."))
    return fresh


def cancel(registration: Registration, user: Any = None) -> Registration:
    """Cancel a registration, free its seats and say so; doing it twice changes nothing."""
    with transaction.atomic():
        fresh = lock(registration, not_in=set())
        if fresh.state == RegistrationState.CANCELLED:
            return fresh
        attendee = fresh.attendees.get()
        if fresh.state == RegistrationState.CONFIRMED:
            release(held(Quota.objects.filter(edition=fresh.edition_id), attendee))
        fresh.state = RegistrationState.CANCELLED
        fresh.version += 1
        fresh.save()
        attendee.registration = fresh
        tell(attendee, "cancelled")
        log(instance=fresh, action="registrations.cancel", user=user)
    return fresh


def admit(registration: Registration, user: Any = None) -> list[Quota]:
    """Give a waiting person a seat; returns the sessions' quotas that were full meanwhile.

    Raises ValidationError when no seat of the forum is free, or the person is not waiting.
    """
    with transaction.atomic():
        others = set(RegistrationState) - {RegistrationState.WAITING}
        fresh = lock(registration, not_in=others)
        attendee = fresh.attendees.get()
        quotas = held(Quota.objects.filter(edition=fresh.edition_id).order_by("pk"), attendee)
        missed = _take_what_is_left(quotas)
        attendee.signups.filter(session__in=[quota.session_id for quota in missed]).delete()
        fresh.state = RegistrationState.CONFIRMED
        fresh.version += 1
        fresh.save()
        attendee.registration = fresh
        tell(attendee, "confirmed")
        log(instance=fresh, action="registrations.admit", user=user)
    return missed


def _take_what_is_left(quotas: list[Quota]) -> list[Quota]:
    missed = []
    for quota in quotas:
        try:
            take_seat(quota)
        except Full:
            if not quota.session_id:
                raise ValidationError(_("No seat is free: somebody must cancel first.")) from None
            missed.append(quota)
    return missed


def tell(
    attendee: Attendee, what: str, *, recipient: str = "", dropped: Iterable[int] = ()
) -> None:
    """Queue the mail `registrations.<what>`, in the caller's transaction.

    `dropped` are sessions that leave the person's calendar.
    """
    registration = attendee.registration
    queue_mail(
        f"registrations.{what}",
        {
            "registration": str(registration.key),
            "dropped": " ".join(str(pk) for pk in sorted(dropped)),
        },
        recipient=recipient or attendee.email,
        language=attendee.language,
        dedupe_key=f"{what}:{registration.key.hex}:{registration.version}",
    )
