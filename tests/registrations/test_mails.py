"""What participants are told: in their language, true when it is sent, on both shores' clocks."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from outbox.mails import kind_called
from outbox.models import OutgoingEmail
from outbox.services import render
from registrations.models import Attendee, Registration
from registrations.services.entries import cancel, tell
from tests.registrations.entry import FORM, filled, session_pk

KINDS = ["confirmed", "waiting", "changed", "cancelled", "moved", "link"]
STATES = {"waiting": "waiting", "cancelled": "cancelled"}


@pytest.fixture
def registered(edition) -> Registration:
    data = filled(edition, sessions=[session_pk(edition, "V3")], name_other="")
    Client().post(FORM.format("ko"), data)
    return Registration.objects.get(key=data["key"])


def mail(registration: Registration, kind: str, language: str):
    """What the mail of this kind says now, in this language."""
    Registration.objects.filter(pk=registration.pk).update(state=STATES.get(kind, "confirmed"))
    with override(language):
        return kind_called(f"registrations.{kind}").render(
            {"registration": str(registration.key)}, "hong@suwon.example"
        )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_three_languages(registered, kind):
    written = {code: mail(registered, kind, code) for code in ("fr", "ko", "en")}
    for code, said in written.items():
        assert registered.reference in said.subject
        assert registered.reference in said.text
        assert "홍길동" in said.text or code == "en"
        assert f'<html lang="{code}">' in said.html
        assert said.reply_to == "inscription@forum.example"
        assert "<" not in said.text
        assert "\n\n\n" not in said.text.strip()
    subjects = {said.subject.split(" – ")[0] for said in written.values()}
    assert len(subjects) == 3


@pytest.mark.parametrize(
    ("language", "times"),
    [
        ("fr", "vendredi 26 mars 2027, 14:30–16:30 Paris · 22:30–00:30 (+1 jour) Séoul"),
        ("ko", "2027년 3월 26일 금요일, 14:30–16:30 파리 · 22:30–00:30 (다음 날) 서울"),
        ("en", "Friday, 26 March 2027, 14:30–16:30 Paris · 22:30–00:30 (+1 day) Seoul"),
    ],
)
def test_both_clocks(registered, language, times):
    assert times in mail(registered, "confirmed", language).text


@pytest.mark.parametrize(
    ("form", "language", "begins"),
    [
        ("mr", "en", "Dear Mr Hong,"),
        ("ms", "fr", "Madame Gildong Hong,"),
        ("", "fr", "Bonjour"),
    ],
)
def test_the_greeting_follows_language_and_person(registered, form, language, begins):
    Attendee.objects.update(
        form_of_address=form, family_name="Hong", given_name="Gildong", display_order="given_first"
    )
    assert mail(registered, "confirmed", language).text.startswith(begins)


def test_what_a_person_typed_is_text_in_the_html(registered):
    Attendee.objects.update(family_name="<script>x</script>", given_name="&amp;")
    said = mail(registered, "confirmed", "fr")
    assert "<script>" not in said.html
    assert "<script>x</script>" in said.text


def test_a_mail_that_is_no_longer_true_is_not_sent(registered):
    attendee = registered.attendees.get()
    tell(attendee, "waiting")
    cancel(registered)
    kinds = {
        m.kind: render(m) is not None
        for m in OutgoingEmail.objects.filter(about__registration=str(registered.key))
    }
    assert kinds == {
        "registrations.confirmed": False,
        "registrations.waiting": False,
        "registrations.cancelled": True,
    }


def test_every_link_is_of_this_site_and_works(registered):
    said = mail(registered, "confirmed", "ko")
    (link,) = re.findall(r"http\S+", said.text)
    assert link.startswith("http://localhost:8000/registrations/")
    answer = Client().get(link.removeprefix("http://localhost:8000"))
    assert answer["Location"] == "/ko/registrations/"
