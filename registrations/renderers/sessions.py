"""What people are told about the sessions they are signed up for."""

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from outbox.mails import Attachment, Keys, Mail
from programme.listeners import Audience
from programme.models import Edition, Schedule, ScheduleChange
from programme.queries.changes import ChangeLine, change_lines
from programme.renderers.changes import changes_context, example_person
from registrations.calendars import calendar
from registrations.enums import RegistrationState
from registrations.models import Attendee, Registration, SessionMessage
from registrations.models.registration import REFERENCE_LENGTH
from registrations.queries.changes import (
    changes_for,
    changes_signed_up_for,
    concerned,
    dropped_session,
)
from registrations.queries.own import Own
from translations.labels import Words, pick
from translations.languages import language_codes, source_language

from .letters import mail, own_link, own_of

#: Stands for a reference in examples, as long as a real one.
NO_REFERENCE = "X" * REFERENCE_LENGTH


def programme_changes(keys: Keys, _recipient: str) -> Mail | None:
    """What a release changed of the sessions signed up for; None where later ones replaced it."""
    held = own_of(keys)
    schedule = Schedule.objects.filter(pk=keys["schedule"]).first()
    if held is None or schedule is None or not held.is_confirmed:
        return None
    rows = changes_for(held.attendee, schedule)
    lines = change_lines(rows, held.registration.edition.zone, get_language() or source_language())
    if not lines:
        return None
    gone = [dropped_session(line) for line in lines if line.is_off]
    part = Attachment("forum.ics", calendar(held, gone), "text/calendar; method=PUBLISH")
    return _changes(held, lines, pick(schedule, "note"), own_link(held), [part])


def _changes(
    held: Own, lines: list[ChangeLine], note: Words, link: str, parts: list[Attachment]
) -> Mail:
    return mail(
        held,
        "changes",
        subject=_("The programme has changed"),
        lead=_(
            "The programme of the forum has changed. This concerns sessions for which you have "
            "signed up:"
        ),
        parts=parts,
        link=link,
        **changes_context(held.registration.edition, held.attendee, lines, note),
    )


def participant_audience(edition: Edition, changes: list[ScheduleChange]) -> Audience:
    """How many participants a release would write to, and what. Six queries."""
    rows = changes_signed_up_for(changes)
    people = concerned(edition, [row.session_id for row in rows]).count()
    examples: dict[str, Mail] = {}
    for code in language_codes() if people else ():
        with override(code):
            lines = change_lines(rows, edition.zone, code)
            link = _("[personal link]")
            examples[code] = _changes(example_own(edition), lines, Words("", code), link, [])
    return Audience(_("Participants"), people, examples)


def example_own(edition: Edition) -> Own:
    """A registration that is nobody's, for examples."""
    registration = Registration(edition=edition, reference=NO_REFERENCE)
    attendee = Attendee(registration=registration, family_name=example_person().name)
    return Own(registration, attendee, edition.registration_settings, [])


def message(keys: Keys, _recipient: str) -> Mail | None:
    """What an editor writes about sessions; None for a place that was given up meanwhile."""
    held, written = own_of(keys), SessionMessage.objects.filter(key=keys["message"]).first()
    if held is None or written is None:
        return None
    sessions = written.sessions.filter(signups__attendee=held.attendee).order_by("code")
    if held.registration.state != RegistrationState.CONFIRMED or not sessions:
        return None
    return mail(
        held,
        "message",
        subject=pick(written, "subject").text,
        lead="",
        parts=[],
        text=pick(written, "text"),
        sessions=sessions,
        link=own_link(held),
    )
