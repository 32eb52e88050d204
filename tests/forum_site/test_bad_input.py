"""Whatever is sent, the answer is a page in the reader's language, never a 500."""

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.test import Client

from forum_site.views import is_away
from tests.html import soup

ANSWERS = {
    "fr": {"404": "Page introuvable", "400": "Demande non comprise"},
    "ko": {"404": "페이지를 찾을 수 없습니다", "400": "요청을 처리할 수 없습니다"},
    "en": {"404": "Page not found", "400": "Request not understood"},
}


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
@pytest.mark.parametrize(
    "rest",
    [
        "nothing/",
        "forum-2027/nothing/",
        "forum-2027/programme/no-such-session/",
        "forum-1027/programme/",
        "rencontre-2016-paris/programme/",
        "forum-2027/speakers/nobody/",
        "세션/",
        "%ED%A0%80/",
        "%FF/",
        "../../etc/passwd/",
    ],
)
def test_unknown_addresses(db, visitor, code, rest):
    response = visitor.get(f"/{code}/{rest}", follow=True)
    assert response.status_code == 404
    assert soup(response).html["lang"] == code
    assert soup(response).h1.get_text() == ANSWERS[code]["404"]


def test_unknown_language(db, visitor):
    """There is no /de/: the way leads to the languages there are."""
    response = visitor.get("/de/forum-2027/", follow=True, headers={"accept-language": "de"})
    assert response.status_code == 404
    assert soup(response).h1.get_text() == ANSWERS["fr"]["404"]


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
@pytest.mark.parametrize(
    "rest",
    [
        "%00/",
        "forum-2027/programme/?day=%00",
        "forum-2027/programme/?%00=1",
        "?q=" + "x" * 10_000,
        "x" * 5_000 + "/",
    ],
)
def test_unreadable_requests(db, visitor, code, rest):
    response = visitor.get(f"/{code}/{rest}")
    assert response.status_code == 400
    assert soup(response).html["lang"] == code
    assert soup(response).h1.get_text() == ANSWERS[code]["400"]


def test_lone_surrogates_in_a_query(db, visitor):
    """Not UTF-8: what cannot be read is no choice."""
    response = visitor.get("/ko/forum-2027/programme/?day=%ED%A0%80")
    assert response.status_code == 200
    assert "프로그램에 없는 항목입니다." in response.content.decode()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("fr", "Ce choix ne figure pas au programme."),
        ("ko", "프로그램에 없는 항목입니다."),
        ("en", "The programme does not hold this."),
    ],
)
@pytest.mark.parametrize(
    "query",
    ["day=9999-12-31", "day=yesterday", "track=0", "track=-1", "kind=dance", "day=2027-03-25'--"],
)
def test_unknown_choices_show_the_whole_programme(db, visitor, code, sentence, query):
    whole = visitor.get(f"/{code}/forum-2027/programme/")
    response = visitor.get(f"/{code}/forum-2027/programme/?{query}")
    assert response.status_code == 200
    assert [e.get_text() for e in soup(response).select(".error")] == [sentence]
    assert len(soup(response).select(".entry")) == len(soup(whole).select(".entry"))


def test_null_in_a_posted_form(db, visitor):
    response = visitor.post("/account/login/", "login=a%00b&password=x", content_type=FORM)
    assert response.status_code == 400


FORM = "application/x-www-form-urlencoded"


def test_a_form_without_its_token(db):
    """What is missing is said in the reader's language."""
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/login/", {"login": "x"}, headers={"accept-language": "ko"})
    assert response.status_code == 403
    assert soup(response).h1.get_text() == "입력 유효 시간 만료"


def test_what_a_role_may_not_do_is_said(translator, session):
    page = session.pages.get(locale__language_code="fr")
    response = translator.get(f"/admin/localize/submit/page/{page.pk}/")
    assert response.status_code == 403
    assert soup(response).h1.get_text() == "접근 권한 없음"


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("/fr/x/", "fr", "Une erreur est survenue"),
        ("/ko/x/", "ko", "오류가 발생하였습니다"),
        ("/en/x/", "en", "Something went wrong"),
        ("/x/", "fr", "Une erreur est survenue"),
    ],
)
def test_500_asks_nothing_of_the_database(rf, path, language, title):
    from forum_site.views import server_error

    response = server_error(rf.get(path))
    assert response.status_code == 500
    assert soup(response).html["lang"] == language
    assert soup(response).h1.get_text() == title


def lost_in_mid_query() -> DatabaseError:
    """As Django raises it when psycopg2 loses the connection."""
    error = DatabaseError("terminated")
    error.__cause__ = Exception("server closed the connection")
    return error


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OperationalError("gone"), True),
        (InterfaceError("closed"), True),
        (lost_in_mid_query(), True),
        (DatabaseError("Save with update_fields did not affect any rows."), False),
        (IntegrityError("taken"), False),
        (ValueError("ours"), False),
    ],
)
def test_only_a_database_that_is_away_is_worth_another_try(error, away):
    assert is_away(error) is away
