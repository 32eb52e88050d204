"""What participants are told by mail: always what is true when the mail is sent."""

import datetime
import io
import uuid
from typing import Any

import qrcode
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.links import absolute
from outbox.mails import Attachment, Keys, Mail
from registrations.enums import RegistrationState
from registrations.models import SessionMessage
from registrations.queries.offer import Offer
from registrations.queries.own import Own, own
from translations.labels import pick
from translations.languages import source_language

from .calendars import calendar
from .tokens import LINK, LINK_AGE, Access, ticket_token, token

CODE_ID = "ticket"


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


def _about(keys: Keys, state: RegistrationState, subject: str, lead: str) -> Mail | None:
    """A mail with the whole registration; None once it is not in `state` any more."""
    held = _own(keys)
    if held is None or held.registration.state != state:
        return None
    has_code = state == RegistrationState.CONFIRMED
    extra = {
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
    pks = {int(pk) for pk in keys.get("dropped", "").split()}
    offered = Offer(held.settings, [], get_language() or source_language()).sessions if pks else []
    content = calendar(held, [session for session in offered if session.pk in pks])
    method = "CANCEL" if held.registration.state == RegistrationState.CANCELLED else "PUBLISH"
    return Attachment("forum.ics", content, f"text/calendar; method={method}")


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
