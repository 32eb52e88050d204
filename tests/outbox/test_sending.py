"""Every mail reaches a real server: once if nothing goes wrong, and never less than once."""

import datetime
from email.utils import parsedate_to_datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction
from django.utils import timezone, translation

from outbox import mails
from outbox.enums import MailState
from outbox.mails import Kind, Mail
from outbox.models import OutgoingEmail
from outbox.queries import failed_count
from outbox.services import (
    MailServerAway,
    claim,
    deliver,
    forget_recipients,
    queue_mail,
    resend,
    send_next,
)
from registrations.models import Registration
from tests.outbox.conftest import NOTE, RECIPIENT


def state_of(mail: OutgoingEmail) -> tuple[str, int, str]:
    """How it stands with a mail: state, attempts, last error."""
    mail.refresh_from_db()
    return mail.state, mail.attempts, mail.error


def wait_of(mail: OutgoingEmail) -> float:
    """Seconds until a mail's next attempt."""
    mail.refresh_from_db()
    return (mail.next_attempt - timezone.now()).total_seconds()


def test_a_mail_is_sent_once_with_all_that_belongs_to_it(outbox, put_in, clock):
    mail = put_in()
    assert [send_next(), send_next()] == [True, False]
    assert state_of(mail) == ("sent", 1, "")
    assert (mail.sent_at, mail.lease_until) == (timezone.now(), None)
    assert len(outbox.messages) == 1
    assert (outbox.envelopes[0].mail_from, outbox.envelopes[0].rcpt_tos) == (
        "forum@forum.example",
        [RECIPIENT],
    )
    message = outbox.messages[0]
    assert {name: message[name] for name in ("From", "To", "Subject", "Reply-To")} == {
        "From": "forum@forum.example",
        "To": RECIPIENT,
        "Subject": "Bonjour – 안녕하세요",
        "Reply-To": "forum@nantes.example",
    }
    assert message["Message-ID"] == f"<{mail.key}@forum.example>"
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "ko")
    now = timezone.now().replace(microsecond=0, tzinfo=None)  # -0000: an instant in UTC
    assert parsedate_to_datetime(message["Date"]) == now
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    texts = [part.get_content().strip() for part in message.iter_parts()]
    assert texts == ["Texte", "<p>Texte</p>"]


def test_a_confirmation_carries_its_calendar_and_its_code(outbox, edition):
    """A whole mail of the sample, as it arrives: in the person's language, in all its parts."""
    registration = Registration.objects.get(edition=edition, attendees__family_name="김")
    attendee = registration.attendees.get()
    queue_mail(
        "registrations.confirmed",
        {"registration": str(registration.key)},
        recipient=attendee.email,
        language=attendee.language,
        dedupe_key="again",
    )
    assert send_next()
    message = outbox.messages[0]
    with translation.override("ko"):
        confirmed = translation.gettext("Registration confirmed")
    subject = message["Subject"].strip()  # a long one begins on its second line
    assert subject == f"{confirmed} – 2027 한불 지방정부 포럼 – {registration.reference}"
    assert message["Reply-To"] == "inscription@forum.example"
    assert registration.reference in message.get_body(("plain",)).get_content()
    assert registration.reference in message.get_body(("html",)).get_content()
    kinds = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    assert list(kinds) == ["text/plain", "text/html", "text/calendar", "image/png"]
    assert kinds["text/calendar"]["Content-Type"].params["method"] == "PUBLISH"
    assert kinds["image/png"]["Content-ID"] == "<ticket>"
    assert kinds["image/png"].get_content().startswith(b"\x89PNG")


def test_a_refusal_for_now_is_tried_again_later_and_later(outbox, put_in, clock):
    """451: after 2, 4, 8 seconds; in between the mail rests, and is the same when it comes."""
    outbox.refuse(1, 451)
    mail = put_in()
    waited = []
    for attempt in (1, 2, 3):
        assert send_next()
        assert state_of(mail) == ("ready", attempt, "451 SMTPRecipientsRefused")
        waited.append(wait_of(mail))
        clock.forward(waited[-1] - 0.1)
        assert not send_next()
        clock.forward(0.1)
    assert waited == [2, 4, 8]
    outbox.refuse(0)
    assert send_next()
    assert (outbox.refusals, outbox.ids) == (3, [f"<{mail.key}@forum.example>"])
    assert state_of(mail) == ("sent", 4, "451 SMTPRecipientsRefused")


def test_waiting_has_an_upper_limit_and_an_end(outbox, put_in, clock, settings):
    """A mail that is refused for hours is given up at last, and a person is told."""
    settings.OUTBOX_LONGEST_BACKOFF_SECONDS = 10
    settings.OUTBOX_MAX_ATTEMPTS = 5
    outbox.refuse(1, 451, at="DATA")
    mail = put_in()
    waited = []
    while send_next():
        if state_of(mail)[0] == "ready":
            waited.append(wait_of(mail))
            clock.forward(waited[-1])
    assert waited == [2, 4, 8, 10]
    assert state_of(mail) == ("failed", 5, "451 SMTPDataError")
    assert failed_count() == 1


