"""The workbench's screen and what it sends: rows, rights, clashes, and nothing lost."""

import gzip
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from programme.models import Session
from tests.forms import fields
from tests.html import soup
from tests.translations.bench import send, type_into
from tests.translations.sources import publish
from translations.enums import Kind, Stage
from translations.models import Comment, GlossaryTerm, LanguageRule, OwnText, StringReview
from translations.queries.rows import key_of
from translations.queries.strings import StringWork, string_work
from translations.queries.work import work as all_work
from translations.services.strings import propose, save_string, translate_sentences

NEW = "Entièrement autre chose : R&D, mercredi."
OURS = "전혀 다른 내용: R&D, 수요일."


@pytest.fixture
def address(korean) -> str:
    return f"/admin/translations/workbench/{korean.pk}/"


@pytest.fixture
def other(db) -> Any:
    return get_user_model().objects.create_user("kim", first_name="Kim", last_name="Min-ji")


@pytest.fixture
def fresh(french, korean) -> StringWork:
    """A sentence that nobody has translated yet, the last of its page."""
    publish(french, french.abstract + f"<p>{NEW.replace('&', '&amp;')}</p>")
    return last(korean)


def last(translation: Translation) -> StringWork:
    return string_work([translation])[translation.pk][-1]


def shown(client: Any, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def row(page: BeautifulSoup, work: StringWork) -> Tag:
    return page.find(id=key_of(work.place))


def test_it_stands_in_place_of_the_engines_editor(translator, session, address):
    page = session.pages.get(locale__language_code="ko")
    answer = translator.get(f"/admin/pages/{page.pk}/edit/")
    assert (answer.status_code, answer["Location"]) == (302, address)
    engines = translator.get(f"/admin/pages/{page.pk}/edit/?engine")
    assert b"wagtail_localize" in engines.content


def test_labels_first_then_sentences_then_what_may_be_filled(translator, session, french, address):
    publish(french, "<h2>Titre</h2><p>Texte</p><ul><li>Un</li></ul><blockquote>Dit</blockquote>")
    page = shown(translator, address)
    names = [name.get_text() for name in page.select(".texts__name")]
    roles = [role.get_text() for role in page.select(".entry__role")]
    assert (
        names
        == [
            "세션",
            "개요",
            "Title for search engines",
            "Description for search engines",
        ]
        or len(names) == 4
    )
    assert len(roles) == 7
    assert page.select_one(".entry .entry__source").get_text() == session.title_fr
    assert len(set(roles[1:5])) == 4
    assert [r["id"] for r in page.select(".entry")][-2:] == ["o-seo_title", "o-search_description"]


def test_five_hundred_texts_are_quick(translator, french, korean, address):
    words = "Les collectivités de France et de Corée échangent leurs expériences"
    publish(
        french, "".join(f"<p>{words} numéro {n}, et <b>bien</b> d’autres.</p>" for n in range(500))
    )
    works = string_work([korean])[korean.pk]
    half = {
        work.source: f"한국과 프랑스의 지방자치단체 {n}" for n, work in enumerate(works) if n % 2
    }
    assert translate_sentences(korean, half) == 250
    translator.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = translator.get(address)
    assert response.content.decode().count("<article") == 503
    assert len(queries) <= 30
    assert len(gzip.compress(response.content)) <= 150_000


def test_a_sentence_is_saved_validated_and_sent_back(translator, fresh, korean, address):
    key = key_of(fresh.place)
    saved = send(translator, address, key, OURS, 0)
    assert saved.status_code == 200
    assert {k: saved.json()[k] for k in ("row", "state", "version", "text")} == {
        "row": key, "state": "translated", "version": 1, "text": OURS,
    }  # fmt: skip
    assert last(korean).target == OURS.replace("&", "&amp;")
    validated = send(translator, address, key, OURS, 1, act="validate").json()
    assert (validated["state"], validated["version"]) == ("validated", 2)
    back = send(translator, address, key, OURS, 2, act="back").json()
    assert (back["state"], back["version"]) == ("to_adapt", 3)


def test_what_is_said_with_a_text_sent_back_becomes_a_comment(translator, fresh, address):
    key = key_of(fresh.place)
    send(translator, address, key, OURS, 0)
    back = send(translator, address, key, OURS, 1, act="back", note=" 너무 깁니다. ").json()
    assert (back["state"], back["version"]) == ("to_adapt", 2)
    assert Comment.objects.values_list("text", "context").get() == (
        "너무 깁니다.",
        fresh.place.context,
    )


def test_words_typed_while_validating_are_saved_first(translator, fresh, korean, address):
    answer = send(translator, address, key_of(fresh.place), OURS, 0, act="validate").json()
    assert (answer["state"], answer["version"]) == ("validated", 2)
    assert last(korean).target == OURS.replace("&", "&amp;")


def test_plain_text_is_shown_as_one_types_it(translator, fresh, korean, somebody, address):
    save_string(fresh.place, "R&amp;D &lt;3", somebody, seen=0)
    found = row(shown(translator, address), fresh)
    assert found.textarea.get_text() == "\nR&D <3"
    assert found.select_one(".entry__source").get_text() == NEW


def test_links_and_marks_are_edited_as_such(translator, french, korean, address):
    publish(french, '<p>Voir <a href="https://a.example/">le <b>site</b></a>.</p>')
    work = last(korean)
    found = row(shown(translator, address), work)
    assert found.has_attr("data-rich")
    assert found.select_one(".entry__source a")["data-link"] == "a1"
    text = '<a id="a1"><b>사이트</b></a>를 보세요.'
    answer = send(translator, address, key_of(work.place), text, 0, rich="1")
    assert (answer.json()["text"], last(korean).target) == (text, text)


def test_no_words_are_no_translation(translator, fresh, korean, somebody, address):
    save_string(fresh.place, OURS, somebody, seen=0)
    answer = send(translator, address, key_of(fresh.place), "  ", 1).json()
    assert answer["state"] == "to_translate"
    assert last(korean).state == "to_translate"


def test_the_faster_one_is_never_written_over(translator, fresh, korean, other, address):
    save_string(fresh.place, "먼저 &amp; 저장", other, seen=0)
    for act in ("save", "validate", "back"):
        clash = send(translator, address, key_of(fresh.place), OURS, 0, act=act)
        assert clash.status_code == 409, act
        told = clash.json()
        assert (told["text"], told["version"], told["name"]) == ("먼저 & 저장", 1, "Kim Min-ji")
    assert last(korean).target == "먼저 &amp; 저장"
    assert send(translator, address, key_of(fresh.place), OURS, 1).status_code == 200


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"act": "delete"}, 400),
        ({"seen": "-1"}, 400),
        ({"seen": "x"}, 400),
        ({"seen": "9" * 30}, 400),
        ({"seen": "²"}, 400),
        ({"text": "가" * 20_001}, 400),
        ({"row": ""}, 410),
        ({"row": "s-1-999999"}, 410),
        ({"row": "s-" + "9" * 18 + "-1"}, 410),
        ({"row": "l-auth.user-1-username"}, 410),
        ({"row": "l-programme.session-1-code"}, 410),
        ({"row": "o-slug"}, 410),
        ({"row": "o-title"}, 410),
    ],
)
def test_what_no_screen_sends(translator, fresh, address, data, status):
    before = list(StringTranslation.objects.values()), list(OwnText.objects.values())
    sent = {"row": key_of(fresh.place), "act": "save", "seen": "0", "text": "글"} | data
    answer = translator.post(f"{address}save/", sent)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert (list(StringTranslation.objects.values()), list(OwnText.objects.values())) == before


