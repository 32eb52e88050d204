"""What is left to do is told truly, the moment it is so."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import Translation

from programme.models import Session
from tests.translations.sources import publish
from translations.enums import Kind, Stage
from translations.queries.pages import missing_strings
from translations.queries.work import work
from translations.queries.work.items import Count, Item
from translations.services.publication import publish_translation
from translations.services.strings import translate_sentences


def item_of(page: Page, language: str) -> Item:
    (found,) = (
        item
        for item in work([language])
        if item.key == page.translation_key and item.kind == Kind.PAGE
    )
    return found


def state_of(page: Page, language: str) -> Stage:
    return item_of(page, language).stage


def left(language: str, kind: Kind) -> list[Item]:
    items = work([language])
    return [item for item in items if item.kind == kind and item.stage != Stage.PUBLISHED]


def translation_of(page: Page, language: str) -> Translation:
    return Translation.objects.get(
        source__object=page.translation_key, target_locale__language_code=language
    )


def test_the_sample_leaves_a_handful_to_do(db):
    korean, english = left("ko", Kind.PAGE), left("en", Kind.PAGE)
    assert sorted(item.stage for item in korean) == ["to_adapt"] * 2 + ["to_translate"] * 7
    assert sorted(item.stage for item in english) == ["to_adapt"] * 2 + ["to_translate"] * 4
    labels = left("ko", Kind.LABEL)
    assert [item.type_name for item in labels] == ["programme.session"] * 2
    assert len(left("en", Kind.LABEL)) == 1
    assert len(left("ko", Kind.DOCUMENT)) == 1


def test_an_edited_sentence_is_to_adapt_in_the_same_request(session, french):
    """Nobody presses a button for it, and what Korean readers see stays."""
    korean = session.pages.get(locale__language_code="ko")
    first, rest = french.abstract.split("</p>", 1)
    words = first.rpartition(" ")[0] + " demain.</p>" + rest
    publish(french, words)
    for language in ("ko", "en"):
        item = item_of(french, language)
        assert (item.stage, item.stale, item.left.texts) == (Stage.TO_ADAPT, True, 1)
    assert session.pages.get(locale__language_code="ko").abstract == korean.abstract


def test_a_longer_source_is_to_translate_at_once_and_the_old_words_stay(session, french):
    assert state_of(french, "ko") == Stage.PUBLISHED
    korean = session.pages.get(locale__language_code="ko")
    publish(french, french.abstract + "<p>Une phrase de plus.</p>")
    for language in ("ko", "en"):
        item = item_of(french, language)
        assert (item.stage, item.stale, item.left) == (Stage.TO_TRANSLATE, True, Count(1, 4))
    after = session.pages.get(locale__language_code="ko")
    assert (after.live, after.abstract) == (True, korean.abstract)


def test_a_sentence_taken_out_waits_for_publication(session, french):
    """Nothing is missing, but the Korean page still shows what French readers no longer see."""
    first = french.abstract.split("</p>")[0] + "</p>"
    publish(french, first)
    assert state_of(french, "ko") == Stage.DONE


def test_publishing_the_same_sentences_again_outdates_nothing(session, french):
    publish(french, french.abstract)
    assert state_of(french, "ko") == Stage.PUBLISHED


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
    assert state_of(french, "ko") == Stage.TO_VALIDATE
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation)
    assert state_of(french, "ko") == Stage.PUBLISHED
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


def test_work_asks_a_constant_number_of_queries(edition):
    with CaptureQueriesContext(connection) as few:
        before = len(work(["ko", "en"]))
    Session.objects.bulk_create(
        Session(edition=edition, code=f"N{n}", kind="workshop", title_fr=f"Titre {n}")
        for n in range(30)
    )
    with CaptureQueriesContext(connection) as many:
        assert len(work(["ko", "en"])) == before + 60
    assert len(many) == len(few) <= 20


def test_a_label_entered_in_korean_first_is_missing_elsewhere(edition):
    Session.objects.create(edition=edition, code="N1", kind="workshop", title_ko="새로운")
    english = left("en", Kind.LABEL)
    assert [item.title.text for item in english if item.title.language == "ko"] == ["새로운"]
    assert len(left("ko", Kind.LABEL)) == 2


def test_published_pages_nobody_sent(edition):
    from programme.services.sessions import create_session

    session = Session(edition=edition, code="N1", kind="workshop", title_fr="Neuve")
    page = create_session(session, spoken=[], interpreted=[])
    assert left("ko", Kind.PAGE)[-1].stage != Stage.MISSING
    page.save_revision().publish()
    (missing,) = (item for item in left("ko", Kind.PAGE) if item.stage == Stage.MISSING)
    assert (missing.title.text, missing.source, missing.translation) == ("Neuve", page.pk, None)


def test_the_list_of_a_translator(translator):
    page = translator.get("/admin/translations/ko/").content.decode()
    assert "공공정원, 관리에서 배우다" in page
    assert "수정 필요" in page