@pytest.mark.parametrize(
    ("at", "error"), [("RCPT", "550 SMTPRecipientsRefused"), ("DATA", "550 SMTPDataError")]
)
def test_a_refusal_for_good_is_given_up_at_once(outbox, put_in, at, error, caplog):
    """550: no second attempt. The server repeats the address; we keep it nowhere."""
    outbox.refuse(1, 550, at=at)
    mail = put_in()
    assert [send_next(), send_next()] == [True, False]
    assert state_of(mail) == ("failed", 1, error)
    assert (outbox.refusals, outbox.messages) == (1, [])
    assert f"attempt 1 failed: {error}" in caplog.text
    assert "suwon" not in mail.error + caplog.text


def test_one_refused_mail_does_not_hold_up_the_others(outbox, put_in, clock):
    first = put_in(recipient="nobody@suwon.example")
    outbox.refuse(1, 451)
    assert send_next()
    outbox.refuse(0)
    second = put_in()
    assert [send_next(), send_next()] == [True, False]
    assert (state_of(first)[0], state_of(second)[0]) == ("ready", "sent")


def test_while_the_server_is_away_mails_wait_and_no_attempt_counts(outbox, put_in, clock):
    mail = put_in()
    outbox.stop()
    for _time in range(3):
        with pytest.raises(MailServerAway):
            send_next()
        assert state_of(mail) == ("ready", 0, "away")
        assert wait_of(mail) == 15
        assert not send_next()
        clock.forward(15)
    outbox.start()
    assert send_next()
    assert (state_of(mail)[:2], len(outbox.messages)) == (("sent", 1), 1)


def test_a_mail_of_a_dead_sender_is_sent_again_after_its_lease(outbox, put_in, clock):
    """The lease ends, another sender takes over; the first one, were it alive, is too late."""
    mail = put_in()
    dead = claim(timezone.now())
    assert state_of(mail) == ("sending", 1, "")
    clock.forward(120)
    assert not send_next()
    clock.forward(1)
    assert send_next()
    assert state_of(mail) == ("sent", 2, "")
    sent_at = mail.sent_at
    clock.forward(1)
    deliver(dead)
    assert state_of(mail) == ("sent", 2, "")
    assert mail.sent_at == sent_at
    # It has reached the person twice; a mail program shows one.
    assert outbox.ids == [f"<{mail.key}@forum.example>"] * 2


def test_a_late_sender_does_not_undo_what_another_did(outbox, put_in, clock):
    """Also when its own attempt failed: a mail that was sent does not go back to the queue."""
    mail = put_in()
    late = claim(timezone.now())
    clock.forward(121)
    assert send_next()
    outbox.refuse(1, 451)
    deliver(late)
    assert state_of(mail) == ("sent", 2, "")
    outbox.stop()
    with pytest.raises(MailServerAway):
        deliver(late)
    assert state_of(mail) == ("sent", 2, "")


def test_a_mail_that_costs_every_sender_its_life_is_given_up(outbox, put_in, clock, settings):
    mail = put_in()
    for _sender in range(settings.OUTBOX_MAX_ATTEMPTS):
        assert claim(timezone.now()) == mail
        clock.forward(121)
    assert [send_next(), send_next()] == [True, False]
    assert state_of(mail)[:2] == ("failed", settings.OUTBOX_MAX_ATTEMPTS + 1)
    assert outbox.messages == []


def test_sent_again_it_is_another_mail_with_what_is_true_now(outbox, put_in, written):
    """A person asked for it: mail programs must show it beside the first."""
    mail = put_in()
    send_next()
    written["note"] = Mail("Neu", "Neu\n", "<p>Neu</p>")
    mail.refresh_from_db()
    resend(mail)
    assert state_of(mail) == ("ready", 0, "")
    assert [send_next(), send_next()] == [True, False]
    assert outbox.ids == [f"<{mail.key}@forum.example>", f"<{mail.key}.1@forum.example>"]
    assert outbox.messages[1]["Subject"] == "Neu"
    assert outbox.messages[1]["Reply-To"] is None


def test_a_failed_mail_can_be_sent_again(outbox, put_in):
    outbox.refuse(1, 550)
    mail = put_in()
    send_next()
    outbox.refuse(0)
    mail.refresh_from_db()
    resend(mail)
    assert send_next()
    assert state_of(mail) == ("sent", 1, "")
    assert outbox.ids == [f"<{mail.key}.1@forum.example>"]


