"""Words in Korean and English arrive as translations, and take nothing back from translators."""

import json
from dataclasses import replace

import pytest
from django.utils.translation import override
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.models import Edition, Session
from programme.pages import SessionPage, SpeakerPage
from programme.services.imports import import_programme
from tests.html import soup
from translations.enums import Kind, Stage, StringState
from translations.pairing import pairs, sentences, translated
from translations.queries.labels import label_texts
from translations.queries.pages import missing_strings
from translations.queries.work import work
from translations.services.publication import publish_translation
from translations.services.submission import submit_page

from .files_of import PARIS, rows_of

HEAD = "code,title_fr,title_ko,abstract_fr,abstract_ko,abstract_en\n"
FRENCH, KOREAN = "Un <peu> d’eau.\n\nEt plus.", "물 조금.\n\n그리고 더."
ROW = f'W1,Eau,물,"{FRENCH}","{KOREAN}","Some water.\n\nAnd more."\n'
TABLE = (HEAD + ROW).encode()


def bring(edition: Edition, data: bytes, request=PARIS) -> None:
    import_programme(Edition.objects.get(pk=edition.pk), read(data, request))


def told(edition: Edition, data: bytes, request=PARIS) -> list[tuple[str, str, str]]:
    """What the dry run says would change."""
    with override("fr"):
        plan = plan_import(Edition.objects.get(pk=edition.pk), read(data, request))
    assert plan.errors == []
    return [(c.name, c.old, c.new) for step in plan.changed for c in step.changes]


def entered(session: Session, code: str) -> dict[str, str]:
    """Each French sentence of its abstract with its translation."""
    rows = StringTranslation.objects.filter(
        context__object=session.key, context__path="abstract", locale__language_code=code
    )
    return dict(rows.order_by("pk").values_list("translation_of__data", "data"))


def shown(visitor, session: Session, code: str) -> str:
    page = SessionPage.objects.get(session=session, locale__language_code="fr")
    address = f"/{code}/forum-2027/programme/{page.slug}/"
    return soup(visitor.get(address)).select_one("main").get_text("\n", strip=True)


def publish_french(session: Session) -> SessionPage:
    page = SessionPage.objects.get(session=session, locale__language_code="fr")
    page.get_latest_revision().publish()
    return SessionPage.objects.get(pk=page.pk)


def state(session: Session, code: str) -> Stage:
    (item,) = (one for one in work([code]) if (one.kind, one.key) == (Kind.PAGE, session.key))
    return item.stage


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def water(edition) -> Session:
    bring(edition, TABLE)
    return edition.sessions.get(code="W1")


def test_the_translator_finds_them_done_and_the_page_shows_them(water, visitor, on_commit):
    assert entered(water, "ko") == {
        "Un &lt;peu&gt; d’eau.": "물 조금.", "Et plus.": "그리고 더.",
    }  # fmt: skip
    page = publish_french(water)
    locales = list(Locale.objects.filter(language_code__in=["ko", "en"]))
    assert submit_page(page, locales, None) == []
    for code, words in (("ko", "물 조금.\n그리고 더."), ("en", "Some water.\nAnd more.")):
        held = Translation.objects.get(source__object=water.key, target_locale__language_code=code)
        assert (missing_strings(held), state(water, code)) == (0, Stage.TO_VALIDATE)
        with on_commit(execute=True):
            publish_translation(held)
        assert words in shown(visitor, water, code)
        assert state(water, code) == Stage.PUBLISHED


def test_a_second_import_changes_nothing(edition, water):
    before = list(StringTranslation.objects.order_by("pk").values())
    assert told(edition, TABLE) == []
    bring(edition, TABLE)
    assert list(StringTranslation.objects.order_by("pk").values()) == before


def test_a_translation_that_a_person_has_changed_stays(edition, water, export):
    """An older file says nothing new; a newer one says in the table what it takes the place of."""
    StringTranslation.objects.filter(data="물 조금.").update(data="약간의 물.")
    assert told(edition, TABLE) == []
    bring(edition, TABLE)
    assert entered(water, "ko")["Un &lt;peu&gt; d’eau."] == "약간의 물."

    out = export(edition, "xlsx", "fr", "--draft")
    row = next(row for row in rows_of(out) if row["code"] == "W1")
    assert (row["abstract_ko"], row["abstract_en"]) == (
        "약간의 물.\n\n그리고 더.", "Some water.\n\nAnd more.",
    )  # fmt: skip
    assert told(edition, out) == []

    newer = TABLE.decode().replace("물 조금.", "새 물.").encode()
    change = ("résumé (한국어)", "약간의 물.\n\n그리고 더.", "새 물.\n\n그리고 더.")
    assert told(edition, newer) == [change]
    bring(edition, newer)
    assert list(entered(water, "ko").values()) == ["새 물.", "그리고 더."]
    assert told(edition, newer) == []