def test_reasons_that_are_none_do_no_harm(translator, fresh, address):
    for n, reasons in enumerate(("[1", "[]", '"x"', '{"numbers": 1}')):
        answer = send(translator, address, key_of(fresh.place), f"글 {n}", n, dismissed=reasons)
        assert answer.status_code == 200, reasons
    assert StringReview.objects.get(
        translation__translation_of=fresh.place.string, translation__context=fresh.place.context
    ).dismissed == {"numbers": "1"}


def test_a_sentence_of_another_page_is_not_of_this_one(translator, edition, fresh, address):
    stranger = Translation.objects.filter(target_locale__language_code="ko").exclude(
        source__object=edition.sessions.get(code="P1").key
    )[0]
    elsewhere = string_work([stranger])[stranger.pk][0]
    assert send(translator, address, key_of(elsewhere.place), "글", 0).status_code == 410


def test_labels_of_the_same_fact_are_written_here_and_no_others(translator, session, address):
    answer = send(translator, address, f"l-programme.session-{session.pk}-title", "새 제목", 0)
    assert answer.status_code == 200
    session.refresh_from_db()
    assert session.title_ko == "새 제목"
    elsewhere = Session.objects.exclude(pk=session.pk).first()
    refused = send(translator, address, f"l-programme.session-{elsewhere.pk}-title", "글", 0)
    assert refused.status_code == 410


