"""Words are found in three languages, however they are accented, and shown side by side."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import Translation

from translations.queries.concordance import hits, lines
from translations.queries.memory import fold
from translations.queries.strings import string_work
from translations.services.strings import save_string

from . import test_memory

FRENCH = "Les élus d’Évrenne reçoivent leurs hôtes « au cœur » de l’été."
KOREAN = "에브렌 의원들이 여름에 손님을 맞이합니다."


@pytest.fixture
def told(session):
    """FRENCH stands on the page of the session, KOREAN in the Korean one."""
    page = session.pages.get(locale__language_code="fr")
    page.abstract = f"<p>{FRENCH}</p>"
    page.save_revision().publish()
    translation = Translation.objects.get(
        source__object=session.key, target_locale__language_code="ko"
    )
    (work,) = string_work([translation])[translation.pk]
    user = get_user_model().objects.get(username="translator-ko")
    save_string(work.place, KOREAN, user, seen=0)
    return session


@pytest.mark.parametrize(
    "words",
    ["evrenne", "ÉVRENNE", "coeur", "d'évrenne", "de l’ete", "HÔTES «", "의원들", "손님을 맞이"],
)
def test_words_are_found_in_source_and_translation(told, words):
    found = lines(hits(words), ["ko"])
    (line,) = [line for line in found if ("fr", [FRENCH]) in line.texts]
    assert dict(line.texts) == {"fr": [FRENCH], "ko": [KOREAN], "en": []}
    page = told.pages.get(locale__language_code="ko")
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in [p.url for p in line.places]


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_labels_are_found_in_each_language(session, language):
    session.title_fr, session.title_ko, session.title_en = "Crépuscule", "황혼에", "Nightfall"
    session.save()
    words = {"fr": "CREPUSCULE", "ko": "황혼", "en": "nightfall"}[language]
    (line,) = lines(hits(words), ["ko"])
    assert line.texts == [("fr", ["Crépuscule"]), ("ko", ["황혼에"]), ("en", ["Nightfall"])]
    (place,) = line.places
    assert place.url == reverse(
        "translations:edit_label", args=["ko", "programme.session", session.pk]
    )


@pytest.mark.parametrize("words", ["", "  ", "%", "_", "zzz", "<script>", "'", '"; --'])
def test_strange_words_find_what_holds_them(told, words):
    for line in lines(hits(words)[:5], ["ko"]):
        assert any(fold(words) in fold(text) for _code, texts in line.texts for text in texts)
    assert words.strip() or hits(words) == []


@pytest.mark.parametrize("words", ["mot017 mot", "MOT599", "번 문장"])
def test_words_are_found_among_twenty_thousand_sentences_in_a_moment(log_in, words):
    test_memory.store(20_000)
    client, address = log_in("translator-ko"), reverse("translations:concordance")
    hits("mot")  # what is new is read once, by whoever comes first
    started = time.perf_counter()
    answer = client.get(address, {"q": words})
    assert time.perf_counter() - started < 2
    assert answer.context["page"].paginator.count > 20


def test_the_screen_costs_the_same_for_few_and_many(told, log_in):
    client = log_in("translator-ko")
    address = reverse("translations:concordance")

    def queries(words: str) -> int:
        client.get(address, {"q": words})
        with CaptureQueriesContext(connection) as spent:
            answer = client.get(address, {"q": words})
        assert answer.status_code == 200
        return len(spent)

    assert queries("Évrenne reçoivent leurs") == queries("les")


@pytest.mark.parametrize("number", ["2", "999999", "0", "-1", "x"])
def test_there_are_more_pages(db, log_in, number):
    client = log_in("translator-ko")
    answer = client.get(reverse("translations:concordance"), {"q": "e", "p": number})
    assert answer.status_code == 200
    assert answer.context["page"].paginator.num_pages > 1


def test_a_translator_takes_the_memory_of_her_language(log_in):
    client = log_in("translator-ko")
    address = reverse("translations:tmx")
    answer = client.get(address, {"language": "ko"})
    assert answer["Content-Disposition"] == 'attachment; filename="memory-ko.tmx"'
    assert b'xml:lang="ko"' in answer.content
    assert b'xml:lang="en"' not in answer.content
    assert client.get(address, {"language": "en"}).status_code in {302, 403}
