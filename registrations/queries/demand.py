"""What confirmed participants ask of the programme: seats, and languages to listen in."""

from collections import Counter, defaultdict

from django.db.models import Count, QuerySet

from programme.models import Edition
from registrations.enums import Mode, RegistrationState
from registrations.models import Attendee, Quota, SessionSignup


def session_quotas(edition: Edition) -> dict[int, Quota]:
    """Session → its seats. One query."""
    quotas = Quota.objects.filter(edition=edition, session__isnull=False)
    return {quota.session_id: quota for quota in quotas if quota.session_id}


def signed_up_on_site(edition: Edition) -> dict[int, int]:
    """Session → how many people will come to its room. One query."""
    signups = _signups(edition).filter(attendee__mode=Mode.ON_SITE)
    return dict(signups.values_list("session").annotate(people=Count("pk")).order_by())


def listeners(edition: Edition) -> dict[str, int]:
    """Language → how many people have asked to hear the forum in it. One query."""
    confirmed = Attendee.objects.filter(
        registration__edition=edition, registration__state=RegistrationState.CONFIRMED
    )
    asked = confirmed.exclude(interpretation_language="").values_list("interpretation_language")
    return dict(asked.annotate(people=Count("pk")).order_by())


def listeners_signed_up(edition: Edition) -> dict[int, dict[str, int]]:
    """Session → language → how many of those signed up have asked for it. One query."""
    signups = _signups(edition).exclude(attendee__interpretation_language="")
    rows = signups.values_list("session", "attendee__interpretation_language")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for session, language, people in rows.annotate(people=Count("pk")).order_by():
        found[session][language] = people
    return found


def signed_up_for_both(edition: Edition, pairs: list[tuple[int, int]]) -> Counter[tuple[int, int]]:
    """Pair of sessions → how many people have signed up for both. One query."""
    chosen: dict[int, set[int]] = defaultdict(set)
    for session, attendee in _signups(edition).values_list("session", "attendee"):
        chosen[session].add(attendee)
    return Counter({(one, two): len(chosen[one] & chosen[two]) for one, two in pairs})


def _signups(edition: Edition) -> QuerySet[SessionSignup]:
    return SessionSignup.objects.filter(
        session__edition=edition, attendee__registration__state=RegistrationState.CONFIRMED
    )
