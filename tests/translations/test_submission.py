"""Sending pages to the translators."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    TemplateSegment,
    Translation,
    TranslationSource,
)

from programme.models import Session
from programme.pages import SessionPage
from programme.services.sessions import create_session
from translations.models import Submission
from translations.services.refresh import refresh_sentences
from translations.services.sources import write_segments
from translations.services.submission import (
    NotASourceError,
    run_submission,
    submit_page,
    submit_tree,
)


@pytest.fixture
def new_page(edition) -> SessionPage:
    """A published session that nobody has sent for translation."""
    session = Session(
        edition=edition, code="N1", kind="workshop", title_fr="Neuve", title_ko="새로운 회의"
    )
    page = create_session(session, spoken=[], interpreted=[])
    page.abstract = "<p>Une phrase.</p><p>Une autre.</p>"
    page.save_revision().publish()
    return page


def targets() -> list[Locale]:
    return list(Locale.objects.exclude(language_code="fr"))


def test_submitting_an_edition_returns_at_once(editor, edition, new_page):
    root = edition.pages.get(locale__language_code="fr")
    data = {"locales": [locale.pk for locale in targets()]}
    with CaptureQueriesContext(connection) as captured:
        response = editor.post(f"/admin/translations/submit/{root.pk}/", data)
    submission = Submission.objects.latest("pk")
    assert response["Location"] == f"/admin/translations/submissions/{submission.pk}/"
    assert (submission.state, submission.done, submission.total) == ("waiting", 0, 50)
    assert new_page.get_translations().count() == 0
    assert len(captured) <= 40

    run_submission.call(submission.pk)
    submission.refresh_from_db()
    assert (submission.state, submission.done, submission.problems) == ("done", 50, [])
    assert sorted(
        (page.locale.language_code, page.title, page.slug, page.live)
        for page in new_page.get_translations()
    ) == [("en", "Neuve", "neuve", False), ("ko", "새로운 회의", "neuve", False)]
    assert Page.find_problems() == ([], [], [], [], [])


def test_running_a_submission_again_changes_nothing(new_page):
    submission = submit_tree(new_page, targets(), None)
    run_submission.call(submission.pk)
    before = sorted(Page.objects.values_list("pk", "draft_title", "latest_revision"))
    Submission.objects.filter(pk=submission.pk).update(state="running")
    run_submission.call(submission.pk)
    assert sorted(Page.objects.values_list("pk", "draft_title", "latest_revision")) == before


def test_a_double_click_sends_once(editor, new_page):
    address = f"/admin/translations/submit/{new_page.pk}/"
    everything = {"locales": [locale.pk for locale in targets()]}
    first, second = (editor.post(address, everything) for _click in range(2))
    assert second["Location"] == first["Location"]
    other = editor.post(address, {"locales": everything["locales"][:1]})
    assert other["Location"] != first["Location"]
    assert Submission.objects.filter(root=new_page).count() == 2


def test_a_published_translation_keeps_its_words(session):
    """Sending a page again must not put French on the Korean page."""
    korean = session.pages.get(locale__language_code="ko")
    submit_page(session.pages.get(locale__language_code="fr"), targets(), None)
    assert session.pages.get(locale__language_code="ko").abstract == korean.abstract


def test_the_titles_are_not_sentences(new_page):
    """Titles are labels, slugs are shared: translators get the abstract only."""
    submit_page(new_page, targets(), None)
    source = TranslationSource.objects.get_for_instance(new_page)
    strings = source.stringsegment_set.order_by("order").values_list("string__data", flat=True)
    assert list(strings) == ["Une phrase.", "Une autre."]
    assert list(source.overridablesegment_set.values_list("context__path", flat=True)) == []


def test_a_translation_is_no_source(session, admin_client):
    korean = session.pages.get(locale__language_code="ko")
    with pytest.raises(NotASourceError):
        submit_tree(korean, targets(), None)
    answer = admin_client.post(f"/admin/translations/submit/{korean.pk}/", {"locales": [2]})
    assert answer["Location"] == "/admin/"


def test_a_submission_that_was_given_up_says_so(editor, new_page):
    submission = submit_tree(new_page, targets(), None)
    address = f"/admin/translations/submissions/{submission.pk}/"
    assert "http-equiv" in editor.get(address).content.decode()
    DBTaskResult.objects.ready().update(status="FAILED")
    page = editor.get(address).content.decode()
    assert "http-equiv" not in page
    assert "interrompu avant la fin" in page


def test_the_editor_chooses_at_least_one_language(editor, new_page):
    response = editor.post(f"/admin/translations/submit/{new_page.pk}/", {})
    assert response.status_code == 200
    assert "Choisissez au moins une langue." in response.content.decode()


def test_the_engines_own_form_leads_to_ours(editor, new_page):
    response = editor.get(f"/admin/localize/submit/page/{new_page.pk}/")
    assert response["Location"] == f"/admin/translations/submit/{new_page.pk}/"


def test_the_engines_own_submission_goes_through_the_worker(editor, edition, new_page):
    """wagtail-localize's background work becomes a Submission, not one long transaction."""
    Translation.objects.all().delete()
    root = edition.pages.get(locale__language_code="fr")
    locale = Locale.objects.get(language_code="ko")
    Page.objects.filter(locale=locale, depth__gt=2).delete()
    Page.fix_tree()
    before = Submission.objects.count()
    editor.post(
        f"/admin/localize/submit/page/{root.pk}/", {"locales": [locale.pk], "include_subtree": "on"}
    )
    assert Submission.objects.count() == before + 1
    assert Submission.objects.latest("pk").root_id == root.pk


