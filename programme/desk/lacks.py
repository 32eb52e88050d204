"""What an edition still lacks, asked in the same way by the desk and by the lists."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from programme.enums import SessionKind, SessionLack, SessionState, SpeakerLack
from programme.models.schedule import Slot
from programme.models.session import Session
from programme.models.speaker import Speaker
from programme.pages import SessionPage, SpeakerPage
from translations.languages import source_language

#: Kinds that need no room: those outside, and those in the whole venue.
ROOMLESS = {SessionKind.FIELD_VISIT, SessionKind.BREAK}


def sessions_lacking(sessions: QuerySet[Session], what: str) -> QuerySet[Session]:
    """Those of `sessions` that take place and have no place in the draft, no room there, or no
    published page; `page_pk` is that of the page to write."""
    placed = Slot.objects.filter(session=OuterRef("pk"), schedule__version=0)
    pages = SessionPage.objects.filter(
        session=OuterRef("pk"), locale__language_code=source_language()
    )
    without = {
        SessionLack.PLACE: ~Exists(placed),
        SessionLack.ROOM: Exists(placed.filter(room=None)) & ~Q(kind__in=ROOMLESS),
        SessionLack.PAGE: ~Exists(pages.filter(live=True)),
    }[SessionLack(what)]
    standing = sessions.filter(without, state=SessionState.CONFIRMED)
    return standing.annotate(page_pk=Subquery(pages.values("pk")[:1]))


def speakers_lacking(speakers: QuerySet[Speaker], what: str) -> QuerySet[Speaker]:
    """Those of `speakers` without a photo, or without a published biography; `page_pk` is that
    of the page to write."""
    pages = SpeakerPage.objects.filter(
        speaker=OuterRef("pk"), locale__language_code=source_language()
    )
    without = {
        SpeakerLack.PHOTO: Q(photo=None),
        SpeakerLack.BIOGRAPHY: ~Exists(pages.filter(live=True).exclude(biography="")),
    }[SpeakerLack(what)]
    return speakers.filter(without).annotate(page_pk=Subquery(pages.values("pk")[:1]))
