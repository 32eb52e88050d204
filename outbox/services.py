"""Mail that is never lost: a row per mail, claimed under a lease, sent at least once."""

import datetime
import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from email.mime.image import MIMEImage
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation

from .enums import MailState
from .mails import Attachment, Keys, Mail, kind_called
from .models import OutgoingEmail
from .queries import due

logger = logging.getLogger(__name__)
PERMANENT = range(500, 600)


class MailServerAway(Exception):
    """No mail server answers; it is no mail's fault."""


@dataclass(frozen=True)
class Letter:
    """A mail to one person that is to be put into the outbox."""

    about: Keys
    recipient: str
    language: str
    #: A second letter with the same key is left out.
    dedupe_key: str


def queue_mail(kind: str, about: Keys, *, recipient: str, language: str, dedupe_key: str) -> None:
    """Put a mail into the outbox, in the caller's transaction. One query.

    A second one with the same `dedupe_key` is left out. Raises KeyError for a kind that
    nobody registered.
    """
    queue_mails(kind, [Letter(about, recipient, language, dedupe_key)])


def queue_mails(kind: str, letters: Iterable[Letter]) -> None:
    """Put a mail to each of many people into the outbox, as `queue_mail` does for one."""
    name = kind_called(kind).name
    OutgoingEmail.objects.bulk_create(
        [
            OutgoingEmail(
                kind=name,
                about=dict(letter.about),
                recipient=letter.recipient,
                language=letter.language,
                dedupe_key=letter.dedupe_key,
            )
            for letter in letters
        ],
        ignore_conflicts=True,
    )


def send_next() -> bool:
    """Send the mail whose turn it is; returns whether there was one.

    Raises MailServerAway when no server answers: the mail then waits, and no attempt counts.
    """
    now = timezone.now()
    if not due(now).exists():  # asked first: a claim takes SQLite's write lock
        return False
    mail = claim(now)
    if mail is None:
        return False
    if mail.attempts > settings.OUTBOX_MAX_ATTEMPTS:
        settle(mail, MailState.FAILED)  # it has cost every worker its life
    else:
        deliver(mail)
    return True


def claim(now: datetime.datetime) -> OutgoingEmail | None:
    """Take one mail for a lease, so that no other sender does; None when there is none."""
    waiting = due(now)
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        mail = waiting.first()
        if mail is not None:
            mail.state = MailState.SENDING
            mail.attempts += 1
            # From here on: there may have been a wait for the database's lock.
            lease = datetime.timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
            mail.lease_until = timezone.now() + lease
            mail.save(update_fields=["state", "attempts", "lease_until"])
    return mail


def deliver(mail: OutgoingEmail) -> None:
    """Render a claimed mail and hand it to the server, outside any transaction."""
    try:
        written = render(mail)
        if written is None:
            settle(mail, MailState.SKIPPED)
            return
        send(mail, written)
    except (MailServerAway, OperationalError, InterfaceError):
        give_back(mail)
        raise
    except Exception as error:
        put_off(mail, error)
    else:
        note_sent(mail)


def render(mail: OutgoingEmail) -> Mail | None:
    """What the mail says, in its own language; None when there is nothing to say any more."""
    if not mail.recipient:
        return None
    with translation.override(mail.language):
        return kind_called(mail.kind).render(mail.about, mail.recipient)


def send(mail: OutgoingEmail, written: Mail) -> None:
    """Hand a mail to the server. Raises MailServerAway when it cannot even be reached."""
    message = EmailMultiAlternatives(
        subject=written.subject,
        body=written.text,
        to=[mail.recipient],
        reply_to=[written.reply_to] if written.reply_to else None,
        headers={
            "Message-ID": message_id(mail),
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
        },
    )
    message.attach_alternative(written.html, "text/html")
    attach(message, written.attachments)
    server = get_connection(timeout=settings.EMAIL_TIMEOUT)
    try:
        server.open()
    except (OSError, SMTPException) as error:
        raise MailServerAway from error
    try:
        server.send_messages([message])
    finally:
        server.close()