def test_what_is_too_long_is_refused_with_the_room_there_is(translator, session, address):
    key = f"l-programme.session-{session.pk}-title"
    answer = send(translator, address, key, "가" * 251, 0)
    assert answer.status_code == 400
    assert "251" in answer.json()["error"]
    assert "250" in answer.json()["error"]


def test_another_language_stays_closed(log_in, address):
    english = log_in("translator-en")
    for path in ("", "preview/", "aside/o-seo_title/"):
        assert english.get(f"{address}{path}").status_code in {302, 403}, path
    for path in ("", "save/", "presence/", "publish/"):
        assert english.post(f"{address}{path}").status_code in {302, 403}, path


def test_a_locked_page_is_read_and_its_labels_are_written(translator, session, fresh, address):
    page = session.pages.get(locale__language_code="ko")
    page.locked = True
    page.save()
    found = shown(translator, address)
    assert row(found, fresh).textarea.has_attr("readonly")
    assert found.select_one(".help-block")
    for act in ("save", "validate", "back"):
        refused = send(translator, address, key_of(fresh.place), OURS, 0, act=act)
        assert refused.status_code == 403
    assert translator.post(f"{address}publish/").status_code in {302, 403}
    label = send(translator, address, f"l-programme.session-{session.pk}-title", "새 제목", 0)
    assert label.status_code == 200


def test_a_changed_sentence_shows_what_changed_above_the_old_words(
    translator, french, korean, address
):
    work = string_work([korean])[korean.pk][0]
    first = work.source.split()[0]
    publish(french, french.abstract.replace(first, "Désormais", 1))
    changed = string_work([korean])[korean.pk][0]
    found = row(shown(translator, address), changed)
    assert found["data-state"] == "to_adapt"
    assert found.ins.get_text().strip() == "Désormais"
    assert found.select_one("del").get_text().strip() == first
    assert found.textarea.get_text().strip() == work.target
    assert not StringTranslation.objects.filter(translation_of=changed.place.string).exists()
    # The form without JavaScript saves what somebody changed, not what was only shown.
    type_into(translator, address)
    assert not StringTranslation.objects.filter(translation_of=changed.place.string).exists()


def test_one_request_of_an_editor_tells_the_translators_everything(
    log_in, visitor, french, korean, address
):
    """Published in Wagtail's own form: two languages are to adapt, and the old Korean is public."""
    editor = log_in("editor")
    work = string_work([korean])[korean.pk][0]
    first, *_rest = work.source.split()
    public = Page.objects.get(
        translation_key=french.translation_key, locale__language_code="ko"
    ).url
    before = soup(visitor.get(public)).select_one(".prose").get_text()
    edit = f"/admin/pages/{french.pk}/edit/"
    sent = fields(soup(editor.get(edit)).find(id="page-edit-form"))
    typed = json.loads(sent["abstract"])
    typed["blocks"][0]["text"] = work.source.replace(first, "Désormais", 1)
    sent |= {"abstract": json.dumps(typed)}
    assert editor.post(edit, sent | {"action-publish": "1"}).status_code == 302
    assert "Désormais" in soup(visitor.get(french.url)).select_one(".prose").get_text()

    items = [item for item in all_work(["ko", "en"]) if item.key == french.translation_key]
    states = {(i.language, i.stage, i.stale, i.left.texts) for i in items if i.kind == Kind.PAGE}
    assert states == {("ko", Stage.TO_ADAPT, True, 1), ("en", Stage.TO_ADAPT, True, 1)}
    changed = string_work([korean])[korean.pk][0]
    found = row(shown(log_in("translator-ko"), address), changed)
    assert [piece.get_text(strip=True) for piece in found.select("del, ins")] == [
        first,
        "Désormais",
    ]
    assert found.textarea.get_text().strip() == work.target
    assert soup(visitor.get(public)).select_one(".prose").get_text() == before


def test_a_source_that_changes_meanwhile_loses_no_word(translator, french, korean, fresh, address):
    publish(french, french.abstract.replace("mercredi", "jeudi"))
    answer = send(translator, address, key_of(fresh.place), OURS, 0).json()
    assert answer["gone"]
    assert answer["told"]
    assert last(korean).former.target == OURS.replace("&", "&amp;")


def test_without_javascript_the_whole_page_is_a_form(translator, session, fresh, korean, address):
    found = shown(translator, address)
    name = row(found, fresh).textarea["name"]
    answer = translator.post(address, {name: OURS})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert last(korean).state == "translated"
    name = row(shown(translator, address), fresh).textarea["name"]
    translator.post(address, {name: OURS, "validate": key_of(fresh.place)})
    assert last(korean).state == "validated"


