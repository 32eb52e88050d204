"""Questions about a text, with answers; words sent back come with the reason."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.models import Translation

from translations.enums import StringState
from translations.labels import label_set
from translations.models import Comment, LanguageRule
from translations.queries.comments import comments_about
from translations.queries.labels import LabelPlace
from translations.queries.rows import key_of
from translations.queries.strings import string_work
from translations.queries.work import work
from translations.services.comments import return_to_translator, write_comment
from translations.services.strings import ChangedMeanwhile


@pytest.fixture
def text(korean):
    return string_work([korean])[korean.pk][0]


def person(name: str):
    return get_user_model().objects.get(username=name)


def asked(session, language: str = "ko") -> list[int]:
    return [item.questions for item in work([language]) if item.key == session.key]


def test_a_question_about_a_sentence_and_its_answer(translator, editor, session, korean, text):
    sent = {"row": key_of(text.place), "translation": korean.pk, "text": "Wer?"}
    assert translator.post("/admin/translations/ko/comment/", sent).status_code == 302
    (comment,) = comments_about(text.place)
    assert (comment.text, comment.quote, comment.author.username) == (
        "Wer?",
        text.source,
        "translator-ko",
    )
    assert asked(session) == [1, 0]
    assert asked(session, "en") == [0, 0]
    page = editor.get("/admin/translations/questions/").content.decode()
    assert "Wer?" in page
    assert f"/admin/translations/workbench/{korean.pk}/#{key_of(text.place)}" in page
    sent = {"text": "La maire.", "settled": "1"}
    editor.post(f"/admin/translations/questions/{comment.pk}/", sent)
    (comment,) = comments_about(text.place)
    assert (comment.settled, [reply.text for reply in comment.replies.all()]) == (
        True,
        ["La maire."],
    )
    assert asked(session) == [0, 0]
    assert "Wer?" not in editor.get("/admin/translations/questions/").content.decode()
    settled = editor.get("/admin/translations/questions/?state=settled").content.decode()
    assert "La maire." in settled


def test_a_double_click_asks_and_answers_once(translator, editor, korean, text):
    sent = {"row": key_of(text.place), "translation": korean.pk, "text": "Wer?"}
    for _click in range(2):
        translator.post("/admin/translations/ko/comment/", sent)
    (comment,) = comments_about(text.place)
    for _click in range(2):
        answered = {"text": "La maire.", "settled": "1"}
        editor.post(f"/admin/translations/questions/{comment.pk}/", answered)
    (comment,) = comments_about(text.place)
    assert [reply.text for reply in comment.replies.all()] == ["La maire."]
    assert comment.settled
    translator.post("/admin/translations/ko/comment/", sent | {"text": "Et quand ?"})
    assert [held.text for held in comments_about(text.place)] == ["Et quand ?", "Wer?"]


def test_an_answer_opens_what_was_settled(translator, text):
    comment = write_comment(text.place, "Wer?", person("translator-ko"))
    address = f"/admin/translations/questions/{comment.pk}/"
    translator.post(address, {"settled": "1"})
    assert Comment.objects.get(pk=comment.pk).settled
    translator.post(address, {"text": "Noch einmal."})
    assert not Comment.objects.get(pk=comment.pk).settled


def test_a_question_about_a_label_as_json(translator, session):
    place = LabelPlace(label_set("programme.session"), session.pk, "title", "ko")
    answer = translator.post(
        "/admin/translations/ko/comment/",
        {"row": key_of(place), "text": "<b>Kurz?</b>"},
        headers={"accept": "application/json"},
    )
    assert "&lt;b&gt;Kurz?&lt;/b&gt;" in answer.json()["html"]
    assert asked(session) == [0, 1]
    empty = translator.post(
        "/admin/translations/ko/comment/",
        {"row": key_of(place), "text": " "},
        headers={"accept": "application/json"},
    )
    assert empty.status_code == 400
    assert Comment.objects.count() == 1


def test_the_workbench_shows_what_was_asked(translator, korean, text):
    write_comment(text.place, "Wer?", person("translator-en"))
    address = f"/admin/translations/workbench/{korean.pk}/aside/{key_of(text.place)}/"
    assert "Wer?" in translator.get(address).content.decode()


def test_other_languages_neither_read_nor_write(log_in, korean, text):
    comment = write_comment(text.place, "Wer?", person("translator-ko"))
    english = log_in("translator-en")
    sent = {"row": key_of(text.place), "translation": korean.pk, "text": "x"}
    english.post("/admin/translations/ko/comment/", sent)
    # Nor through one's own language.
    english.post("/admin/translations/en/comment/", sent)
    english.post(f"/admin/translations/questions/{comment.pk}/", {"text": "x"})
    assert Comment.objects.count() == 1
    assert "Wer?" not in english.get("/admin/translations/questions/").content.decode()


@pytest.mark.parametrize("row", ["", "x", "l-programme.session-999999-title", "s-1-1"])
def test_about_nothing(translator, row):
    sent = {"row": row, "text": "x"}
    translator.post("/admin/translations/ko/comment/", sent)
    assert not Comment.objects.exists()


def test_sending_back_says_why_or_does_nothing(text):
    reader = person("moderator")
    with pytest.raises(ValidationError):
        return_to_translator(text.place, reader, text.version, " ")
    assert comments_about(text.place) == []
    with pytest.raises(ChangedMeanwhile):
        return_to_translator(text.place, reader, text.version + 1, "Zu lang.")
    assert comments_about(text.place) == []
    return_to_translator(text.place, reader, text.version, "Zu lang.")
    (comment,) = comments_about(text.place)
    assert (comment.text, comment.author) == ("Zu lang.", reader)
    translation = Translation.objects.select_related("source").get(
        source__object=comment.context.object_id, target_locale=text.place.locale
    )
    assert string_work([translation])[translation.pk][0].state == StringState.TO_ADAPT


def test_editors_ask_for_second_readers(editor, translator):
    korean = Locale.objects.get(language_code="ko")
    assert editor.get("/admin/translations/rules/").status_code == 200
    editor.post("/admin/translations/rules/", {"second_reader": [korean.pk]})
    rules = LanguageRule.objects.filter(second_reader=True)
    assert [rule.locale for rule in rules] == [korean]
    editor.post("/admin/translations/rules/", {})
    assert not rules.all().exists()
    assert translator.post("/admin/translations/rules/", {}).status_code in {302, 403}
