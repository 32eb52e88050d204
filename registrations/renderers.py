"""What participants are told by mail: always what is true when the mail is sent."""

import datetime
import io
import uuid
from typing import Any

import qrcode
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from home.links import absolute
from outbox.mails import Attachment, Keys, Mail
from programme.enums import EditionState
from programme.listeners import Audience
from programme.models import Edition, Schedule, ScheduleChange
from programme.queries.changes import ChangeLine, change_lines
from programme.renderers import changes_context, example_person
from programme.templatetags.programme_tags import change_of_days
from registrations.enums import RegistrationState
from registrations.models import Attendee, Registration, SessionMessage
from registrations.queries.changes import (
    changes_for,
    changes_signed_up_for,
    concerned,
    dropped_session,
)
from registrations.queries.offer import Offer, OfferedSession
from registrations.queries.own import Own, own
from translations.labels import Words, pick
from translations.languages import language_codes, source_language

from .calendars import calendar, method
from .tokens import LINK, LINK_AGE, Access, ticket_token, token

CODE_ID = "ticket"
#: States of an edition that was postponed and now has its date.
GOING_AHEAD = {
    EditionState.ANNOUNCED,
    EditionState.REGISTRATION_OPEN,
    EditionState.FULL,
    EditionState.CLOSED,
}


def confirmed(keys: Keys, _recipient: str) -> Mail | None:
    """A seat is taken: what, when, where, how to join, and the code for the entrance."""
    return _about(
        keys,
        RegistrationState.CONFIRMED,
        _("Registration confirmed"),
        _("Your registration is confirmed. We look forward to your participation."),
    )


def waiting(keys: Keys, _recipient: str) -> Mail | None:
    """All seats are taken; the person is on the list."""
    return _about(
        keys,
        RegistrationState.WAITING,
        _("You are on the waiting list"),
        _(
            "All seats are taken. You are on the waiting list; we write to you if a seat can be "
            "given to you."
        ),
    )


def changed(keys: Keys, _recipient: str) -> Mail | None:
    """Answers were changed; the mail replaces the earlier ones."""
    held = _own(keys)
    if held is None or held.registration.state == RegistrationState.CANCELLED:
        return None
    return _about(
        keys,
        RegistrationState(held.registration.state),
        _("Registration changed"),
        _("Your registration has been changed. This message replaces the earlier ones."),
    )


def cancelled(keys: Keys, _recipient: str) -> Mail | None:
    """The registration is cancelled, by the person or by the organisers."""
    return _about(
        keys,
        RegistrationState.CANCELLED,
        _("Registration cancelled"),
        _("Your registration is cancelled. We hope to welcome you another time."),
    )


def moved(keys: Keys, _recipient: str) -> Mail | None:
    """To the former address: it is no longer the one of this registration."""
    held = _own(keys)
    if held is None:
        return None
    return _note(
        held,
        _("Address changed"),
        _(
            "Another e-mail address has been entered for this registration. Messages now go "
            "there. If this was not you, please write to us."
        ),
    )


def link(keys: Keys, _recipient: str) -> Mail | None:
    """The link to self-service, asked for again."""
    held = _own(keys)
    if held is None:
        return None
    return _note(
        held,
        _("Link to your registration"),
        _("Here is the link to your registration, as requested."),
        link=own_link(held),
    )


def forum_postponed(keys: Keys, _recipient: str) -> Mail | None:
    """The edition is postponed: why, from when, and until when if that is known."""
    return _news(
        keys,
        {EditionState.POSTPONED},
        _("The forum is postponed"),
        _("The forum is postponed. Your registration stands; there is nothing you need to do."),
    )


def forum_online(keys: Keys, _recipient: str) -> Mail | None:
    """The edition takes place online, and with it everybody who was coming."""
    return _news(
        keys,
        {EditionState.MOVED_ONLINE, EditionState.REGISTRATION_OPEN, EditionState.CLOSED},
        _("The forum takes place online"),
        _("The forum takes place online. You take part online; there is nothing you need to do."),
    )


def forum_cancelled(keys: Keys, _recipient: str) -> Mail | None:
    """The edition does not take place."""
    return _news(
        keys,
        {EditionState.CANCELLED},
        _("The forum is cancelled"),
        _("The forum is cancelled, and your registration with it. We are sorry."),
    )


def forum_resumed(keys: Keys, _recipient: str) -> Mail | None:
    """The edition that was postponed has its date."""
    return _news(
        keys,
        GOING_AHEAD,
        _("The forum takes place"),
        _(
            "The forum takes place on the date below. Your registration stands. If you cannot "
            "come, please cancel, so that somebody else can."
        ),
    )