def test_a_clash_without_javascript_shows_both(translator, fresh, korean, other, address):
    name = row(shown(translator, address), fresh).textarea["name"]
    save_string(fresh.place, "먼저", other, seen=0)
    answer = translator.post(address, {name: OURS})
    assert answer.status_code == 200
    found = row(BeautifulSoup(answer.content, "html.parser"), fresh)
    assert found.textarea.get_text().strip() == OURS
    assert "먼저" in found.select_one(".entry__note").get_text()
    assert last(korean).target == "먼저"


def test_a_second_reader_is_asked_for(translator, fresh, address):
    LanguageRule.objects.create(locale=Locale.objects.get(language_code="ko"), second_reader=True)
    answer = send(translator, address, key_of(fresh.place), OURS, 0, act="validate").json()
    assert (answer["state"], bool(answer["told"])) == ("translated", True)


def test_an_error_stands_in_the_way_of_validation(translator, fresh, korean, address):
    wrong = OURS.replace("수요일", "목요일")
    answer = send(translator, address, key_of(fresh.place), wrong, 0, act="validate").json()
    assert (answer["state"], bool(answer["told"])) == ("translated", True)
    assert [(p["check"], p["severity"]) for p in answer["problems"]] == [("dates", "error")]
    # No reason helps against an error.
    again = send(
        translator, address, key_of(fresh.place), wrong, 1, act="validate",
        dismissed=json.dumps({p["key"]: "x" for p in answer["problems"]}),
    ).json()  # fmt: skip
    assert again["state"] == "translated"
    right = send(translator, address, key_of(fresh.place), OURS, again["version"], act="validate")
    assert (right.json()["state"], right.json()["problems"]) == ("validated", [])


def test_a_warning_asks_once(translator, fresh, korean, address):
    text = f"{OURS} 17명."
    asked = send(translator, address, key_of(fresh.place), text, 0, act="validate").json()
    assert asked["state"] == "translated"
    assert {p["severity"] for p in asked["problems"]} == {"warning"}
    reasons = {p["key"]: "다음 문장에 있음" for p in asked["problems"]}
    answered = send(
        translator, address, key_of(fresh.place), text, asked["version"], act="validate",
        dismissed=json.dumps(reasons),
    ).json()  # fmt: skip
    assert (answered["state"], answered["problems"]) == ("validated", [])
    assert last(korean).dismissed == reasons
    # Changed again, it is not asked again.
    version = answered["version"]
    answer = send(translator, address, key_of(fresh.place), f"{text} 끝.", version).json()
    assert answer["problems"] == []
    # Something else of the same kind is another question, whatever was said about the first.
    for number, asked in (("18", ["numbers"]), ("17", [])):
        other = f"{OURS} {number}명."
        answer = send(translator, address, key_of(fresh.place), other, answer["version"]).json()
        assert [p["check"] for p in answer["problems"]] == asked


def test_terms_are_dismissed_one_by_one(translator, french, korean, address):
    for number in ("une", "deux"):
        GlossaryTerm.objects.create(term_fr=f"clause {number}", term_ko=f"조항{number}")
    publish(french, french.abstract + "<p>Voici la clause une et la clause deux.</p>")
    place = key_of(last(korean).place)
    asked = send(translator, address, place, "여기 있습니다.", 0, act="validate").json()
    assert [p["check"] for p in asked["problems"]] == ["term", "term"]
    answer = send(
        translator, address, place, "여기 있습니다.", asked["version"], act="validate",
        dismissed=json.dumps({asked["problems"][0]["key"]: "다음 문장에 있음"}),
    ).json()  # fmt: skip
    assert (answer["state"], [p["message"] for p in answer["problems"]]) == (
        "translated",
        [p["message"] for p in asked["problems"][1:]],
    )
    assert list(last(korean).dismissed.values()) == ["다음 문장에 있음"]


def test_errors_are_told_to_whoever_publishes_them(translator, fresh, korean, address):
    send(translator, address, key_of(fresh.place), OURS, 0)
    told = translator.post(f"{address}publish/", follow=True).context["messages"]
    assert [message.level_tag for message in told] == ["success"]
    send(translator, address, key_of(fresh.place), OURS.replace("수요일", "목요일"), 1)
    told = translator.post(f"{address}publish/", follow=True).context["messages"]
    assert [message.level_tag for message in told] == ["success", "warning"]


def test_a_proposal_is_accepted_as_it_stands(translator, fresh, korean, address):
    propose(fresh.place, "제안", "memory")
    assert row(shown(translator, address), fresh)["data-state"] == "proposal"
    answer = send(translator, address, key_of(fresh.place), "제안", 0).json()
    assert answer["state"] == "translated"