def attach(message: EmailMultiAlternatives, attachments: Iterable[Attachment]) -> None:
    """Add the parts of a mail that are no text."""
    for part in attachments:
        if part.content_id:
            image = MIMEImage(part.content)
            image.add_header("Content-ID", f"<{part.content_id}>")
            image.add_header("Content-Disposition", "inline", filename=part.name)
            message.attach(image)
        else:
            message.attach(part.name, part.content, part.mimetype)


def message_id(mail: OutgoingEmail) -> str:
    """The same for every attempt, so that a mail delivered twice is shown once."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    again = f".{mail.resends}" if mail.resends else ""
    return f"<{mail.key}{again}@{domain}>"


def settle(mail: OutgoingEmail, state: MailState, error: str = "") -> None:
    """Write the outcome, unless the lease ran out and another sender has the mail now."""
    sent_at = timezone.now() if state == MailState.SENT else None
    _mine(mail).update(state=state, sent_at=sent_at, lease_until=None, error=error or mail.error)


def note_sent(mail: OutgoingEmail) -> None:
    """Write that the mail has left; waits for a database that is away, as long as the lease.

    What is not written here is sent a second time. Raises the database's error after that.
    """
    while True:
        try:
            return settle(mail, MailState.SENT)
        except (OperationalError, InterfaceError):
            if connection.connection and not connection.is_usable():
                connection.close()
            if mail.lease_until is None or timezone.now() >= mail.lease_until:
                raise
            time.sleep(settings.OUTBOX_PAUSE_SECONDS)


def give_back(mail: OutgoingEmail) -> None:
    """Let a mail wait as if it had never been claimed."""
    later = timezone.now() + datetime.timedelta(seconds=settings.OUTBOX_PAUSE_SECONDS)
    _mine(mail).update(
        state=MailState.READY,
        attempts=mail.attempts - 1,
        next_attempt=later,
        lease_until=None,
        error="away",
    )


def put_off(mail: OutgoingEmail, error: Exception) -> None:
    """After a failed attempt: later again, or never when the server said so for good."""
    code = reply_code(error)
    words = f"{code or ''} {type(error).__name__}".strip()
    logger.warning("mail %s: attempt %s failed: %s", mail.key, mail.attempts, words)
    if refused_for_good(error) or mail.attempts >= settings.OUTBOX_MAX_ATTEMPTS:
        settle(mail, MailState.FAILED, words)
        return
    seconds = min(
        settings.OUTBOX_BACKOFF_SECONDS * 2**mail.attempts, settings.OUTBOX_LONGEST_BACKOFF_SECONDS
    )
    _mine(mail).update(
        state=MailState.READY,
        next_attempt=timezone.now() + datetime.timedelta(seconds=seconds),
        lease_until=None,
        error=words,
    )


def reply_code(error: Exception) -> int | None:
    """The server's reply code, such as 451, where the error carries one."""
    if isinstance(error, SMTPRecipientsRefused):
        return max((code for code, _reply in error.recipients.values()), default=None)
    return getattr(error, "smtp_code", None)


def refused_for_good(error: Exception) -> bool:
    """Whether this address or this message will never be taken (RFC 5321, 4.2.1: 5yz)."""
    final = isinstance(error, SMTPRecipientsRefused | SMTPDataError)
    return final and reply_code(error) in PERMANENT


def _mine(mail: OutgoingEmail) -> Any:
    return OutgoingEmail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)


def resend(mail: OutgoingEmail) -> None:
    """Send a settled mail once more, with what is true now; one that is under way is left alone."""
    OutgoingEmail.objects.filter(pk=mail.pk, state__in=[MailState.SENT, MailState.FAILED]).update(
        state=MailState.READY,
        attempts=0,
        resends=mail.resends + 1,
        next_attempt=timezone.now(),
        error="",
    )


def forget_recipients(name: str, keys: Iterable[object]) -> int:
    """Erase the addresses of mails about these things; what still waits is never sent."""
    held = OutgoingEmail.objects.filter(
        **{f"about__{name}__in": [str(key) for key in keys]}
    ).exclude(recipient="")
    return held.update(recipient="")
