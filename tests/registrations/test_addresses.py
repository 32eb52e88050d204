"""Private addresses of speakers and interpreters: for how long, who is told, and what is left."""

import datetime
import logging

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from outbox.models import OutgoingEmail
from outbox.services import render, send_next
from outbox.tokens import Access
from programme.models import Interpreter, Speaker
from programme.queries.profiles import speaker_opened_by
from programme.services.profiles import ask_speaker
from programme.services.releases import release_schedule
from registrations.enums import Kept
from registrations.models import Purge, RegistrationSettings
from registrations.services.purge import purge_personal_data
from tests import smtp
from tests.factories import ANYHOW, moved
from tests.forms import fields
from tests.html import soup

sink, outbox = smtp.sink, smtp.outbox
WORD = "kanari"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def speaker(edition, session) -> Speaker:
    """The only one with an address; two kinds of mail were written to it."""
    Speaker.objects.update(email="")
    Interpreter.objects.update(email="")
    found = session.session_speakers.select_related("speaker__organisation")[0].speaker
    found.email = f"{WORD}@speaker.example"
    found.save()
    ask_speaker(found)
    moved(edition, session.code, 9)
    release_schedule(edition, ANYHOW)
    return found


@pytest.fixture
def interpreter(edition) -> Interpreter:
    email = f"{WORD}@interpreter.example"
    return Interpreter.objects.create(edition=edition, name="Interprète", email=email)


@pytest.fixture
def leaves(edition) -> datetime.datetime:
    """Midnight of the day, on the clock of the place."""
    day = edition.registration_settings.erased_on
    return datetime.datetime.combine(day, datetime.time(0), tzinfo=edition.zone.info)


def to_speakers() -> dict[str, str]:
    mails = OutgoingEmail.objects.filter(kind__startswith="programme.")
    return dict(mails.values_list("kind", "recipient"))


def crew(done: list[Purge]) -> list[Purge]:
    return [proof for proof in done if proof.what == Kept.CREW]


def test_addresses_leave_on_the_day_of_the_registrations(edition, speaker, interpreter, leaves):
    mails = {"programme.profile": speaker.email, "programme.speaker_changes": speaker.email}
    assert to_speakers() == mails
    assert crew(purge_personal_data(leaves - MINUTE)) == []
    assert to_speakers() == mails
    link = Access(speaker.key, speaker.link_version)
    assert speaker_opened_by(link)
    (proof,) = crew(purge_personal_data(leaves))
    assert (proof.edition, proof.people, proof.mails) == (edition, 2, 2)
    assert Purge.objects.filter(what=Kept.CREW).count() == 1
    assert set(Speaker.objects.values_list("email", flat=True)) == {""}
    assert set(Interpreter.objects.values_list("email", flat=True)) == {""}
    assert set(to_speakers().values()) == {""}
    assert speaker_opened_by(link) is None
    # What is public stays, and a second run finds nothing.
    assert Speaker.objects.get(pk=speaker.pk).family_name == speaker.family_name
    assert crew(purge_personal_data(leaves)) == []


def test_the_period_is_that_of_the_settings(edition, speaker, leaves):
    RegistrationSettings.objects.filter(edition=edition).update(retention_days=10)
    days = edition.registration_settings.retention_days - 10
    sooner = leaves - datetime.timedelta(days=days)
    # An hour and no more: daylight saving lies between the two days.
    assert crew(purge_personal_data(sooner - datetime.timedelta(hours=2))) == []
    assert len(crew(purge_personal_data(sooner + datetime.timedelta(hours=2)))) == 1


def test_without_registration_they_leave_too(edition, speaker, leaves):
    """Ninety days after the edition."""
    RegistrationSettings.objects.filter(edition=edition).delete()
    last = datetime.datetime.combine(edition.ends_on, datetime.time(12), tzinfo=edition.zone.info)
    assert crew(purge_personal_data(last + datetime.timedelta(days=89))) == []
    assert len(crew(purge_personal_data(last + datetime.timedelta(days=90)))) == 1


def test_a_mail_to_an_address_that_was_taken_out_by_hand_is_purged(edition, speaker, leaves):
    Speaker.objects.update(email="")
    (proof,) = crew(purge_personal_data(leaves))
    assert (proof.people, proof.mails) == (0, 2)
    assert set(to_speakers().values()) == {""}


