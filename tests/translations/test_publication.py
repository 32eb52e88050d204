"""A set of pages goes live in three languages at one instant, or not at all."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from programme.models import Session
from programme.services.sessions import create_session
from translations.models import OwnText, Publication
from translations.queries.gate import candidates
from translations.queries.strings import string_work
from translations.services.publication import (
    Refused,
    publish_due,
    publish_translation,
    request_publication,
    run_publication,
    withdraw_publication,
)
from translations.services.strings import save_string, send_back
from translations.services.submission import submit_page

WORDS = {"ko": "한국어 문장.", "en": "An English sentence."}


def targets() -> list[Locale]:
    return list(Locale.objects.exclude(language_code="fr").order_by("language_code"))


def somebody():
    return get_user_model().objects.get(username="editor")


def translate(page: Page, language: str) -> None:
    translation = translation_of(page, language)
    for work in string_work([translation])[translation.pk]:
        save_string(work.place, WORDS[language], somebody(), seen=work.version)


def translation_of(page: Page, language: str) -> Translation:
    return Translation.objects.select_related("source", "target_locale").get(
        source__object=page.translation_key, target_locale__language_code=language
    )


def state(page: Page) -> dict[str, bool]:
    pages = Page.objects.filter(translation_key=page.translation_key)
    return dict(pages.values_list("locale__language_code", "live"))


@pytest.fixture
def drafts(edition):
    """Two sessions that were never public, whole in three languages."""
    pages = []
    for number in (1, 2):
        session = Session(
            edition=edition,
            code=f"N{number}",
            kind="workshop",
            title_fr=f"Neuve {number}",
            title_ko=f"새로운 회의 {number}",
            title_en=f"New {number}",
        )
        page = create_session(session, spoken=[], interpreted=[])
        page.abstract = f"<p>Une phrase, la {number}.</p>"
        page.save_revision()
        submit_page(page, targets(), None)
        for language in WORDS:
            translate(page, language)
        pages.append(page)
    return pages


def ask(pages: list[Page], **options) -> Publication:
    keys = [page.translation_key for page in pages]
    return request_publication("Essai", keys, targets(), somebody(), **options)


def run(publication: Publication) -> Publication:
    run_publication.call(publication.pk)
    publication.refresh_from_db()
    return publication


def test_a_set_goes_live_in_three_languages_together(drafts, visitor):
    publication = ask(drafts)
    assert [state(page) for page in drafts] == [{"fr": False, "ko": False, "en": False}] * 2
    assert run(publication).state == "published"
    assert [state(page) for page in drafts] == [{"fr": True, "ko": True, "en": True}] * 2
    for language, words in (WORDS | {"fr": "Une phrase, la 1."}).items():
        page = Page.objects.get(
            translation_key=drafts[0].translation_key, locale__language_code=language
        )
        assert words in visitor.get(page.url).content.decode()


def test_what_is_missing_is_named_and_nothing_goes_live(drafts):
    translation = translation_of(drafts[1], "ko")
    (work,) = string_work([translation])[translation.pk]
    send_back(work.place, somebody(), seen=work.version)
    with pytest.raises(Refused) as refusal:
        ask(drafts)
    (obstacle,) = refusal.value.obstacles
    assert (obstacle.page, obstacle.language) == ("Neuve 2", "ko")
    assert Publication.objects.count() == 0


def test_what_changes_before_the_worker_comes_is_seen(drafts):
    publication = ask(drafts)
    translation = translation_of(drafts[1], "en")
    (work,) = string_work([translation])[translation.pk]
    send_back(work.place, somebody(), seen=work.version)
    assert run(publication).state == "refused"
    assert [(o["page"], o["language"]) for o in publication.obstacles] == [("Neuve 2", "en")]
    assert [state(page) for page in drafts] == [{"fr": False, "ko": False, "en": False}] * 2


def test_a_source_changed_at_the_last_moment_is_seen(drafts):
    publication = ask(drafts)
    drafts[0].abstract = "<p>Tout autre chose, demain.</p>"
    drafts[0].save_revision()
    assert run(publication).state == "refused"
    assert state(drafts[0]) == {"fr": False, "ko": False, "en": False}


def test_one_page_that_does_not_hold_together_keeps_all_back(drafts):
    publication = ask(drafts)
    page = drafts[1].get_latest_revision_as_object()
    page.seo_title = "Titre"
    page.save_revision()
    submit_page(page, targets(), None)
    for language in WORDS:
        translate(page, language)
    title = StringTranslation.objects.get(
        context__object=page.translation_key,
        context__path="seo_title",
        locale__language_code="ko",
    )
    StringTranslation.objects.filter(pk=title.pk).update(data="가" * 300)
    assert run(publication).state == "refused"
    assert [(o["page"], o["language"]) for o in publication.obstacles] == [("Neuve 2", "ko")]
    assert [state(page) for page in drafts] == [{"fr": False, "ko": False, "en": False}] * 2


def test_a_missing_label_stands_in_the_way_too(drafts):
    session = Session.objects.get(title_fr="Neuve 1")
    session.title_ko = ""
    session.save()
    with pytest.raises(Refused) as refusal:
        ask(drafts)
    assert [(o.page, o.language) for o in refusal.value.obstacles] == [("Neuve 1", "ko")]


def test_an_override_publishes_and_is_kept_in_the_history(drafts):
    session = Session.objects.get(title_fr="Neuve 1")
    session.title_ko = ""
    session.save()
    publication = run(ask(drafts, override_reason="Le programme paraît demain."))
    assert publication.state == "published"
    assert state(drafts[0]) == {"fr": True, "ko": True, "en": True}
    entry = PageLogEntry.objects.get(
        page__translation_key=drafts[0].translation_key, action="translations.publish_together"
    )
    assert (entry.data["reason"], entry.data["missing"]) == ("Le programme paraît demain.", 1)
    assert entry.user == somebody()


def put(page: Page, language: str, text: str) -> None:
    """The same as somebody's translation of the page's only sentence."""
    (work,) = string_work([translation_of(page, language)])[translation_of(page, language).pk]
    save_string(work.place, text, somebody(), seen=work.version)


def test_sentences_with_errors_stand_in_the_way(drafts):
    put(drafts[1], "ko", "문장 7.")
    with pytest.raises(Refused) as refusal:
        ask(drafts)
    (obstacle,) = refusal.value.obstacles
    assert (obstacle.page, obstacle.language, obstacle.firm) == ("Neuve 2", "ko", False)
    with override("en"):
        (found,) = candidates([drafts[1].translation_key], targets())
        assert [one.text for one in found.obstacles] == ["1 sentence with an error."]
    # One that comes up before the worker does keeps all back; mended, nothing is in the way.
    put(drafts[1], "ko", "한국어 문장 2.")
    publication = ask(drafts)
    put(drafts[0], "en", "A sentence, 7.")
    assert run(publication).state == "refused"
    assert [(o["page"], o["language"]) for o in publication.obstacles] == [("Neuve 1", "en")]
    assert [state(page) for page in drafts] == [{"fr": False, "ko": False, "en": False}] * 2


def test_errors_go_live_with_a_reason_and_are_named_once(drafts):
    put(drafts[0], "ko", "문장 7.")
    publication = run(ask(drafts, override_reason="Le chiffre est confirmé."))
    assert (publication.state, len(publication.obstacles)) == ("published", 1)
    entry = PageLogEntry.objects.get(
        page__translation_key=drafts[0].translation_key, action="translations.publish_together"
    )
    assert (entry.data["reason"], entry.data["missing"]) == ("Le chiffre est confirmé.", 1)
    # What readers see already keeps nothing back.
    assert run(ask(drafts)).state == "published"


def test_a_publication_waits_for_its_hour_and_is_taken_once(drafts):
    publication = ask(drafts, due_at=timezone.now() + timedelta(hours=1))
    assert publish_due() == 0
    Publication.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert (publish_due(), publish_due()) == (1, 0)
    assert run(publication).state == "published"


def test_a_publication_can_be_called_off_until_it_begins(drafts):
    planned = ask(drafts, due_at=timezone.now() + timedelta(hours=1))
    assert withdraw_publication(planned)
    assert run(planned).state == "withdrawn"
    assert state(drafts[0]) == {"fr": False, "ko": False, "en": False}
    assert not withdraw_publication(ask(drafts))


def test_a_double_click_asks_once(drafts):
    first = ask(drafts, override_reason="Demain.")
    assert ask(drafts, override_reason="Demain.") == first
    assert ask(drafts[:1], override_reason="Demain.") != first
    assert ask(drafts, override_reason="Autre raison.") != first
    assert Publication.objects.count() == 3
    waiting = DBTaskResult.objects.filter(
        task_path="translations.services.publication.run_publication"
    )
    assert waiting.count() == 3
    Publication.objects.filter(pk=first.pk).update(
        requested_at=timezone.now() - timedelta(minutes=2)
    )
    assert ask(drafts, override_reason="Demain.") != first


def test_what_nobody_foresaw_publishes_nothing(drafts, monkeypatch):
    """The disk, the search: at the very last page, when all others are written already."""
    publication = ask(drafts)
    written = []

    def log(one, *_rest):
        written.append(one)
        if len(written) == len(drafts):
            raise OSError("no space")

    monkeypatch.setattr("translations.services.publication._log", log)
    with pytest.raises(OSError, match="no space"):
        run(publication)
    assert [state(page) for page in drafts] == [{"fr": False, "ko": False, "en": False}] * 2
    monkeypatch.undo()
    assert run(publication).state == "published"


def test_a_publication_that_was_given_up_says_so(editor, drafts):
    address = f"/admin/translations/publications/{ask(drafts).pk}/"
    assert "http-equiv" in editor.get(address).content.decode()
    DBTaskResult.objects.ready().update(status="FAILED")
    page = editor.get(address)
    assert page.context["given_up"]
    assert "http-equiv" not in page.content.decode()


def test_running_a_publication_twice_changes_nothing(drafts):
    publication = run(ask(drafts))
    before = sorted(Page.objects.values_list("pk", "live_revision"))
    run(publication)
    assert sorted(Page.objects.values_list("pk", "live_revision")) == before


def test_words_of_a_field_that_the_source_leaves_blank_are_published(drafts):
    OwnText.objects.create(
        translation=translation_of(drafts[0], "ko"), field="search_description", text="설명"
    )
    run(ask(drafts))
    pages = Page.objects.filter(translation_key=drafts[0].translation_key)
    assert dict(pages.values_list("locale__language_code", "search_description")) == {
        "fr": "",
        "ko": "설명",
        "en": "",
    }


def test_publishing_takes_at_most_150_queries_a_page_and_language(drafts):
    run(ask(drafts))
    translation = translation_of(drafts[0], "ko")
    with CaptureQueriesContext(connection) as captured:
        publish_translation(translation, somebody())
    assert len(captured) <= 150


def test_the_gate_costs_the_same_for_one_page_and_for_all(drafts):
    def cost(keys) -> int:
        with CaptureQueriesContext(connection) as captured:
            candidates(keys, targets())
        return len(captured)

    every = list(Page.objects.filter(locale__language_code="fr", depth__gt=2))
    assert len(every) > 30
    assert cost([drafts[0].translation_key]) == cost([page.translation_key for page in every])


def test_an_editor_publishes_from_the_screen(editor, drafts, edition):
    address = f"/admin/translations/publish/{edition.slug}/"
    page = editor.get(address).content.decode()
    key = str(drafts[0].translation_key)
    assert f'value="{key}" checked' in page
    locales = [locale.pk for locale in targets()]
    # The edition's own labels are not all there: said, and what was typed is kept.
    answer = editor.post(address, {"pages": [key], "locales": locales})
    assert answer.status_code == 200
    assert f'value="{key}" checked' in answer.content.decode()
    assert "override_reason" in answer.content.decode()
    answer = editor.post(
        address, {"pages": [key], "locales": locales, "override_reason": "Demain."}
    )
    publication = Publication.objects.get()
    assert answer["Location"] == f"/admin/translations/publications/{publication.pk}/"
    assert run(publication).state == "published"
    assert "Demain." in editor.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pages": []}, "Choisissez au moins une page."),
        ({"locales": []}, "Choisissez au moins une langue."),
        ({"due_at": "2020-01-01 10:00"}, "Ce moment est passé."),
        ({"pages": ["00000000-0000-0000-0000-000000000000"]}, "Sélectionnez un choix valide"),
    ],
)
def test_bad_input_is_answered_in_words(editor, drafts, edition, wrong, sentence):
    right = {
        "pages": [str(drafts[0].translation_key)],
        "locales": [locale.pk for locale in targets()],
    }
    answer = editor.post(f"/admin/translations/publish/{edition.slug}/", right | wrong)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Publication.objects.count() == 0
