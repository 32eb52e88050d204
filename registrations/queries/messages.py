"""Whom a message about sessions reaches."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from programme.models import Session
from registrations.enums import RegistrationState
from registrations.models import Attendee
from translations.languages import label_chain, language_codes


def signed_up(sessions: Iterable[Session]) -> QuerySet[Attendee]:
    """Everybody who has a confirmed place in one of `sessions`, once."""
    return (
        Attendee.objects.filter(
            signups__session__in=[session.pk for session in sessions],
            registration__state=RegistrationState.CONFIRMED,
            registration__purged_at=None,
        )
        .select_related("registration")
        .order_by("pk")
        .distinct()
    )


def readers(people: QuerySet[Attendee], written: set[str]) -> dict[str, int]:
    """How many will read each of the languages `written`: their own, else the next best."""
    found = Counter(
        next(code for code in label_chain(language) if code in written)
        for language in people.values_list("language", flat=True)
    )
    return {code: found[code] for code in language_codes() if code in written}
