"""What the public sees change is counted, so that calendars know which state is the newer one."""

from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from programme.models import Edition, Room, Session, Speaker, Track, Venue

#: How to find the editions that show a fact of this kind.
SHOWN_IN: dict[type, str] = {
    Edition: "pk",
    Session: "sessions",
    Speaker: "speakers",
    Track: "tracks",
    Venue: "venue",
    Room: "venue__rooms",
}


def note_public_change(edition: Edition) -> None:
    """Count what the public is about to see change in an edition. Two queries."""
    count(Q(pk=edition.pk))
    edition.refresh_from_db(fields=["sequence", "changed_at"])


def note_change_of(fact: Any) -> None:
    """Count the change of a fact that is public at once, in every edition that shows it."""
    if name := SHOWN_IN.get(type(fact)):
        count(Q(**{name: fact.pk}))


def count(editions: Q) -> None:
    """One more change in these editions. One query."""
    found = Edition.objects.filter(editions).values("pk")
    Edition.objects.filter(pk__in=found).update(
        sequence=F("sequence") + 1, changed_at=timezone.now()
    )