@pytest.mark.parametrize("state", [MailState.READY, MailState.SENDING, MailState.SKIPPED])
def test_only_a_settled_mail_is_sent_again(outbox, put_in, state):
    mail = put_in()
    OutgoingEmail.objects.update(state=state)
    mail.refresh_from_db()
    resend(mail)
    mail.refresh_from_db()
    assert (mail.state, mail.resends) == (state, 0)


def test_with_nothing_to_say_nothing_is_sent(outbox, put_in, written):
    written["note"] = None
    mail = put_in()
    assert [send_next(), send_next()] == [True, False]
    assert state_of(mail) == ("skipped", 1, "")
    assert (mail.sent_at, outbox.messages) == (None, [])


def test_the_same_mail_is_put_in_once(outbox, put_in):
    mails_put_in = [put_in(key="note:same"), put_in(key="note:same"), put_in(key="note:other")]
    assert mails_put_in[0] == mails_put_in[1] != mails_put_in[2]
    assert [send_next(), send_next(), send_next()] == [True, True, False]
    assert len(set(outbox.ids)) == len(outbox.ids) == 2


def test_a_kind_that_nobody_registered_is_refused_when_it_is_put_in(outbox):
    with pytest.raises(KeyError):
        queue_mail("test.unknown", {}, recipient=RECIPIENT, language="fr", dedupe_key="unknown")
    assert not OutgoingEmail.objects.exists()


def test_an_error_in_writing_it_loses_no_mail(outbox, put_in, written, clock, caplog):
    """A template is broken until somebody mends it; the error says what kind, and no more."""
    good = written["note"]
    written["note"] = ValueError(f"about {RECIPIENT}")
    mail = put_in()
    assert send_next()
    assert state_of(mail) == ("ready", 1, "ValueError")
    assert "suwon" not in caplog.text
    written["note"] = good
    clock.forward(2)
    assert send_next()
    assert (state_of(mail)[0], len(outbox.messages)) == ("sent", 1)


def test_a_database_that_goes_away_costs_no_attempt(outbox, put_in, written, clock):
    good = written["note"]
    written["note"] = OperationalError("the server closed the connection")
    mail = put_in()
    with pytest.raises(OperationalError):
        send_next()
    assert state_of(mail)[:2] == ("ready", 0)
    written["note"] = good
    clock.forward(15)
    assert send_next()
    assert (state_of(mail)[:2], len(outbox.messages)) == (("sent", 1), 1)


def test_an_erased_address_gets_nothing_any_more(outbox, monkeypatch):
    """Neither what still waited, nor what a clerk sends again."""
    monkeypatch.setitem(
        mails._registered, NOTE, Kind(NOTE, "Note", lambda keys, to: Mail("S", "T", f"<p>{to}</p>"))
    )
    for name in ("gone", "stays"):
        queue_mail(NOTE, {"n": name}, recipient=RECIPIENT, language="fr", dedupe_key=name)
    assert forget_recipients("n", ["gone"]) == 1
    assert forget_recipients("n", ["gone"]) == 0
    assert [send_next(), send_next(), send_next()] == [True, True, False]
    gone, stays = (OutgoingEmail.objects.get(dedupe_key=name) for name in ("gone", "stays"))
    assert (state_of(gone)[0], gone.recipient) == ("skipped", "")
    assert (state_of(stays)[0], stays.recipient) == ("sent", RECIPIENT)
    assert forget_recipients("n", ["stays"]) == 1
    resend(stays)
    assert [send_next(), send_next()] == [True, False]
    assert state_of(stays)[0] == "skipped"
    assert outbox.ids == [f"<{stays.key}@forum.example>"]


def test_the_longest_waiting_goes_first(outbox, put_in, clock):
    late, early = put_in(), put_in()
    OutgoingEmail.objects.filter(pk=early.pk).update(
        next_attempt=timezone.now() - datetime.timedelta(minutes=1)
    )
    while send_next():
        pass
    assert outbox.ids == [f"<{mail.key}@forum.example>" for mail in (early, late)]


def test_the_command_empties_the_outbox(outbox, put_in, capsys):
    put_in()
    put_in()
    call_command("send_outbox")
    assert capsys.readouterr().out == "2 handled.\n"
    assert len(outbox.messages) == 2


def test_the_command_says_that_no_server_answered(outbox, put_in):
    mail = put_in()
    outbox.stop()
    with pytest.raises(CommandError, match="0 handled, then the mail server did not answer"):
        call_command("send_outbox")
    assert state_of(mail) == ("ready", 0, "away")


def test_a_mail_is_put_in_together_with_what_it_is_about(outbox, put_in):
    """It is a row of the same transaction: undone with it."""
    with transaction.atomic():
        put_in()
        transaction.set_rollback(True)
    assert not OutgoingEmail.objects.exists()
    assert not send_next()
