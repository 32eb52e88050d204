"""Seats: taken by one conditional update each, so that none is sold twice.

Several are always taken in the order of their primary keys: two people who want the same
seats then wait for each other instead of blocking each other for ever.
"""

from collections.abc import Collection, Iterable

from django.db.models import Count, F

from programme.models import Edition
from registrations.enums import RegistrationState
from registrations.models import Attendee, Quota, SessionSignup


class Full(Exception):
    """A quota has no seat left; whoever catches this must have rolled back."""

    def __init__(self, quota: Quota) -> None:
        super().__init__(quota.pk)
        self.quota = quota


def wanted(
    quotas: Iterable[Quota], *, mode: str, category_id: int, sessions: Collection[int]
) -> list[Quota]:
    """The quotas of an edition in which one person takes a seat."""
    return [
        quota
        for quota in quotas
        if (quota.session_id in sessions if quota.session_id else _covers(quota, mode, category_id))
    ]


def _covers(quota: Quota, mode: str, category_id: int) -> bool:
    return quota.mode in {"", mode} and quota.category_id in {None, category_id}


def held(quotas: Iterable[Quota], attendee: Attendee) -> list[Quota]:
    """The quotas in which a confirmed attendee has a seat. One query."""
    sessions = set(attendee.signups.values_list("session_id", flat=True))
    return wanted(quotas, mode=attendee.mode, category_id=attendee.category_id, sessions=sessions)


def take(quotas: Iterable[Quota]) -> None:
    """Take a seat in each quota, in the caller's transaction; raises Full. A query each."""
    exchange(take=quotas, release=[])


def release(quotas: Iterable[Quota]) -> None:
    """Give a seat back in each quota, in the caller's transaction."""
    exchange(take=[], release=quotas)


def exchange(*, take: Iterable[Quota], release: Iterable[Quota]) -> None:
    """Give some seats back and take others, all in one order; raises Full.

    What stands on both sides is left alone.
    """
    taken, released = {q.pk: q for q in take}, {q.pk: q for q in release}
    for pk in sorted(taken.keys() ^ released.keys()):
        if pk in released:
            Quota.objects.filter(pk=pk, taken__gt=0).update(taken=F("taken") - 1)
        else:
            take_seat(taken[pk])


def take_seat(quota: Quota) -> None:
    """Take one seat if there is one; the database decides, whoever asks at the same time."""
    free = Quota.objects.filter(pk=quota.pk, taken__lt=F("size"))
    if not free.update(taken=F("taken") + 1):
        raise Full(quota)


def count_again(edition: Edition, quotas: list[Quota]) -> list[tuple[Quota, int]]:
    """Count who is seated after many have changed at once; a quota grows rather than unseats.

    For quotas of an edition that are locked. Returns those that grew, with the size they had.
    Three queries.
    """
    sizes = [quota.size for quota in quotas]
    seated = Attendee.objects.filter(
        registration__edition=edition, registration__state=RegistrationState.CONFIRMED
    ).order_by()
    ways = seated.values_list("mode", "category").annotate(people=Count("pk"))
    signups = SessionSignup.objects.filter(attendee__in=seated).order_by()
    sessions = dict(signups.values_list("session").annotate(people=Count("pk")))
    counted = list(ways)
    for quota in quotas:
        covered = (people for mode, category, people in counted if _covers(quota, mode, category))
        session = quota.session_id
        quota.taken = sessions.get(session, 0) if session else sum(covered)
        quota.size = max(quota.size, quota.taken)
    Quota.objects.bulk_update(quotas, ["taken", "size"])
    return [(q, size) for q, size in zip(quotas, sizes, strict=True) if q.size > size]
