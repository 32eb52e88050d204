"""How far each sentence is, told truly, and never written over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from programme.models import Session
from tests.translations.sources import publish
from translations.enums import StringState
from translations.labels import label_set
from translations.models import LanguageRule
from translations.queries.labels import LabelPlace, label_texts
from translations.queries.pages import missing_strings
from translations.queries.strings import Former, StringWork, string_work
from translations.services.labels import decide_label, save_label
from translations.services.strings import (
    ChangedMeanwhile,
    OwnWords,
    propose,
    save_string,
    send_back,
    validate_string,
)


def work_of(translation: Translation) -> list[StringWork]:
    return string_work([translation])[translation.pk]


def last(translation: Translation) -> StringWork:
    return work_of(translation)[-1]


@pytest.fixture
def fresh(french, korean):
    """A sentence that nobody has translated yet."""
    publish(french, french.abstract + "<p>Entièrement autre chose, mercredi.</p>")
    return korean


def test_a_sentence_goes_from_nothing_to_validated(fresh, somebody):
    work = last(fresh)
    assert (work.state, work.target, work.version) == (StringState.TO_TRANSLATE, "", 0)
    save_string(work.place, "전혀 다른 내용, 수요일.", somebody, seen=0)
    saved = last(fresh)
    assert (saved.state, saved.target) == (StringState.TRANSLATED, "전혀 다른 내용, 수요일.")
    assert (saved.version, saved.author) == (1, somebody.pk)
    validate_string(saved.place, somebody, seen=1)
    assert last(fresh).state == StringState.VALIDATED
    assert missing_strings(fresh) == 0


def test_nobody_writes_over_what_was_not_seen(fresh, somebody, reader):
    place = last(fresh).place
    save_string(place, "하나", somebody, seen=0)
    with pytest.raises(ChangedMeanwhile) as clash:
        save_string(place, "둘", reader, seen=0)
    assert (clash.value.text, clash.value.version, clash.value.user) == ("하나", 1, somebody)
    assert last(fresh).target == "하나"
    with pytest.raises(ChangedMeanwhile):
        validate_string(place, reader, seen=0)
    with pytest.raises(ChangedMeanwhile):
        send_back(place, reader, seen=7)


def test_a_proposal_is_neither_done_nor_published(fresh, somebody):
    place = last(fresh).place
    assert propose(place, "제안", "memory")
    assert (last(fresh).state, last(fresh).origin) == (StringState.PROPOSAL, "memory")
    assert missing_strings(fresh) == 1
    assert not propose(place, "다른 제안", "file.po")
    validate_string(place, somebody, seen=0)
    assert (last(fresh).state, last(fresh).target) == (StringState.VALIDATED, "제안")
    assert missing_strings(fresh) == 0


def test_what_a_reader_sends_back_is_not_published(fresh, somebody, reader):
    place = last(fresh).place
    save_string(place, "초안", somebody, seen=0)
    send_back(place, reader, seen=1)
    assert (last(fresh).state, last(fresh).target) == (StringState.TO_ADAPT, "초안")
    assert missing_strings(fresh) == 1


def test_a_second_reader_is_a_second_person(fresh, somebody, reader):
    LanguageRule.objects.create(locale=Locale.objects.get(language_code="ko"), second_reader=True)
    everything = len(work_of(fresh))
    assert missing_strings(fresh) == everything
    place = last(fresh).place
    save_string(place, "초안", somebody, seen=0)
    with pytest.raises(OwnWords):
        validate_string(place, somebody, seen=1)
    assert last(fresh).state == StringState.TRANSLATED
    validate_string(place, reader, seen=1)
    assert missing_strings(fresh) == everything - 1


def test_a_changed_sentence_comes_with_what_it_was_made_from(french, korean):
    before = {work.source: work.target for work in work_of(korean)}
    old = work_of(korean)[0].source
    new = old.replace(old.split()[0], "Désormais", 1)
    publish(french, french.abstract.replace(old, new))
    (changed,) = [work for work in work_of(korean) if work.source == new]
    assert changed.state == StringState.TO_ADAPT
    assert changed.former == Former(old, before[old])


def test_a_new_sentence_comes_with_nothing(fresh):
    assert last(fresh).former is None


def test_words_from_another_door_are_unread_again(fresh, somebody):
    place = last(fresh).place
    save_string(place, "초안", somebody, seen=0)
    validate_string(place, somebody, seen=1)
    row = StringTranslation.objects.get(translation_of=place.string, context=place.context)
    row.data = "바뀐 글"
    row.save()
    changed = last(fresh)
    assert (changed.state, changed.version) == (StringState.TRANSLATED, 3)


def test_broken_markup_is_kept_and_stays_to_be_adapted(fresh, somebody):
    place = last(fresh).place
    save_string(place, "<script>x</script>", somebody, seen=0)
    assert (last(fresh).state, last(fresh).target) == (StringState.TO_ADAPT, "<script>x</script>")


def test_strings_cost_two_queries_however_many_pages(db):
    every = list(Translation.objects.select_related("source"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        work = string_work(every)
    assert len(queries) == 2
    assert sum(len(strings) for strings in work.values()) > 100


def title(session: Session, language: str = "ko"):
    rows = {Session: Session.objects.filter(pk=session.pk)}
    (found,) = label_texts(language, rows)
    return found


def test_a_renamed_session_makes_its_titles_stale_until_they_follow(session, somebody):
    assert title(session).state == StringState.VALIDATED
    session.title_fr, old = "Nouvelle séance", session.title_fr
    session.save()
    stale = title(session)
    assert (stale.state, stale.former_source) == (StringState.TO_ADAPT, old)
    save_label(stale.place, "새 회의", somebody, seen=stale.version)
    saved = title(session)
    assert (saved.state, saved.target, saved.former_source) == (
        StringState.TRANSLATED,
        "새 회의",
        "",
    )
    decide_label(saved.place, StringState.VALIDATED, somebody, seen=saved.version)
    assert title(session).state == StringState.VALIDATED


def test_an_editor_who_changes_both_leaves_nothing_stale(session):
    session.title_fr, session.title_ko = "Nouvelle séance", "새 회의"
    session.save()
    assert title(session, "ko").state == StringState.VALIDATED
    assert title(session, "en").state == StringState.TO_ADAPT


def test_two_people_on_one_label(session, somebody, reader):
    place = LabelPlace(label_set("programme.session"), session.pk, "title", "ko")
    review = save_label(place, "하나", somebody, seen=0)
    with pytest.raises(ChangedMeanwhile) as clash:
        save_label(place, "둘", reader, seen=0)
    assert (clash.value.text, clash.value.version) == ("하나", review.version)
    session.refresh_from_db()
    assert session.title_ko == "하나"
