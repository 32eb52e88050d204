"""How every mail about a registration is put together."""

import datetime
import io
import uuid
from typing import Any

import qrcode
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from home.links import absolute
from outbox.mails import Attachment, Keys, Mail
from registrations.calendars import calendar, method
from registrations.enums import RegistrationState
from registrations.queries.offer import Offer, OfferedSession
from registrations.queries.own import Own, own
from registrations.tokens import LINK, LINK_AGE, Access, ticket_token, token
from translations.labels import pick
from translations.languages import source_language

CODE_ID = "ticket"


def own_of(keys: Keys) -> Own | None:
    return own(uuid.UUID(keys["registration"]), get_language() or source_language())


def about(
    keys: Keys, state: RegistrationState, subject: str, lead: str, **extra: Any
) -> Mail | None:
    """A mail with the whole registration; None once it is not in `state` any more."""
    held = own_of(keys)
    if held is None or held.registration.state != state:
        return None
    called_off = held.registration.edition.is_called_off
    has_code = state == RegistrationState.CONFIRMED and not called_off
    extra |= {
        "link": own_link(held) if state != RegistrationState.CANCELLED else "",
        "code": CODE_ID if has_code else "",
    }
    parts = [calendar_part(held, keys)] if state != RegistrationState.WAITING else []
    if has_code:
        parts.append(Attachment("ticket.png", code(ticket_url(held)), "image/png", CODE_ID))
    return mail(held, "registration", subject=subject, lead=lead, parts=parts, **extra)


def note(held: Own, subject: str, lead: str, **extra: Any) -> Mail:
    return mail(held, "note", subject=subject, lead=lead, parts=[], **extra)


def mail(
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


def calendar_part(held: Own, keys: Keys) -> Attachment:
    content = calendar(held, dropped(held, keys))
    return Attachment("forum.ics", content, f"text/calendar; method={method(held)}")


def dropped(held: Own, keys: Keys) -> list[OfferedSession]:
    """Sessions that leave the person's calendar with this mail."""
    pks = {int(pk) for pk in keys.get("dropped", "").split()}
    offered = Offer(held.settings, [], get_language() or source_language()).sessions if pks else []
    return [session for session in offered if session.pk in pks]


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
