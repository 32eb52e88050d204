"""What was translated once is offered again, quickly, and never to its own place."""

import random
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import (
    String,
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from programme.models import Session
from tests.translations.sources import publish_sentences
from translations.labels import label_set
from translations.queries.diff import Piece, word_diff
from translations.queries.labels import LabelPlace
from translations.queries.memory import likeness, matches, plain
from translations.queries.strings import Place, StringWork, string_work
from translations.services.strings import propose, save_string, send_back, validate_string

SENTENCE = "Les villes d’Evrenne et de Seongju signent mardi un accord sur l’eau potable."
ALIKE = "Les villes d’Evrenne et de Seongju signent jeudi un accord sur l’eau potable."


def works(translation: Translation) -> dict[str, StringWork]:
    return {work.source: work for work in string_work([translation])[translation.pk]}


@pytest.fixture
def place(french, korean) -> Place:
    """Of SENTENCE, which stands on a page and is not translated."""
    publish_sentences(french, SENTENCE)
    return works(korean)[SENTENCE].place


def test_a_sentence_is_not_offered_to_its_own_place(french, place, somebody):
    save_string(place, "수요일에 협약을 맺습니다.", somebody, seen=0)
    assert matches(SENTENCE, "ko", place=place) == []
    (match,) = matches(SENTENCE, "ko")
    assert (match.percent, match.target, match.is_label) == (
        100,
        "수요일에 협약을 맺습니다.",
        False,
    )
    assert match.where == TranslationSource.objects.get(object=french.translation_key).object_repr
    assert matches(SENTENCE, "en") == []


def test_a_sentence_much_like_it_comes_with_what_differs(place, somebody):
    save_string(place, "화요일에 협약을 맺습니다.", somebody, seen=0)
    (match,) = matches(ALIKE, "ko")
    assert 90 < match.percent < 100
    changed = [piece for piece in match.diff if piece.kind != "same"]
    assert changed == [Piece("gone", "mardi"), Piece("new", "jeudi")]
    assert matches("Rien de tout cela ne ressemble à une autre phrase.", "ko") == []


def test_only_what_somebody_finished_is_offered(place, somebody):
    propose(place, "제안", "memory")
    assert matches(SENTENCE, "ko") == []
    save_string(place, "<script>x</script>", somebody, seen=0)
    assert matches(SENTENCE, "ko") == []
    save_string(place, "초안", somebody, seen=1)
    assert [match.target for match in matches(SENTENCE, "ko")] == ["초안"]
    send_back(place, somebody, seen=2)
    assert matches(SENTENCE, "ko") == []


def elsewhere(place: Place, count: int) -> list[Place]:
    """More places of the same sentence."""
    held = TranslationContext.objects.get(pk=place.context).object
    paths = [f"elsewhere.{number}" for number in range(count)]
    return [
        Place(
            place.string,
            TranslationContext.objects.create(object=held, path=path).pk,
            place.locale,
        )
        for path in paths
    ]


def test_validated_comes_before_newest(place, somebody):
    old, validated, new = elsewhere(place, 3)
    save_string(old, "오래된 글", somebody, seen=0)
    save_string(validated, "검증된 글", somebody, seen=0)
    validate_string(validated, somebody, seen=1)
    save_string(new, "새 글", somebody, seen=0)
    found = matches(SENTENCE, "ko", place=place)
    assert [match.target for match in found] == ["검증된 글", "새 글", "오래된 글"]
    assert [match.validated for match in found] == [True, False, False]
    assert len(matches(SENTENCE, "ko", limit=2, place=place)) == 2


def test_the_same_words_are_offered_once(place, somebody):
    for other in elsewhere(place, 3):
        save_string(other, "같은 글", somebody, seen=0)
    assert [match.target for match in matches(SENTENCE, "ko", place=place)] == ["같은 글"]


def test_other_mark_up_is_not_quite_the_same():
    assert likeness("Une <b>ville</b>", "Une <b>ville</b>") == 100
    assert likeness("Une <b>ville</b>", "Une ville") == 99
    assert likeness("Une\u202fville &amp; nous", "Une ville & nous") == 100
    assert plain("Une ligne<br/>une autre") == "Une ligne une autre"


def test_labels_are_offered_in_the_form_that_is_asked_for(session):
    session.title_fr, session.title_ko = "Échanges & eaux < 2030", "교류와 물 < 2030 & 미래"
    session.save()
    own = LabelPlace(label_set("programme.session"), session.pk, "title", "ko")
    (match,) = matches("Échanges &amp; eaux &lt; 2030", "ko")
    assert (match.percent, match.is_label) == (100, True)
    assert match.target == "교류와 물 &lt; 2030 &amp; 미래"
    assert match.where == Session._meta.verbose_name
    assert matches(session.title_fr, "ko", place=own) == []
    other = LabelPlace(label_set("programme.track"), session.pk, "name", "ko")
    (match,) = matches(session.title_fr, "ko", place=other)
    assert (match.percent, match.target) == (100, session.title_ko)


def test_a_label_to_be_adapted_is_no_example(session):
    session.title_fr, session.title_ko = "Rien de pareil ailleurs ici", "다른 곳에 없음"
    session.save()
    assert len(matches("Rien de pareil ailleurs ici", "ko")) == 1
    session.title_fr = "Rien de pareil ailleurs ici bas"
    session.save()
    assert matches(session.title_fr, "ko") == []


def test_a_sentence_that_is_deleted_is_forgotten(place, somebody):
    save_string(place, "초안", somebody, seen=0)
    assert matches(ALIKE, "ko")
    String.objects.filter(pk=place.string).delete()
    assert matches(ALIKE, "ko") == []


def test_a_diff_reads_from_old_to_new():
    assert word_diff("le mardi 3 mai", "le 4 mai") == [
        Piece("same", "le "),
        Piece("gone", "mardi 3"),
        Piece("new", "4"),
        Piece("same", " mai"),
    ]


WORDS = [f"mot{number:03}" for number in range(600)]


def store(count: int) -> list[str]:
    """So many sentences with a translation each."""
    rng = random.Random(count)
    texts = [
        " ".join(rng.choice(WORDS) for _word in range(rng.randint(4, 28))) for _text in range(count)
    ]
    french, korean = (Locale.objects.get(language_code=code) for code in ("fr", "ko"))
    strings = String.objects.bulk_create(
        String(locale=french, data=text, data_hash=String._get_data_hash(text)) for text in texts
    )
    held = TranslatableObject.objects.first()
    context = TranslationContext.objects.create(object=held, path=f"many.{count}")
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=string, locale=korean, context=context, data=f"{string.pk}번 문장"
        )
        for string in strings
    )
    return texts


