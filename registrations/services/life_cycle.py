"""What an edition's change of state means for those who have registered."""

from collections import defaultdict

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import override
from wagtail.log_actions import log

from outbox.services import Letter, queue_mails
from programme.enums import EditionState, SessionKind
from programme.models import Edition
from registrations.enums import Mode, RegistrationState
from registrations.models import Attendee, Quota, Registration, SessionSignup
from translations.languages import source_language

from .seats import count_again

#: What is written to everybody when an edition takes one of these states.
NEWS = {
    EditionState.POSTPONED: "registrations.forum_postponed",
    EditionState.MOVED_ONLINE: "registrations.forum_moved_online",
    EditionState.CANCELLED: "registrations.forum_cancelled",
}
#: What is written when a postponed edition takes one of the other states.
RESUMED = "registrations.forum_resumed"
STANDING = {RegistrationState.CONFIRMED, RegistrationState.WAITING}


def news(edition: Edition, before: EditionState) -> str:
    """The kind of mail that follows from this step; "" for one that participants need not know."""
    resumed = RESUMED if before == EditionState.POSTPONED else ""
    return NEWS.get(EditionState(edition.state), resumed)


def concerned(edition: Edition) -> QuerySet[Attendee]:
    """Whoever has a seat, or waits for one."""
    return Attendee.objects.filter(
        registration__edition=edition,
        registration__state__in=STANDING,
        registration__purged_at=None,
    )


def count_mails(edition: Edition, before: EditionState) -> int:
    """How many mails a step will send. At most one query."""
    return concerned(edition).count() if news(edition, before) else 0


def announce_state(edition: Edition, before: EditionState) -> None:
    """Write to everybody concerned, in the transaction of the step.

    The number of queries does not grow with the people.
    """
    kind = news(edition, before)
    if not kind:
        return
    moves = edition.state == EditionState.MOVED_ONLINE
    left = move_online(edition) if moves else {}
    queue_mails(
        kind,
        [
            Letter(
                about={"registration": str(key), "dropped": " ".join(map(str, left.get(pk, [])))},
                recipient=email,
                language=language,
                dedupe_key=f"{kind}:{key.hex}:{edition.sequence}",
            )
            for pk, key, email, language in concerned(edition)
            .order_by("pk")
            .values_list("pk", "registration__key", "email", "language")
        ],
    )


def move_online(edition: Edition) -> dict[int, list[int]]:
    """Everybody takes part online; whoever had a seat keeps one, visits are left.

    Returns, by attendee, the sessions that were left. A constant number of queries.
    """
    # Whoever takes a seat meanwhile waits, and is counted after us.
    quotas = list(
        Quota.objects.select_for_update(of=["self"])
        .filter(edition=edition)
        .select_related("session", "category")
        .order_by("pk")
    )
    Registration.objects.filter(
        edition=edition, state__in=STANDING, attendees__mode=Mode.ON_SITE
    ).update(version=F("version") + 1, updated_at=timezone.now())
    visits = SessionSignup.objects.filter(
        attendee__in=concerned(edition), session__kind=SessionKind.FIELD_VISIT
    )
    left: dict[int, list[int]] = defaultdict(list)
    for attendee, session in visits.order_by("session").values_list("attendee", "session"):
        left[attendee].append(session)
    visits.delete()
    concerned(edition).filter(mode=Mode.ON_SITE).update(mode=Mode.ONLINE)
    note_growth(edition, count_again(edition, quotas))
    return left


def note_growth(edition: Edition, grown: list[tuple[Quota, int]]) -> None:
    """Write into the edition's log which quotas hold more seats than an editor had given them."""
    if not grown:
        return
    with override(source_language()):
        data = [
            {"quota": quota.pk, "name": str(quota), "before": before, "after": quota.size}
            for quota, before in grown
        ]
    log(instance=edition, action="registrations.grow", data={"quotas": data})
