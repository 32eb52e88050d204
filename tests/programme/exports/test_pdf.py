"""The programme on paper says what the released version says, in each language."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from programme.exports.pdf import programme_pdf
from programme.queries.entries import released_schedule
from tests.factories import crowd
from tests.programme.test_programme_page import queries_of


def pdf(edition, language: str) -> bytes:
    with translation.override(language):
        return programme_pdf(edition, released_schedule(edition))


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Forum franco-coréen 2027", "09:30–10:45 Paris", "17:30–18:45 Séoul"]),
        ("ko", ["2027 한불 지방정부 포럼", "09:30–10:45 파리", "17:30–18:45 서울", "홍길동"]),
        ("en", ["Franco-Korean Forum 2027", "09:30–10:45 Paris", "17:30–18:45 Seoul"]),
    ],
)
def test_it_says_what_when_and_where_on_both_shores(edition, caplog, language, words):
    text = text_of(pdf(edition, language))
    assert [word for word in words if word not in text] == []
    titles = edition.sessions.filter(slots__schedule=released_schedule(edition))
    with translation.override(language):
        found = " ".join(text.split())
        assert [s.title for s in titles.distinct() if " ".join(s.title.split()) not in found] == []
    # A letter that the font lacks would be logged.
    assert caplog.text == ""


def test_its_language_is_written_in_it(edition):
    reader = PdfReader(io.BytesIO(pdf(edition, "ko")))
    assert reader.trailer["/Root"]["/Lang"] == "ko"
    assert reader.metadata.title == "2027 한불 지방정부 포럼"


def test_a_cancelled_session_says_so(edition, session):
    type(session).objects.filter(pk=session.pk).update(state="cancelled")
    assert "Annulé" in text_of(pdf(edition, "fr"))


def test_the_same_version_gives_the_same_file(edition):
    assert pdf(edition, "fr") == pdf(edition, "fr")


def test_it_is_public_in_each_language(visitor, db):
    answer = visitor.get("/ko/forum-2027/programme.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert not answer.cookies
    assert "공공정원" in text_of(answer.content)


def test_there_is_none_before_a_release(visitor, edition):
    edition.schedules.filter(version__gt=0).delete()
    assert visitor.get("/fr/forum-2027/programme.pdf").status_code == 404


def test_queries_do_not_grow_with_the_sessions(visitor, edition):
    few = queries_of(visitor, "/fr/forum-2027/programme.pdf")
    crowd(edition, 300)
    assert queries_of(visitor, "/fr/forum-2027/programme.pdf") == few
