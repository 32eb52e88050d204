"""The checks over an edition: its report, its command, and what a workbench asks."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from programme.models import Room, Session
from translations.enums import StringState
from translations.models import GlossaryTerm, LabelReview, StringReview
from translations.queries.findings import checked
from translations.scopes import scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(session):
    return Translation.objects.get(source__object=session.key, target_locale__language_code="ko")


@pytest.fixture
def row(translation):
    """A translated sentence of the session's page."""
    rows = StringTranslation.objects.filter(
        context__object=translation.source.object_id, locale=translation.target_locale
    )
    return rows.order_by("pk")[0]


def codes(translation):
    for page in checked("ko", [translation.source.object_id], {}):
        return [(text.target, [finding.check for finding in text.findings]) for text in page.texts]
    return []


def rewrite(row, text, **review):
    row.data = text
    row.save()
    if review:
        StringReview.objects.update_or_create(translation=row, defaults=review)


def test_a_page_without_faults_is_not_in_the_report(translation):
    assert codes(translation) == []


def test_a_fault_is_found_and_gone_when_it_is_mended(translation, row):
    right = row.data
    rewrite(row, f"{right} 99，")
    assert codes(translation) == [(f"{right} 99，", ["numbers", "full_width"])]
    rewrite(row, right)
    assert codes(translation) == []


def test_a_dismissed_question_is_settled_with_its_reason(translation, row):
    right = row.data
    rewrite(row, f"{right} 99")
    (page,) = checked("ko", [translation.source.object_id], {})
    (found,) = page.texts[0].findings
    rewrite(row, f"{right} 99", state=StringState.TRANSLATED, dismissed={found.key: "지번"})
    (page,) = checked("ko", [translation.source.object_id], {})
    (text,) = page.texts
    assert (page.errors, page.questions, text.findings) == (0, 0, [])
    assert [(finding.check, reason) for finding, reason in text.dismissed] == [("numbers", "지번")]
    # Another number is another question.
    rewrite(row, f"{right} 98")
    assert codes(translation) == [(f"{right} 98", ["numbers"])]


def test_a_proposal_is_nobodys_words(translation, row):
    rewrite(row, "99", state=StringState.PROPOSAL)
    assert codes(translation) == []


def test_levels_of_speech_are_compared_across_a_page(translation):
    rows = StringTranslation.objects.filter(
        context__object=translation.source.object_id, locale=translation.target_locale
    )
    first, second = rows.order_by("pk")[:2]
    rewrite(first, first.data + " 발표가 이어집니다.")
    rewrite(second, second.data + " 발표가 이어져요.")
    assert "endings" in [code for _text, found in codes(translation) for code in found]


def test_labels_are_checked_against_their_source(edition):
    session = edition.sessions.get(code="P1")
    Session.objects.filter(pk=session.pk).update(title_fr="Séance de 14 h", title_ko="15시 회의")
    rows = {Session: Session.objects.filter(pk=session.pk)}
    (page,) = checked("ko", [], rows)
    (text,) = page.texts
    (found,) = text.findings
    assert (text.source, text.target, page.errors) == ("Séance de 14 h", "15시 회의", 1)
    LabelReview.objects.create(
        labels="programme.session",
        object_pk=session.pk,
        field="title",
        language="ko",
        dismissed={found.key: "why"},
    )
    # An error is not settled by a reason.
    assert checked("ko", [], rows)[0].errors == 1


def test_the_report_names_the_fault_and_leads_to_it(translator, translation, row, edition):
    rewrite(row, f"{row.data} 99")
    response = translator.get(reverse("translations:report", args=[edition.slug, "ko"]))
    text = response.content.decode()
    assert f"{reverse('translations:workbench', args=[translation.pk])}#s-" in text
    assert "99." in text
    assert response.context["questions"] >= 1


def test_a_translator_sees_the_report_of_her_language_only(translator, edition):
    url = reverse("translations:report", args=[edition.slug, "en"])
    assert translator.get(url).status_code == 302
    unknown = reverse("translations:report", args=["nothing", "ko"])
    assert translator.get(unknown, follow=True).status_code == 404


def test_the_report_asks_as_much_for_few_rows_as_for_many(translator, edition):
    url = reverse("translations:report", args=[edition.slug, "ko"])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert translator.get(url).status_code == 200
        return len(captured)

    queries()
    before = queries()
    for number in range(20):
        GlossaryTerm.objects.create(term_fr=f"mot {number}", term_ko=f"낱말 {number}")
    StringTranslation.objects.filter(locale__language_code="ko").update(data="99")
    rooms = Room.objects.filter(venue=edition.venue)
    rooms.update(name_fr="Salle 1", name_ko="2번 회의실")
    assert queries() == before <= 50


def check(*args):
    out = io.StringIO()
    try:
        call_command("check_translations", *args, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_the_command_fails_while_something_published_lacks_a_language(edition):
    held = scope(edition.slug)
    for language in ("ko", "en"):
        assert [page.title for page in checked(language, held.keys(), {}) if page.errors] == []
    text, error = check(edition.slug)
    assert "ko: 10 missing, 0 errors," in text
    assert "to mend" in error


def test_the_command_fails_for_an_error_and_says_where(edition, row):
    rewrite(row, "")
    rewrite(row, "<b> </b>")
    text, error = check(edition.slug)
    assert "[blank]" in text
    assert error


def test_the_command_succeeds_where_nothing_is_missing(monkeypatch, edition):
    monkeypatch.setattr("translations.scopes._finders", [])
    text, error = check("unknown")
    assert (text, error) == ("", "No edition 'unknown'.")
