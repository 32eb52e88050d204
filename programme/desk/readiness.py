"""What is still missing before the public can read the edition."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.enums import SessionLack, Severity, SpeakerLack, SubmissionState
from programme.models import Edition, Session, Speaker

from . import NAMED, Panel, Row, link
from .lacks import sessions_lacking, speakers_lacking

Lack = SessionLack | SpeakerLack
#: Sections of the admin with those who lack something.
SECTION_OF: dict[type[Lack], str] = {SessionLack: "sessions", SpeakerLack: "speakers"}


def readiness(edition: Edition, _user: Any) -> Panel:
    """Sessions and speakers that lack something. One query for each thing they may lack."""
    sessions = Session.objects.filter(edition=edition)
    speakers = Speaker.objects.filter(edition=edition)
    rows = [
        proposals_row(edition),
        *(lack_row(edition, what, list(sessions_lacking(sessions, what))) for what in SessionLack),
        *(lack_row(edition, what, list(speakers_lacking(speakers, what))) for what in SpeakerLack),
    ]
    empty = _(
        "Every session has a time, a room and a page; every speaker has a photo and a biography."
    )
    return Panel("readiness", _("Readiness"), "tasks", [row for row in rows if row], empty)


def proposals_row(edition: Edition) -> Row | None:
    """What speakers have sent in and nobody has looked at; None without any. One query."""
    waiting = {"edition": edition, "submissions__state": SubmissionState.PENDING}
    found = list(Speaker.objects.filter(**waiting).distinct())
    if not found:
        return None
    return Row(
        _("%(what)s: %(count)d")
        % {"what": _("Proposals of speakers to review"), "count": len(found)},
        severity=Severity.NOTICE,
        links=[
            link(speaker, reverse("programme:profile", args=[speaker.pk]))
            for speaker in found[:NAMED]
        ],
        more=max(len(found) - NAMED, 0),
    )


def lack_row(edition: Edition, what: Lack, found: list[Any]) -> Row | None:
    """How many lack something, the first of them by name, and the list of all; None without any."""
    if not found:
        return None
    section = SECTION_OF[type(what)]
    return Row(
        _("%(what)s: %(count)d") % {"what": what.label, "count": len(found)},
        f"{reverse(f'{section}:index')}?edition={edition.pk}&lacks={what}",
        severity=Severity.ERROR if what == SessionLack.PLACE else Severity.WARNING,
        links=[link(named(fact), mend(what, fact)) for fact in found[:NAMED]],
        more=max(len(found) - NAMED, 0),
    )


def named(fact: Any) -> str:
    """A session by its code, a speaker by the name."""
    return fact.code if isinstance(fact, Session) else str(fact)


def mend(what: Lack, fact: Any) -> str:
    """Where one thing that a fact lacks is added: the words on the page, which may be missing."""
    if what in {SessionLack.PLACE, SessionLack.ROOM}:
        schedule = reverse("programme:schedule", args=[fact.edition_id])
        return f"{schedule}#session-{fact.pk}"
    if what == SpeakerLack.PHOTO or fact.page_pk is None:
        return reverse(f"{SECTION_OF[type(what)]}:edit", args=[fact.pk])
    return reverse("wagtailadmin_pages:edit", args=[fact.page_pk])
