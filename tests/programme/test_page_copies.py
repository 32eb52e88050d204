"""The pages of a new edition: drafts in every language, with the work of their translators."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)

from home.models import StandardPage
from home.pages import HomePage
from programme.models import Edition, EditionCopy
from programme.pages import EditionPage, SessionPage, SpeakerPage
from programme.services.page_copies import copy_page, pages_to_copy, run_copy
from tests.factories import next_edition
from tests.html import soup
from translations.enums import Stage
from translations.queries import work as every
from translations.queries.pages import missing_strings
from translations.scopes import scope
from translations.services.publication import publish_translation
from translations.services.strings import translate_sentences

LANGUAGES = ("fr", "ko", "en")
#: What one page in one language may cost.
QUERIES = 80


@pytest.fixture
def work(edition) -> EditionCopy:
    """The next edition, whose pages wait for the worker."""
    return EditionCopy.objects.get(edition=next_edition(edition))


@pytest.fixture
def new(work) -> Edition:
    """The next edition with its pages."""
    run_copy.call(work.pk)
    work.refresh_from_db()
    assert (work.state, work.done, work.problems) == ("done", work.total, [])
    return work.edition


def below(slug: str, language: str):
    """The pages of an edition in one language, parents first."""
    path = f"/{language}/{slug}/"
    return Page.objects.filter(url_path__startswith=path).order_by("depth", "path")


def translations_of(slug: str) -> list[Translation]:
    keys = below(slug, "fr").values("translation_key")
    return list(Translation.objects.filter(source__object__in=keys, enabled=True))


def test_every_page_is_a_draft_in_every_language(edition, new, visitor):
    assert Page.find_problems() == ([], [], [], [], [])
    for language in LANGUAGES:
        old = below(edition.slug, language).exclude(url_path__contains="/speakers/")
        pages = below(new.slug, language)
        expected = [
            (page.url_path.replace("forum-2027", "forum-2028"), page.content_type_id)
            for page in old
        ]
        speakers_page = f"/{language}/{new.slug}/speakers/"
        found = [(page.url_path, page.content_type_id) for page in pages]
        assert [item for item in found if item[0] != speakers_page] == expected
        assert speakers_page in dict(found)
        assert {(p.live, p.has_unpublished_changes, p.alias_of_id) for p in pages} == {
            (False, True, None)
        }
        title = getattr(new, f"title_{language}")
        assert pages[0].title == pages[0].draft_title == title
    assert visitor.get(f"/ko/{new.slug}/").status_code == 404


def test_the_words_are_those_of_the_last_edition(edition, new):
    for before in SessionPage.objects.filter(session__edition=edition):
        after = SessionPage.objects.get(
            session__edition=new, session__code=before.session.code, locale=before.locale
        )
        assert after.abstract == before.abstract
        assert after.get_latest_revision_as_object().abstract == before.abstract
        assert (after.title, after.translation_key) == (before.title, after.session.key)
    intro = EditionPage.objects.get(edition=new, locale__language_code="ko").introduction
    assert (
        intro == EditionPage.objects.get(edition=edition, locale__language_code="ko").introduction
    )


def test_nine_of_ten_sentences_need_nobody(edition, new):
    """Those that do, needed somebody in the last edition too."""
    before, after = (
        {
            (t.source.specific_content_type_id, t.source.object_repr, t.target_locale_id): (
                t.source.stringsegment_set.count(),
                missing_strings(t),
            )
            for t in translations_of(slug)
        }
        for slug in (edition.slug, new.slug)
    )
    assert {key: after[key] for key in after if key in before} == {
        key: before[key] for key in after if key in before
    }
    total, missing = (sum(column) for column in zip(*after.values(), strict=True))
    assert (total, missing) == (162, 14)
    assert missing <= total / 10


def test_translators_find_the_new_pages_in_their_lists(new):
    for language in ("ko", "en"):
        listed = {item.target for item in every.work([language], scope(new.slug))}
        assert set(below(new.slug, language).values_list("pk", flat=True)) <= listed


def test_every_label_has_its_languages(edition, new):
    """None lacks one that it had."""
    for language in ("ko", "en"):
        lacking = {
            held: sum(
                item.type_name == "programme.session" and item.stage == Stage.TO_TRANSLATE
                for item in every.work([language], scope(held.slug))
            )
            for held in (edition, new)
        }
        assert lacking[new] <= lacking[edition]


def test_what_one_page_costs(edition, session, work):
    """At most 80 queries for a page in a language, however many its sentences."""
    page = session.pages.get(locale__language_code="fr")
    page.abstract = "".join(f"<p>Phrase numéro {number}.</p>" for number in range(150))
    page.save_revision().publish()
    counts = {}
    for item in pages_to_copy(work):
        with CaptureQueriesContext(connection) as captured:
            copy_page(item, work)
        counts[item.page.url_path] = len(captured)
    assert {path: count for path, count in counts.items() if count > QUERIES} == {}
    assert counts[page.url_path] <= max(counts[path] for path in counts if "/programme/" in path)
    copied = work.edition.sessions.get(code="P1").pages.get(locale__language_code="fr")
    source = TranslationSource.objects.get_for_instance(copied)
    assert StringSegment.objects.filter(source=source).count() == 150


def test_what_the_whole_costs(work):
    with CaptureQueriesContext(connection) as captured:
        run_copy.call(work.pk)
    work.refresh_from_db()
    assert work.total == 3 * 33
    assert len(captured) <= QUERIES * work.total


@pytest.mark.usefixtures("new")
def test_copies_are_published_as_any_page_is(edition, django_capture_on_commit_callbacks):
    fresh = SessionPage.objects.get(
        session__code="P1", session__edition__slug="forum-2028", locale__language_code="fr"
    )
    for page in (EditionPage.objects.get(edition__slug="forum-2028", locale=fresh.locale), fresh):
        page.get_latest_revision().publish()
    korean = Translation.objects.get(
        source__object=fresh.translation_key, target_locale__language_code="ko"
    )
    assert missing_strings(korean) == 0
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(korean)
    published = SessionPage.objects.get(session=fresh.session, locale__language_code="ko")
    before = SessionPage.objects.get(
        session__edition=edition, session__code="P1", locale__language_code="ko"
    )
    assert (published.live, published.abstract) == (True, before.abstract)
    assert published.url_path == "/ko/forum-2028/programme/" + published.slug + "/"
    assert Page.find_problems() == ([], [], [], [], [])


def test_of_a_draft_the_latest_words_come_along(edition, session):
    """What the public does not read yet is copied as editors last left it."""
    page = session.pages.get(locale__language_code="fr")
    page.unpublish()
    page.abstract = "<p>Une phrase toute neuve.</p>"
    page.save_revision()
    shown = edition.sessions.get(code="P2").pages.get(locale__language_code="fr")
    former = shown.abstract
    shown.abstract = "<p>Pas encore publiée.</p>"
    shown.save_revision()
    new = next_edition(edition)
    run_copy.call(new.made_by.pk)
    copies = {
        code: SessionPage.objects.get(
            session__edition=new, session__code=code, locale__language_code="fr"
        )
        for code in ("P1", "P2")
    }
    assert (copies["P1"].abstract, copies["P2"].abstract) == (page.abstract, former)
    source = TranslationSource.objects.get_for_instance(copies["P1"])
    sentences = source.stringsegment_set.values_list("string__data", flat=True)
    assert list(sentences) == ["Une phrase toute neuve."]


def test_what_a_language_shows_instead_comes_along(session, work):
    """Translators may put another picture or address into a page of theirs."""
    korean = Locale.objects.get(language_code="ko")
    place = TranslationContext.objects.filter(object=session.key)[0]
    SegmentOverride.objects.create(locale=korean, context=place, data_json='"x"')
    run_copy.call(work.pk)
    key = work.edition.sessions.get(code="P1").key
    override = SegmentOverride.objects.get(context__object=key)
    assert (override.locale, override.data_json, override.context.path) == (
        korean, '"x"', place.path,
    )  # fmt: skip


def test_what_is_not_used_any_more_stays_behind(edition, new):
    """Translations of sentences that the page does not have any more."""
    for key in below(new.slug, "fr").values_list("translation_key", flat=True):
        in_use = set(
            StringSegment.objects.filter(source__object=key).values_list("string", "context")
        )
        held = StringTranslation.objects.filter(context__object=key)
        assert set(held.values_list("translation_of", "context")) <= in_use


def test_an_unfinished_copy_is_taken_up(edition, work):
    wanted = pages_to_copy(work)
    for item in wanted[:40]:
        copy_page(item, work)
    before = set(below("forum-2028", "fr").values_list("pk", flat=True))
    run_copy.call(work.pk)
    after = {code: below("forum-2028", code).count() for code in LANGUAGES}
    assert sum(after.values()) == len(wanted) == work.total
    assert before <= set(below("forum-2028", "fr").values_list("pk", flat=True))
    run_copy.call(work.pk)
    assert {code: below("forum-2028", code).count() for code in LANGUAGES} == after


def test_speakers_come_along_with_their_biographies(edition):
    new = next_edition(edition, parts=["speakers", "texts"])
    run_copy.call(new.made_by.pk)
    for language in LANGUAGES:
        old, now = (
            SpeakerPage.objects.filter(
                speaker__edition=held, locale__language_code=language
            ).values_list("slug", "title", "biography")
            for held in (edition, new)
        )
        assert sorted(now) == sorted(old)
    assert not SessionPage.objects.filter(session__edition=new).exists()


def test_without_texts_there_is_an_empty_page_for_each_fact(edition):
    new = next_edition(edition, parts=["sessions", "registration"])
    run_copy.call(new.made_by.pk)
    assert EditionCopy.objects.get().total == below(new.slug, "fr").count()
    pages = SessionPage.objects.filter(session__edition=new)
    assert pages.count() == new.sessions.count()
    assert set(pages.values_list("abstract", "live", "locale__language_code")) == {
        ("", False, "fr")
    }
    paths = set(below(new.slug, "fr").filter(depth=4).values_list("slug", flat=True))
    assert paths == {"programme", "speakers", "registration"}


def test_without_registration_its_page_stays_behind(edition):
    new = next_edition(edition, parts=["texts"])
    run_copy.call(new.made_by.pk)
    paths = set(below(new.slug, "ko").values_list("slug", flat=True))
    assert paths == {"forum-2028", "programme", "speakers", "practical"}


def test_after_one_of_the_archive_there_is_a_programme(db):
    archive = Edition.objects.get(slug="reunion-2020-paris")
    new = next_edition(archive)
    run_copy.call(new.made_by.pk)
    slugs = [page.slug for page in below(new.slug, "fr")]
    assert slugs == [new.slug, "programme", "speakers"]


def test_dates_of_publication_and_locks_stay_behind(edition, session, admin_user):
    page = session.pages.get(locale__language_code="fr")
    Page.objects.filter(pk=page.pk).update(
        expire_at="2027-12-31T00:00Z", locked=True, locked_by=admin_user
    )
    new = next_edition(edition)
    run_copy.call(new.made_by.pk)
    copy = new.sessions.get(code="P1").pages.get(locale__language_code="fr")
    assert (copy.expire_at, copy.locked, copy.locked_by) == (None, False, None)
    assert copy.get_latest_revision_as_object().expire_at is None


LINKS = (
    '<p>Voir <a linktype="page" id="{0}">ici</a>, <a id="{0}" linktype="page">là</a>, '
    '<a linktype="page" id="{1}">ailleurs</a>.</p>'
)


def test_links_lead_to_the_pages_of_the_new_edition(
    edition, session, django_capture_on_commit_callbacks
):
    """Those to other pages stay; translations follow."""
    practical, archive = (
        StandardPage.objects.get(slug="practical", locale__language_code="fr"),
        Page.objects.get(slug="archive", locale__language_code="fr"),
    )
    page = session.pages.get(locale__language_code="fr")
    page.abstract = LINKS.format(practical.pk, archive.pk)
    page.save_revision().publish()
    practical.body = [("text", f'<p><a linktype="page" id="{page.pk}">Séance</a></p>')]
    practical.save_revision().publish()
    korean = Translation.objects.get(source__object=session.key, target_locale__language_code="ko")
    sentence = korean.source.stringsegment_set.get().string.data
    translate_sentences(korean, {sentence: sentence.replace("Voir", "참조")})
    new = next_edition(edition)
    run_copy.call(new.made_by.pk)
    copied = new.sessions.get(code="P1").pages.get(locale__language_code="fr")
    copied_practical = StandardPage.objects.get(
        url_path=f"/fr/{new.slug}/practical/", locale=copied.locale
    )
    expected = LINKS.format(copied_practical.pk, archive.pk)
    assert copied.abstract == copied.get_latest_revision_as_object().abstract == expected
    assert f'id="{copied.pk}"' in str(copied_practical.body.raw_data[0]["value"])
    copied.get_latest_revision().publish()
    follower = Translation.objects.get(
        source__object=copied.translation_key, target_locale__language_code="ko"
    )
    assert missing_strings(follower) == 0
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(follower)
    abstract = SessionPage.objects.get(session=copied.session, locale__language_code="ko").abstract
    assert "참조" in abstract
    assert re.findall(r'\bid="(\d+)"', abstract) == [
        str(pk) for pk in (copied_practical.pk, copied_practical.pk, archive.pk)
    ]


def test_links_in_what_somebody_edited_already_are_left_alone(edition, session):
    practical = StandardPage.objects.get(slug="practical", locale__language_code="fr")
    page = session.pages.get(locale__language_code="fr")
    page.abstract = f'<p><a linktype="page" id="{practical.pk}">ici</a></p>'
    page.save_revision().publish()
    work = EditionCopy.objects.get(edition=next_edition(edition))
    for item in pages_to_copy(work):
        copy_page(item, work)
    copied = work.edition.sessions.get(code="P1").pages.get(locale__language_code="fr")
    copied.abstract = f'<p>Déjà relu : <a linktype="page" id="{practical.pk}">ici</a></p>'
    copied.save_revision()
    run_copy.call(work.pk)
    assert copied.get_latest_revision_as_object().abstract == copied.abstract


# The screen of the work


def screen_of(client, work: EditionCopy):
    return soup(client.get(f"/admin/programme/copies/{work.pk}/"))


def test_the_editor_watches_the_work(editor, work):
    page = screen_of(editor, work)
    shown = page.find(id="progress-of-work")
    assert shown.has_attr("data-under-way")
    assert f"0 sur {work.total} pages" in shown.get_text()
    assert shown.find("a", href=f"/admin/programme/copies/{work.pk}/")
    form = f"/admin/editions/edit/{work.edition_id}/"
    way_back = {"href": f"/admin/programme/copies/{work.pk}/"}
    assert soup(editor.get(form)).find("a", way_back)
    run_copy.call(work.pk)
    assert not soup(editor.get(form)).find("a", way_back)
    shown = screen_of(editor, work).find(id="progress-of-work")
    assert not shown.has_attr("data-under-way")
    assert f"{work.total} sur {work.total} pages" in shown.get_text()
    ways = [a["href"] for a in shown.find_all("a")]
    assert form in ways
    assert f"/admin/programme/{work.edition_id}/schedule/" in ways
    for way in ways:
        assert editor.get(way, follow=True).status_code == 200


def test_work_that_stopped_is_taken_up_from_the_screen(editor, work):
    address = f"/admin/programme/copies/{work.pk}/"
    DBTaskResult.objects.update(status="FAILED")
    page = screen_of(editor, work)
    assert "interrompu avant la fin" in page.get_text()
    assert editor.post(address)["Location"] == address
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    editor.post(address)
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    assert screen_of(editor, work).find(id="progress-of-work").has_attr("data-under-way")


def test_a_last_edition_that_was_deleted_meanwhile(editor, work):
    EditionCopy.objects.filter(pk=work.pk).update(source=None)
    run_copy.call(work.pk)
    work.refresh_from_db()
    assert work.state == "failed"
    assert "L’édition précédente a été supprimée" in screen_of(editor, work).get_text()


def test_a_new_edition_that_was_deleted_meanwhile(work):
    pk = work.pk
    work.edition.delete()
    run_copy.call(pk)
    assert not Page.objects.filter(url_path__contains="forum-2028").exists()


def test_a_page_that_cannot_be_copied_is_named(editor, session, work):
    """Its place is taken; those below it cannot stand anywhere."""
    home = HomePage.objects.get(locale__language_code="ko")
    home.add_child(instance=StandardPage(slug="forum-2028", title="점유", locale=home.locale))
    run_copy.call(work.pk)
    work.refresh_from_db()
    assert (work.state, work.done) == ("done", work.total)
    assert {problem["language"] for problem in work.problems} == {"ko"}
    assert len(work.problems) == work.total // 3
    assert f"{session.title_ko} (ko)" in screen_of(editor, work).get_text()
    assert Page.find_problems() == ([], [], [], [], [])