def test_neither_log_nor_trail_names_anybody(speaker, interpreter, leaves, caplog, capsys):
    with caplog.at_level(logging.INFO):
        call_command("purge_personal_data", "--dry-run")
        purge_personal_data(leaves)
    assert "crew, 2 people, 2 addresses of mails" in caplog.text
    said = caplog.text + capsys.readouterr().out + repr(list(ModelLogEntry.objects.values()))
    assert WORD not in said


def test_a_dry_run_erases_nothing(speaker, interpreter, leaves):
    (proof,) = crew(purge_personal_data(leaves, dry_run=True))
    assert (proof.people, proof.pk) == (2, None)
    assert Speaker.objects.get(pk=speaker.pk).email == speaker.email
    assert set(to_speakers().values()) == {speaker.email}


def test_a_mail_that_still_waits_is_not_sent(speaker, leaves, sink, outbox):
    purge_personal_data(leaves)
    while send_next():
        pass
    assert not [mail for mail in sink.messages if WORD in str(mail["To"])]


# What the editor is shown


def test_the_form_says_when_the_address_is_erased(log_in, edition, speaker, interpreter):
    clerk = log_in("clerk", mfa=True)
    for address in (
        f"/admin/speakers/edit/{speaker.pk}/",
        f"/admin/interpreters/edit/{interpreter.pk}/",
    ):
        assert "Effacée le 24 juin 2027." in soup(clerk.get(address)).get_text()


def test_the_profile_says_it_to_those_who_do_not_see_the_address(editor, speaker):
    page = soup(editor.get(f"/admin/programme/speakers/{speaker.pk}/"))
    facts = {row.dt.get_text(): row.dd.get_text() for row in page.select(".profile__facts > div")}
    assert facts["Adresse privée effacée le"] == "24 juin 2027"


def test_no_address_is_taken_that_would_leave_at_once(log_in, edition, speaker, leaves):
    purge_personal_data(leaves)
    address = f"/admin/speakers/edit/{speaker.pk}/"
    typed = {"email": f"{WORD}@late.example"}
    with time_machine.travel(leaves):
        clerk = log_in("clerk", mfa=True)
        refused = clerk.post(address, whole_form(clerk, address) | typed)
        assert "ont déjà été effacées" in soup(refused).get_text()
        assert Speaker.objects.get(pk=speaker.pk).email == ""
    with time_machine.travel(leaves - MINUTE):
        clerk = log_in("clerk", mfa=True)
        assert clerk.post(address, whole_form(clerk, address) | typed).status_code == 302
    assert Speaker.objects.get(pk=speaker.pk).email == typed["email"]


def whole_form(client: Client, address: str) -> dict[str, str]:
    """What the form of a fact would send as it stands."""
    form = soup(client.get(address)).select_one("form[action*='/edit/']")
    chosen = {
        box["name"]: option["value"]
        for box in form.select("select[name]")
        if (option := box.select_one("option[selected]"))
    }
    return fields(form) | chosen


# Answers


def test_answers_of_speakers_go_to_the_edition(edition, speaker):
    contact = edition.registration_settings.contact_email
    mails = OutgoingEmail.objects.filter(recipient=speaker.email)
    assert {mail.kind: render(mail).reply_to for mail in mails} == {
        "programme.profile": contact,
        "programme.speaker_changes": contact,
    }
    RegistrationSettings.objects.all().delete()
    assert {render(mail).reply_to for mail in mails} == {""}


@pytest.mark.parametrize(
    ("chosen", "country", "language"),
    [("en", "KR", "en"), ("", "KR", "ko"), ("", "FR", "fr"), ("", None, "fr")],
)
def test_both_kinds_of_mail_are_in_the_same_language(edition, session, chosen, country, language):
    """The one the person asked for; else as the form says."""
    found = session.session_speakers.all()[0].speaker
    found.language, found.email = chosen, f"{WORD}@speaker.example"
    organisation = found.organisation.__class__.objects.filter(country=country).first()
    found.organisation = organisation
    found.save()
    ask_speaker(found)
    moved(edition, session.code, 9)
    release_schedule(edition, ANYHOW)
    mails = OutgoingEmail.objects.filter(recipient=found.email)
    assert set(mails.values_list("kind", "language")) == {
        ("programme.profile", language),
        ("programme.speaker_changes", language),
    }
