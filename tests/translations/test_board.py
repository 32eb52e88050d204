"""The board: everything there is, in every language, at a glance and at little cost."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import next_edition
from tests.translations.world import SENTENCES, SESSIONS, many_sentences
from translations.enums import Kind, Stage
from translations.labels import label_set, label_sets
from translations.queries.labels import LabelPlace
from translations.queries.work import work
from translations.queries.work.figures import by_language
from translations.scopes import REST, page_homes, scope, scopes
from translations.services.labels import save_label

#: Seconds that the board of a whole edition may take; it takes a tenth of that on a laptop.
PATIENCE = 5


def cost(client, address: str) -> tuple[int, float]:
    client.get(address)  # what is remembered for long is not the question
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries), time.perf_counter() - start


def test_an_edition_of_a_hundred_sessions(editor, translator, edition):
    many_sentences(edition)
    address = f"/admin/translations/?scope={edition.slug}"
    for client in (editor, translator):
        queries, seconds = cost(client, address)
        assert queries <= 25
        assert seconds < PATIENCE
    ((_scope, figures),) = editor.get(address).context["scopes"]
    texts = {held.language: held.all.texts for held in figures}
    assert set(texts) == {"ko", "en"}
    assert all(count >= SESSIONS * SENTENCES for count in texts.values())


def test_the_whole_board_costs_the_same_for_more_editions(editor, edition):
    few, _seconds = cost(editor, "/admin/translations/")
    next_edition(edition)
    many, _seconds = cost(editor, "/admin/translations/")
    assert many == few <= 40


@pytest.mark.parametrize("address", ["/admin/translations/ko/", "/admin/translations/mine/"])
def test_lists_cost_the_same_for_more_sessions(editor, edition, address):
    few, _seconds = cost(editor, address)
    many_sentences(edition, sessions=20)
    many, _seconds = cost(editor, address)
    assert many <= few <= 40


def test_every_text_is_counted_once_and_none_is_invisible(edition):
    """What the scopes hold together is all there is."""
    everything = work(["ko", "en"])
    parts = [item for found in scopes() for item in work(["ko", "en"], found)]

    def named(items):
        return sorted((i.kind, i.language, str(i.key), i.type_name, i.row or 0) for i in items)

    shared = [item for item in everything for _name in item.scopes]
    assert named(parts) == named(shared)
    kinds = {(item.kind, item.type_name) for item in everything}
    assert {name for kind, name in kinds if kind == Kind.LABEL} <= {s.name for s in label_sets()}
    assert "registrations.consenttext" in {name for _kind, name in kinds}


def test_consent_texts_are_the_editions_and_news_are_the_rest(edition):
    own = {item.type_name for item in work(["ko"], scope(edition.slug))}
    rest = {item.type_name for item in work(["ko"], scope(REST))}
    assert {"registrations.consenttext", "registrations.participantcategory"} <= own
    assert {"programme.theme", "programme.organisation", "home.newspage"} <= rest
    assert set(page_homes().values()) <= {found.name for found in scopes()}


def test_a_saved_label_moves_the_board_at_once(edition, session):
    user = get_user_model().objects.get(username="translator-ko")

    def to_do() -> int:
        (held,) = by_language(work(["ko"], scope(edition.slug)), edition.starts_on)
        return held.tally[Stage.TO_TRANSLATE].texts

    before = to_do()
    type(session).objects.filter(pk=session.pk).update(title_ko="")
    assert to_do() == before + 1
    place = LabelPlace(label_set("programme.session"), session.pk, "title", "ko")
    save_label(place, "새 제목", user, seen=0)
    assert to_do() == before


def test_words_for_search_engines_count_like_all_others(session):
    page = session.pages.get(locale__language_code="fr")

    def texts() -> int:
        items = work(["ko"], scope("forum-2027"))
        return next(i for i in items if i.key == page.translation_key).tally.all.texts

    before = texts()
    page.seo_title = "Un titre pour les moteurs"
    page.search_description = "Une description."
    page.save_revision().publish()
    assert texts() == before + 2


def test_the_board_narrowed(editor, edition):
    def shown(query: str) -> set[str]:
        scopes_shown = editor.get(f"/admin/translations/?{query}").context["scopes"]
        return {
            (item.kind, item.language)
            for _scope, figures in scopes_shown
            for held in figures
            for item in held.items
        }

    assert shown("kind=document") == {(Kind.DOCUMENT, "ko"), (Kind.DOCUMENT, "en")}
    assert shown("language=ko&kind=label") == {(Kind.LABEL, "ko")}
    assert shown("state=missing") == set()
    assert shown("owner=me") == set()
    assert shown("scope=nothing&kind=nonsense&state=x&owner=-1&due=x") == shown("")
    assert editor.get("/admin/translations/?scope=%00").status_code == 400
