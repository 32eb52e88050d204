"""The same sentence on another page comes with its words, as a proposal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext
from wagtail_localize.models import StringTranslation, Translation

from tests.translations.sources import publish_sentences
from translations.enums import StringState
from translations.queries.pages import missing_strings
from translations.queries.rows import page_rows
from translations.queries.strings import StringWork, string_work
from translations.services.memory import prefill
from translations.services.strings import propose, save_string

SENTENCE = "Les deux villes échangent leurs agents chaque printemps."
WORDS = "두 도시는 매년 봄 직원을 교류합니다."


@pytest.fixture
def pages(edition):
    """Two sessions' source pages."""
    found = [
        session.pages.get(locale__language_code="fr")
        for session in edition.sessions.order_by("pk")
        if session.pages.filter(locale__language_code="fr").exists()
    ]
    return found[:2]


def korean(page) -> Translation:
    return Translation.objects.select_related("source").get(
        source__object=page.translation_key, target_locale__language_code="ko"
    )


def works(page) -> dict[str, StringWork]:
    translation = korean(page)
    return {work.source: work for work in string_work([translation])[translation.pk]}


@pytest.fixture
def known(pages, somebody):
    """SENTENCE is translated on the first page; returns the second."""
    first, second = pages
    publish_sentences(first, SENTENCE)
    save_string(works(first)[SENTENCE].place, WORDS, somebody, seen=0)
    return second


def test_a_published_sentence_comes_with_the_words_of_another_page(known):
    publish_sentences(known, SENTENCE, "Ceci est tout à fait nouveau.")
    work = works(known)
    proposed = work[SENTENCE]
    assert (proposed.state, proposed.target) == (StringState.PROPOSAL, WORDS)
    assert (proposed.origin, proposed.version) == ("memory", 0)
    held = Translation.objects.get(pk=korean(known).pk)
    target = known.get_translation(held.target_locale)
    (row,) = [row for row in page_rows(held, target) if row.source == SENTENCE]
    assert row.origin == gettext("Memory of translations")
    assert work["Ceci est tout à fait nouveau."].target == ""
    assert missing_strings(korean(known)) == 2


def test_nothing_entered_is_touched(known, somebody):
    publish_sentences(known, "Une autre.")
    translation = korean(known)
    publish_sentences(known, SENTENCE)
    place = works(known)[SENTENCE].place
    StringTranslation.objects.filter(context=place.context).delete()
    propose(place, "어느 제안", "file.po")
    assert prefill([translation]) == 0
    assert works(known)[SENTENCE].target == "어느 제안"
    StringTranslation.objects.filter(context=place.context).delete()
    save_string(place, "손으로 쓴 글", somebody, seen=0)
    assert prefill([translation]) == 0
    assert works(known)[SENTENCE].target == "손으로 쓴 글"


def test_a_sentence_like_its_former_is_left_to_be_adapted(known, somebody):
    publish_sentences(known, SENTENCE.replace("printemps", "automne"))
    place = works(known)[SENTENCE.replace("printemps", "automne")].place
    save_string(place, "가을", somebody, seen=0)
    changed = SENTENCE.replace("printemps", "hiver")
    publish_sentences(known, changed)
    assert works(known)[changed].state == StringState.TO_ADAPT
    assert works(known)[changed].former.target == "가을"
    publish_sentences(known, SENTENCE)
    assert works(known)[SENTENCE].state == StringState.PROPOSAL


def test_words_of_a_proposal_are_not_proposed_further(pages):
    first, second = pages
    publish_sentences(first, SENTENCE)
    propose(works(first)[SENTENCE].place, WORDS, "file.po")
    publish_sentences(second, SENTENCE)
    assert works(second)[SENTENCE].state == StringState.TO_TRANSLATE


def test_many_sentences_cost_as_many_queries_as_few(pages, somebody):
    first, second = pages

    def queries(count: int) -> int:
        sentences = [f"Phrase numéro {number} de {count}." for number in range(count)]
        publish_sentences(first, *sentences)
        for sentence, work in works(first).items():
            if sentence in sentences:
                save_string(work.place, f"{sentence} 번역", somebody, seen=0)
        publish_sentences(second, *sentences)
        held = StringTranslation.objects.filter(
            context__object=second.translation_key, tool_name="memory"
        )
        assert held.count() >= count
        held.delete()
        with CaptureQueriesContext(connection) as spent:
            assert prefill([korean(second)]) == count
        return len(spent)

    assert queries(3) == queries(40)
