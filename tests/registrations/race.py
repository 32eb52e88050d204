"""Many people at the same moment, run in a process of its own by Copy.run."""

import collections
import json
import random
import uuid
from collections.abc import Callable, Collection
from typing import Any

from django.db.models import F

from outbox.models import OutgoingEmail
from programme.models import Edition
from registrations.models import Attendee, Quota, Registration
from registrations.queries.offer import Offer, offer_of
from registrations.services import seats
from registrations.services.entries import Details, register
from registrations.services.seats import Full
from tests.together import all_at_once

EDITION = "forum-2027"
SEATS, ATTEMPTS, PROCESSES = 100, 320, 32
BOOKINGS, BOOKERS, SESSION_SEATS = 120, 24, 45
PAIRS = 20


def show(result: Any) -> None:
    """Print a result for the test that started this process."""
    print(json.dumps(result))  # noqa: T201 -- the way to the test


def empty(**sizes: int) -> Edition:
    """Nobody is registered; the quotas of these modes and sessions have these sizes."""
    edition = Edition.objects.get(slug=EDITION)
    OutgoingEmail.objects.all().delete()
    Registration.objects.filter(edition=edition).delete()
    quotas = Quota.objects.filter(edition=edition)
    quotas.update(taken=0)
    for name, size in sizes.items():
        chosen = quotas.filter(mode=name) or quotas.filter(session__code=name)
        assert chosen.update(size=size) == 1, name
    return edition


def details(offer: Offer, sessions: Collection[int] = ()) -> Details:
    """What somebody on site tells us."""
    person = {
        "category": offer.categories[0],
        "family_name": "Martin",
        "email": "martin@registrations.example",
        "language": "fr",
        "mode": "on_site",
    }
    return Details(
        person=person,
        organisation_name="Ville d’exemple",
        country="FR",
        sessions=frozenset(sessions),
        consents=frozenset({"terms"}),
    )


def book(sessions: Collection[int] = (), key: uuid.UUID | None = None, seed: int = 0) -> str:
    """Register one person; the state, or "full". The quotas come in an order of chance."""
    offer = offer_of(EDITION, "fr")
    assert offer
    random.Random(seed).shuffle(offer.quotas)
    try:
        return register(offer, details(offer, sessions), key or uuid.uuid4()).state
    except Full:
        return "full"


def counted(results: list[list[str]]) -> dict[str, int]:
    """How often each result came."""
    return dict(collections.Counter(result for share in results for result in share))


def seats_race() -> dict[str, Any]:
    """ATTEMPTS by PROCESSES on SEATS."""
    edition = empty(on_site=SEATS)
    results = all_at_once([[book] * (ATTEMPTS // PROCESSES) for _process in range(PROCESSES)])
    quota = Quota.objects.get(edition=edition, mode="on_site")
    confirmed = Registration.objects.filter(edition=edition, state="confirmed").count()
    mails = OutgoingEmail.objects.count()
    return {
        "told": counted(results),
        "rows": confirmed,
        "taken": quota.taken,
        "mails": mails,
    }


def take_seat_unguarded(quota: Quota) -> None:
    """How a seat must not be taken: read, compare, then write."""
    fresh = Quota.objects.get(pk=quota.pk)
    if fresh.taken >= fresh.size:
        raise Full(quota)
    Quota.objects.filter(pk=quota.pk).update(taken=fresh.taken + 1)


def unguarded_seats_race() -> dict[str, Any]:
    """The same race, without the conditional update."""
    seats.take_seat = take_seat_unguarded
    return seats_race()


def three_quotas_race() -> dict[str, Any]:
    """BOOKINGS of a mode and two sessions each, wished for in any order."""
    edition = empty(on_site=BOOKINGS, V1=SESSION_SEATS, V2=SESSION_SEATS, V3=SESSION_SEATS)
    sessions = list(edition.sessions.filter(code__in=["V1", "V2", "V3"]).values_list("pk"))
    dice = random.Random(1)

    def booking(number: int) -> Callable[[], str]:
        chosen = [pk for (pk,) in dice.sample(sessions, 2)]
        return lambda: book(chosen, seed=number)

    each = BOOKINGS // BOOKERS
    acts = [booking(number) for number in range(BOOKINGS)]
    results = all_at_once([acts[at : at + each] for at in range(0, BOOKINGS, each)])
    return {"told": counted(results), "quotas": quotas_and_rows(edition)}


def quotas_and_rows(edition: Edition) -> dict[str, tuple[int, int]]:
    """For each quota: how many seats it says are taken, and how many people have one."""
    confirmed = Attendee.objects.filter(
        registration__edition=edition, registration__state="confirmed"
    )
    return {
        quota.mode or quota.session.code: (
            quota.taken,
            confirmed.filter(signups__session=quota.session_id).count()
            if quota.session_id
            else confirmed.filter(mode=quota.mode).count(),
        )
        for quota in Quota.objects.filter(edition=edition).select_related("session")
    }


def double_click() -> dict[str, Any]:
    """PAIRS of forms, each sent twice at once with its key."""
    edition = empty(on_site=2 * PAIRS)
    keys = [uuid.UUID(int=number) for number in range(PAIRS)]

    def sent(key: uuid.UUID) -> str:
        offer = offer_of(EDITION, "fr")
        assert offer
        return register(offer, details(offer), key).reference

    share = [lambda key=key: sent(key) for key in keys]
    first, second = all_at_once([share, share], in_step=True)
    rows = Registration.objects.filter(edition=edition).order_by("key")
    return {
        "answers": [first, second],
        "rows": [[registration.key.int, registration.reference] for registration in rows],
        "mails": sorted(OutgoingEmail.objects.values_list("kind", "about__registration")),
        "taken": Quota.objects.get(edition=edition, mode="on_site").taken,
        "oversold": Quota.objects.filter(taken__gt=F("size")).count(),
    }