def _news(keys: Keys, states: set[EditionState], subject: str, lead: str) -> Mail | None:
    """A mail about a step in the edition's life; None once the step is no longer true."""
    held = _own(keys)
    if held is None or held.registration.edition.state not in states:
        return None
    state = RegistrationState(held.registration.state)
    if state == RegistrationState.CANCELLED:
        return None
    return _about(keys, state, subject, lead, notes=_notes(held, _dropped(held, keys)))


def _notes(held: Own, dropped: list[OfferedSession]) -> list[Words]:
    """Why, the days given up and the new ones, what was left: as far as there is any."""
    edition, language = held.registration.edition, get_language() or source_language()
    titles = ", ".join(session.title.text for session in dropped)
    waits = held.registration.state == RegistrationState.WAITING
    said = [
        *change_of_days(edition),
        _("You are no longer signed up for: %(sessions)s.") % {"sessions": titles}
        if titles
        else "",
        _("You are still on the waiting list.") if waits else "",
    ]
    reason = pick(edition, "public_reason", language)
    return [words for words in (reason, *(Words(text, language) for text in said)) if words.text]


def message(keys: Keys, _recipient: str) -> Mail | None:
    """What an editor writes about sessions; None for a place that was given up meanwhile."""
    held, written = _own(keys), SessionMessage.objects.filter(key=keys["message"]).first()
    if held is None or written is None:
        return None
    sessions = written.sessions.filter(signups__attendee=held.attendee).order_by("code")
    if held.registration.state != RegistrationState.CONFIRMED or not sessions:
        return None
    return _mail(
        held,
        "message",
        subject=pick(written, "subject").text,
        lead="",
        parts=[],
        text=pick(written, "text"),
        sessions=sessions,
        link=own_link(held),
    )


def _own(keys: Keys) -> Own | None:
    return own(uuid.UUID(keys["registration"]), get_language() or source_language())


def _about(
    keys: Keys, state: RegistrationState, subject: str, lead: str, **extra: Any
) -> Mail | None:
    """A mail with the whole registration; None once it is not in `state` any more."""
    held = _own(keys)
    if held is None or held.registration.state != state:
        return None
    called_off = held.registration.edition.is_called_off
    has_code = state == RegistrationState.CONFIRMED and not called_off
    extra |= {
        "link": own_link(held) if state != RegistrationState.CANCELLED else "",
        "code": CODE_ID if has_code else "",
    }
    parts = [_calendar(held, keys)] if state != RegistrationState.WAITING else []
    if has_code:
        parts.append(Attachment("ticket.png", code(ticket_url(held)), "image/png", CODE_ID))
    return _mail(held, "registration", subject=subject, lead=lead, parts=parts, **extra)


def _note(held: Own, subject: str, lead: str, **extra: Any) -> Mail:
    return _mail(held, "note", subject=subject, lead=lead, parts=[], **extra)


def _mail(
    held: Own, template: str, *, subject: str, lead: str, parts: list[Attachment], **extra: Any
) -> Mail:
    edition = held.registration.edition
    subject = f"{subject} – {pick(edition, 'title').text} – {held.registration.reference}"
    context = {
        "language": get_language(),
        "own": held,
        "edition": edition,
        "subject": subject,
        "lead": lead,
        "link_days": datetime.timedelta(seconds=LINK_AGE).days,
        **extra,
    }
    return Mail(
        subject=subject,
        text=render_to_string(f"registrations/email/{template}.txt", context),
        html=render_to_string(f"registrations/email/{template}.html", context),
        reply_to=held.settings.contact_email,
        attachments=parts,
    )


def _calendar(held: Own, keys: Keys) -> Attachment:
    content = calendar(held, _dropped(held, keys))
    return Attachment("forum.ics", content, f"text/calendar; method={method(held)}")


def _dropped(held: Own, keys: Keys) -> list[OfferedSession]:
    """Sessions that leave the person's calendar with this mail."""
    pks = {int(pk) for pk in keys.get("dropped", "").split()}
    offered = Offer(held.settings, [], get_language() or source_language()).sessions if pks else []
    return [session for session in offered if session.pk in pks]


def programme_changes(keys: Keys, _recipient: str) -> Mail | None:
    """What a release changed of the sessions signed up for; None where later ones replaced it."""
    held = _own(keys)
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
    return _mail(
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
    registration = Registration(edition=edition, reference="XXXXXXXX")
    attendee = Attendee(registration=registration, family_name=example_person().name)
    return Own(registration, attendee, edition.registration_settings, [])


def own_link(held: Own) -> str:
    """The address of self-service, with a fresh token."""
    access = Access(held.registration.key, held.registration.link_version)
    return absolute(reverse("registration_links:enter", args=[token(access, LINK)]))


def ticket_url(held: Own) -> str:
    """What the code at the entrance says."""
    return absolute(
        reverse("registration_links:ticket", args=[ticket_token(held.registration.key)])
    )


def code(text: str) -> bytes:
    """A QR code as a PNG picture."""
    picture = qrcode.make(text, box_size=5, border=4)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()
