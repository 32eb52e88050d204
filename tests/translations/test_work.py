"""What is left to do is told truly, the moment it is so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import Translation

from programme.models import Session
from translations.enums import WorkState
from translations.labels import label_sets
from translations.queries.labels import label_work
from translations.queries.pages import missing_strings, page_work
from translations.queries.submissions import pages_not_sent
from translations.services.publication import publish_translation
from translations.services.strings import translate_sentences


def state_of(page: Page, language: str) -> WorkState:
    (found,) = (w for w in page_work(language) if w.page.translation_key == page.translation_key)
    return found.state


def translation_of(page: Page, language: str) -> Translation:
    return Translation.objects.get(
        source__object=page.translation_key, target_locale__language_code=language
    )


@pytest.fixture
def french(session):
    return session.pages.get(locale__language_code="fr")


def publish(page, abstract: str) -> None:
    page.abstract = abstract
    page.save_revision().publish()


def test_the_sample_leaves_a_handful_to_do(db):
    korean = [w for w in page_work("ko") if w.state != WorkState.PUBLISHED]
    english = [w for w in page_work("en") if w.state != WorkState.PUBLISHED]
    assert sorted(w.state for w in korean) == ["to_adapt"] * 2 + ["to_translate"] * 7
    assert sorted(w.state for w in english) == ["to_adapt"] * 2 + ["to_translate"] * 4
    assert [work.labels.name for work in label_work("ko")] == ["programme.session"] * 2
    assert len(label_work("en")) == 1


def test_a_changed_source_is_to_adapt_at_once_and_the_old_words_stay(session, french):
    assert state_of(french, "ko") == WorkState.PUBLISHED
    korean = session.pages.get(locale__language_code="ko")
    publish(french, french.abstract + "<p>Une phrase de plus.</p>")
    assert state_of(french, "ko") == WorkState.TO_ADAPT
    assert state_of(french, "en") == WorkState.TO_ADAPT
    after = session.pages.get(locale__language_code="ko")
    assert (after.live, after.abstract) == (True, korean.abstract)


def test_a_sentence_taken_out_waits_for_publication(session, french):
    """Nothing is missing, but the Korean page still shows what French readers no longer see."""
    first = french.abstract.split("</p>")[0] + "</p>"
    publish(french, first)
    assert state_of(french, "ko") == WorkState.TO_PUBLISH


def test_publishing_the_same_sentences_again_outdates_nothing(session, french):
    publish(french, french.abstract)
    assert state_of(french, "ko") == WorkState.PUBLISHED


def test_leaving_a_menu_is_leaving_it_everywhere(db, visitor):
    page = Page.objects.get(url_path="/fr/archive/").specific
    page.show_in_menus = False
    page.save_revision().publish()
    for language in ("fr", "ko", "en"):
        assert f'href="/{language}/archive/"' not in visitor.get(f"/{language}/").content.decode()


def test_from_new_sentence_to_published(
    session, french, django_capture_on_commit_callbacks, visitor
):
    publish(french, french.abstract + "<p>Une phrase de plus.</p>")
    translation = translation_of(french, "ko")
    assert missing_strings(translation) == 1
    assert translate_sentences(translation, {"Une phrase de plus.": "한 문장 더."}) == 1
    assert state_of(french, "ko") == WorkState.TO_PUBLISH
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation)
    assert state_of(french, "ko") == WorkState.PUBLISHED
    page = visitor.get(session.pages.get(locale__language_code="ko").url).content.decode()
    assert "한 문장 더." in page


def test_markup_of_the_source_is_kept(french):
    publish(french, "<p>Un <b>mot</b> fort.</p>")
    translation = translation_of(french, "ko")
    (segment,) = translation.source.stringsegment_set.all()
    translate_sentences(translation, {segment.string.data: "<script>alert(1)</script>"})
    assert missing_strings(translation) == 1
    translate_sentences(translation, {segment.string.data: "강한 <b>낱말</b>"})
    assert missing_strings(translation) == 0


def test_work_lists_ask_a_constant_number_of_queries(edition):
    with CaptureQueriesContext(connection) as few:
        page_work("ko")
        label_work("ko")
    Session.objects.bulk_create(
        Session(edition=edition, code=f"N{n}", kind="workshop", title_fr=f"Titre {n}")
        for n in range(30)
    )
    with CaptureQueriesContext(connection) as many:
        page_work("ko")
        assert len(label_work("ko")) == 32
    assert len(many) == len(few) == 2 + len(label_sets())


def test_a_label_entered_in_korean_first_is_missing_elsewhere(edition):
    Session.objects.create(edition=edition, code="N1", kind="workshop", title_ko="새로운")
    assert [w.text for w in label_work("en") if w.text_language == "ko"] == ["새로운"]
    assert len(label_work("ko")) == 2


def test_published_pages_nobody_sent(edition):
    from programme.services.sessions import create_session

    session = Session(edition=edition, code="N1", kind="workshop", title_fr="Neuve")
    page = create_session(session, spoken=[], interpreted=[])
    assert list(pages_not_sent("ko")) == []
    page.save_revision().publish()
    assert [p.title for p in pages_not_sent("ko")] == ["Neuve"]


def test_the_list_of_a_translator(translator, editor):
    page = translator.get("/admin/translations/ko/").content.decode()
    assert "공공정원, 관리에서 배우다" in page
    assert "수정 필요" in page
    board = editor.get("/admin/translations/ko/").content.decode()
    assert "/edit/" not in board.split("<h2>")[1]