def test_a_published_translation_is_changed_by_its_translator(edition, session, visitor, on_commit):
    """The new words wait; the page shows the old ones until they are published."""
    french = SessionPage.objects.get(session=session, locale__language_code="fr")
    count = len(sentences(french.abstract))
    words = "\n\n".join(f"새 문장 {number}." for number in range(count))
    before = shown(visitor, session, "ko")
    data = f'code,abstract_ko,title_fr\nP1,"{words}",\n'.replace("P1", session.code)
    data = data.replace('",\n', f'",{session.title_fr}\n')
    ((name, _old, new),) = told(edition, data.encode())
    assert (name, new) == ("résumé (한국어)", words)
    bring(edition, data.encode())
    assert shown(visitor, session, "ko") == before
    assert state(session, "ko") == Stage.TO_VALIDATE
    held = Translation.objects.get(source__object=session.key, target_locale__language_code="ko")
    with on_commit(execute=True):
        publish_translation(held)
    assert "새 문장 0." in shown(visitor, session, "ko")
    assert told(edition, data.encode()) == []


def one_language(code: str, abstract: str, biography: str) -> bytes:
    """A file of another program, in one language."""
    event = {
        "guid": "44444444-4444-4444-8444-0000000000aa", "id": 1, "title": f"Titre {code}",
        "date": "2027-03-25T09:00:00+01:00", "duration": "01:00",
        "abstract": abstract,
        "persons": [{"guid": "44444444-4444-4444-8444-0000000000bb", "name": "Kim Ha-neul",
                     "biography": biography}],
    }  # fmt: skip
    days = [{"date": "2027-03-25", "rooms": {"Salle Erdre": [event]}}]
    return json.dumps({"schedule": {"conference": {"title": code, "days": days}}}).encode()


@pytest.mark.parametrize("first", ["fr", "ko"])
def test_files_of_one_language_meet_in_either_order(edition, first, export):
    files = {
        "fr": one_language("fr", "L’eau.", "Poétesse."),
        "ko": one_language("ko", "물.", "시인입니다."),
    }
    second = "ko" if first == "fr" else "fr"
    asked = {code: replace(PARIS, language=code) for code in files}
    bring(edition, files[first], asked[first])
    session = Session.objects.get(key="44444444-4444-4444-8444-0000000000aa")
    assert entered(session, "ko") == {}
    bring(edition, files[second], asked[second])
    assert entered(session, "ko") == {"L’eau.": "물."}
    assert entered(session, "en") == {}
    page = SpeakerPage.objects.get(speaker__key="44444444-4444-4444-8444-0000000000bb")
    assert page.get_latest_revision_as_object().biography == "<p>Poétesse.</p>"
    (row,) = StringTranslation.objects.filter(context__object=page.translation_key)
    assert (row.context.path, row.data) == ("biography", "시인입니다.")
    for code, data in files.items():
        assert told(edition, data, asked[code]) == []
    assert "시인입니다." in export(edition, "json", "ko", "--draft").decode()


def test_what_has_no_counterpart_is_kept_and_told(edition, export):
    data = (HEAD + 'W1,Eau,물,"Un.\n\nDeux.\n\nTrois.",하나 둘 셋.,\n').encode()
    plan = plan_import(edition, read(data, PARIS))
    assert [problem.where for problem in plan.remarks] == ["Textes (한국어)"]
    bring(edition, data)
    session = edition.sessions.get(code="W1")
    assert entered(session, "ko") == {}
    out = export(edition, "xlsx", "fr", "--draft")
    assert next(row for row in rows_of(out) if row["code"] == "W1")["abstract_ko"] == "하나 둘 셋."
    assert told(edition, data) == told(edition, out) == []


def test_no_word_is_lost_where_the_translation_is_longer():
    source = "<p>Un.</p><p>Deux <b>fois</b>.</p>"
    target = "<p>하나.</p><p>둘.</p><p>셋.</p>"
    found = pairs(source, target)
    assert found == {"Un.": "하나.", "Deux <b>fois</b>.": "둘.<br/><br/>셋."}
    assert translated(source, found) == "<p>하나.</p><p>둘.<br/><br/>셋.</p>"
    assert pairs(source, "<p>하나.</p>") == pairs("", target) == {}
    assert pairs("<p>A</p><p>A</p>", target) == {}
    assert translated(source, {"Un.": "하나."}) == translated("", found) == ""


def test_a_title_that_a_file_changes_makes_its_translations_stale(edition, session):
    """Written in bulk, past all signals, and marked all the same."""
    bring(edition, f"code,title_fr,title_en\n{session.code},Autre titre,Another title\n".encode())
    rows = {Session: Session.objects.filter(pk=session.pk)}
    (korean,) = label_texts("ko", rows)
    assert (korean.state, korean.former_source) == (StringState.TO_ADAPT, session.title_fr)
    (english,) = label_texts("en", rows)
    assert (english.state, english.target) == (StringState.VALIDATED, "Another title")