def changed(text: str) -> str:
    """The same sentence with another word in its middle."""
    words = text.split()
    words[len(words) // 2] = "autrement"
    return " ".join(words)


def test_twenty_thousand_sentences_are_searched_in_a_moment(db):
    few = store(20)
    matches("Première demande", "ko")
    with CaptureQueriesContext(connection) as with_few:
        matches(changed(few[0]), "ko")
    texts = store(20_000)
    matches("Première demande", "ko")
    asked = [text for text in texts if len(text.split()) > 12][:20]
    with CaptureQueriesContext(connection) as with_many:
        started = time.perf_counter()
        found = [matches(changed(text), "ko") for text in asked]
        taken = (time.perf_counter() - started) / len(asked)
    assert all(each[0].source == text for each, text in zip(found, asked, strict=True))
    assert len(with_many) == len(with_few) * len(asked)
    assert taken < 0.15, f"{taken * 1000:.0f} ms for one sentence"


def test_new_sentences_are_all_that_is_read_again(place, somebody):
    save_string(place, "초안", somebody, seen=0)
    matches(SENTENCE, "ko")
    with CaptureQueriesContext(connection) as warm:
        matches(SENTENCE, "ko")
    text = "Une phrase entièrement nouvelle, à l’instant."
    french = Locale.objects.get(language_code="fr")
    String.objects.create(locale=french, data=text, data_hash=String._get_data_hash(text))
    with CaptureQueriesContext(connection) as after:
        matches(SENTENCE, "ko")
    assert len(after) == len(warm) + 1
