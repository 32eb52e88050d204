"""An editor writes to those who are signed up for sessions, and learns no name."""

import uuid

import pytest
from django.utils import translation

from outbox.models import OutgoingEmail
from registrations.models import SessionMessage
from registrations.queries.messages import signed_up
from registrations.renderers import sessions as renderers
from registrations.services.entries import cancel
from registrations.services.messages import MESSAGE
from tests.html import soup


@pytest.fixture
def visit(edition):
    """A session for which somebody is signed up."""
    return edition.sessions.filter(signups__isnull=False).order_by("code").first()


@pytest.fixture
def typed() -> dict[str, str]:
    return {
        "key": str(uuid.uuid4()),
        "subject_fr": "Rendez-vous à l’entrée",
        "text_fr": "Le car part à 9 h.\n\nPrévoyez un manteau.",
        "subject_ko": "집합 장소 안내",
        "text_ko": "버스는 9시에 출발합니다.",
        "subject_en": "",
        "text_en": "",
    }


def address(*sessions) -> str:
    ids = "&".join(f"id={session.pk}" for session in sessions)
    return f"/admin/bulk/programme/session/message/?next=/admin/sessions/&{ids}"


def mails() -> list[OutgoingEmail]:
    return list(OutgoingEmail.objects.filter(kind=MESSAGE).order_by("pk"))


def test_the_editor_sees_how_many_and_nobody(editor, visit):
    people = signed_up([visit])
    assert people.count() > 0
    shown = soup(editor.get(address(visit))).select_one("main").get_text()
    assert str(people.count()) in shown
    for person in people:
        assert person.name not in shown
        assert person.email not in shown


def test_it_is_shown_before_it_is_sent(editor, visit, typed):
    page = soup(editor.post(address(visit), typed | {"go": "preview"}))
    assert "Prévoyez un manteau." in page.get_text()
    assert page.select_one("button[value=send]")
    assert page.select_one("[name=text_ko][type=hidden]")["value"] == typed["text_ko"]
    assert (mails(), SessionMessage.objects.count()) == ([], 0)
    again = soup(editor.post(address(visit), typed | {"go": "edit"}))
    assert again.select_one("textarea[name=text_ko]").get_text().strip() == typed["text_ko"]


def test_everybody_with_a_place_gets_it_once_in_the_own_language(editor, visit, typed):
    people = {person.email: person.language for person in signed_up([visit])}
    for _twice in range(2):
        response = editor.post(address(visit), typed | {"go": "send"})
        assert response["Location"] == "/admin/sessions/"
    assert {mail.recipient: mail.language for mail in mails()} == people
    assert SessionMessage.objects.get().subject_ko == "집합 장소 안내"


@pytest.mark.parametrize(("language", "read"), [("ko", "ko"), ("en", "fr")])
def test_the_mail_says_what_was_written(editor, visit, typed, language, read):
    editor.post(address(visit), typed | {"go": "send"})
    with translation.override(language):
        mail = renderers.message(mails()[0].about, "")
    first = typed[f"text_{read}"].split("\n")[0]
    assert mail.subject.startswith(typed[f"subject_{read}"])
    assert first in mail.text
    assert first in mail.html
    assert visit.code in mail.text


def test_who_has_given_up_the_place_gets_nothing(editor, visit, typed):
    person = signed_up([visit])[0]
    editor.post(address(visit), typed | {"go": "send"})
    about = next(mail.about for mail in mails() if mail.recipient == person.email)
    cancel(person.registration)
    assert renderers.message(about, person.email) is None
    assert person not in signed_up([visit])


@pytest.mark.parametrize(
    "changes",
    [
        {"text_fr": "", "text_ko": "", "subject_fr": "", "subject_ko": ""},
        {"text_fr": ""},
        {"subject_en": "Only a subject"},
        {"subject_fr": "x" * 121},
        {"key": "nothing"},
    ],
)
def test_bad_input_is_said_and_nothing_is_sent(editor, visit, typed, changes):
    response = editor.post(address(visit), typed | changes | {"go": "send"})
    assert response.status_code == 200
    assert mails() == []


def test_who_is_in_several_of_the_sessions_gets_one_mail(editor, edition, typed):
    several = edition.sessions.filter(signup_required=True)
    editor.post(address(*several), typed | {"go": "send"})
    addresses = [mail.recipient for mail in mails()]
    assert len(addresses) == len(set(addresses)) == signed_up(several).count()


@pytest.mark.parametrize("who", ["translator-ko", "moderator", "stranger"])
def test_only_editors_write(log_in, visit, typed, who):
    response = log_in(who).post(address(visit), typed | {"go": "send"})
    assert response.status_code in {302, 403}
    assert mails() == []