@pytest.mark.parametrize("sentences", [12, 500])
def test_one_page_takes_at_most_150_queries_a_language_however_long(new_page, sentences):
    """wagtail-localize alone takes about 500 for twelve sentences, and more for more."""

    def cost(page: Page) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert submit_page(page, targets(), None) == []
        return len(captured)

    new_page.abstract = "".join(f"<p>Une phrase, la {number}e.</p>" for number in range(sentences))
    new_page.save_revision().publish()
    assert cost(new_page) <= 150 * 2
    source = TranslationSource.objects.get_for_instance(new_page)
    assert source.stringsegment_set.count() == sentences


def test_reading_a_long_page_again_takes_as_few_queries_as_a_short_one(new_page):
    submit_page(new_page, targets(), None)

    def cost(sentences: int) -> int:
        body = "".join(f"<p>La version {sentences}, phrase {n}.</p>" for n in range(sentences))
        SessionPage.objects.filter(pk=new_page.pk).update(abstract=body)
        page = SessionPage.objects.get(pk=new_page.pk)
        with CaptureQueriesContext(connection) as captured:
            refresh_sentences(page)
        source = TranslationSource.objects.get_for_instance(page)
        assert source.stringsegment_set.count() == sentences
        return len(captured)

    cost(1)
    assert cost(190) == cost(60)


def test_the_same_sentences_are_read_as_wagtail_localize_reads_them(db):
    """Same rows, in fewer queries: on every page of the sample."""

    def rows() -> list[tuple]:
        values = ("source", "context__path", "string__data", "order", "attrs")
        return sorted(StringSegment.objects.values_list(*values))

    StringSegment.objects.all().delete()
    TemplateSegment.objects.all().delete()
    for source in TranslationSource.objects.all():
        write_segments(source)
    ours = rows()
    StringSegment.objects.all().delete()
    for source in TranslationSource.objects.all():
        source.refresh_segments()
    assert rows() == ours
    assert len(ours) > 80


def test_a_draft_is_translated_as_its_latest_draft(edition):
    session = Session(edition=edition, code="N2", kind="workshop", title_fr="Future")
    page = create_session(session, spoken=[], interpreted=[])
    page.abstract = "<p>Pas encore publique.</p>"
    page.save_revision()
    submit_page(page, targets(), None)
    source = TranslationSource.objects.get_for_instance(page)
    strings = source.stringsegment_set.values_list("string__data", flat=True)
    assert list(strings) == ["Pas encore publique."]