def test_what_the_source_leaves_blank_is_filled_and_stays(log_in, session, french, korean, address):
    translator, visitor = log_in("translator-ko"), Client()
    title = "검색 결과에 보이는 제목"
    answer = send(translator, address, "o-seo_title", title, 0)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert send(translator, address, "o-seo_title", "x", 0).status_code == 409
    before = session.pages.get(locale__language_code="ko")
    assert before.seo_title == ""
    assert title in translator.get(f"{address}preview/").content.decode()
    translator.post(f"{address}publish/")
    page = session.pages.get(locale__language_code="ko")
    assert page.seo_title == title
    assert title in visitor.get(page.url).content.decode()
    # Each publication writes the page anew; the words stay.
    publish(french, french.abstract + "<p>Fin.</p>")
    save_string(last(korean).place, "끝.", None, seen=0)
    translator.post(f"{address}publish/")
    page = session.pages.get(locale__language_code="ko")
    assert (page.seo_title, "끝." in page.abstract) == (title, True)
    # Words of the source come first.
    french.seo_title = "Titre"
    publish(french, french.abstract)
    assert "o-seo_title" not in translator.get(address).content.decode()


def test_half_a_page_is_not_published(translator, session, fresh, address):
    before = session.pages.get(locale__language_code="ko").latest_revision_id
    answer = translator.post(f"{address}publish/", follow=True)
    assert "1개" in answer.content.decode()
    assert session.pages.get(locale__language_code="ko").latest_revision_id == before


def test_the_preview_shows_what_is_saved_in_a_frame_of_ours(
    translator, fresh, somebody, session, address
):
    save_string(fresh.place, "미리 볼 문장", somebody, seen=0)
    answer = translator.get(f"{address}preview/")
    assert "미리 볼 문장" in answer.content.decode()
    assert session.title_ko in answer.content.decode()
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_who_else_is_here(translator, editor, address):
    assert translator.post(f"{address}presence/").json() == {"others": []}
    assert editor.post(f"{address}presence/").json() == {"others": ["translator-ko"]}
    assert translator.post(f"{address}presence/").json() == {"others": ["editor"]}


def test_help_with_a_text(translator, fresh, somebody, address):
    save_string(fresh.place, OURS, somebody, seen=0)
    found = shown(translator, f"{address}aside/{key_of(fresh.place)}/")
    assert "translator-ko" in found.get_text()
    assert translator.get(f"{address}aside/s-1-999999/").status_code in {302, 404}


def test_terms_are_marked_inside_the_marks_of_the_source(translator, french, korean, address):
    GlossaryTerm.objects.create(term_fr="clause", term_ko="조항")
    publish(french, french.abstract + "<p>Voici <b>la clause</b> &amp; une autre.</p>")
    found = shown(translator, f"{address}aside/{key_of(last(korean).place)}/")
    marked = found.select_one("[data-marked]")
    assert marked.select_one("b mark").get_text() == "clause"
    assert marked.get_text() == "Voici la clause & une autre."


def test_line_breaks_of_a_plain_field_are_those_of_the_source(translator, french, korean, address):
    publish(french, french.abstract + "<p>Une ligne,<br/>puis une autre.</p>")
    key = key_of(last(korean).place)
    answer = send(translator, address, key, "한 줄,\n그리고 다음 줄.", 0, act="validate").json()
    assert (answer["state"], answer["problems"]) == ("validated", [])
    asked = send(translator, address, key, "한 줄, 그리고 다음 줄.", answer["version"]).json()
    assert [p["check"] for p in asked["problems"]] == ["tags"]


def test_the_labels_of_an_edition(translator, edition, session):
    address = f"/admin/translations/ko/labels/?scope={edition.slug}"
    page = shown(translator, address)
    texts = [text.get_text() for text in page.select(".entry__source")]
    assert session.title_fr in texts
    key = f"l-programme.session-{session.pk}-title"
    answer = send(translator, "/admin/translations/ko/labels/", key, "새 제목", 0)
    assert answer.json()["state"] == "translated"
    assert translator.get("/admin/translations/ko/labels/?scope=nothing").status_code in {302, 404}
    assert translator.get("/admin/translations/en/labels/").status_code in {302, 403}


def test_a_filter_that_needs_no_javascript(translator, fresh, address):
    found = shown(translator, f"{address}?state=to_translate&q=autre chose")
    assert [r["id"] for r in found.select(".entry")] == [key_of(fresh.place)]
