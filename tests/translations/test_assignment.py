"""Who translates what, by when; nobody takes a page from a colleague."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale

from translations.enums import Kind
from translations.models import Assignment
from translations.queries.work import own_work, work
from translations.scopes import scope
from translations.services.assignments import Order, assign_pages


def person(name: str):
    return get_user_model().objects.get(username=name)


def owners(language: str = "ko") -> dict:
    rows = Assignment.objects.filter(locale__language_code=language)
    return {row.object_id: row.owner.username for row in rows.select_related("owner")}


@pytest.fixture
def page_key(session):
    return session.key


def test_an_editor_gives_a_page_with_its_labels(editor, session, page_key):
    due = timezone.localdate() - datetime.timedelta(days=1)
    pk = person("translator-ko").pk
    sent = {"keys": [str(page_key)], "owner": pk, "due": due.isoformat(), "note": "Bitte"}
    assert editor.post("/admin/translations/ko/assign/", sent).status_code == 302
    (row,) = Assignment.objects.all()
    assert (row.owner.username, row.due, row.note) == ("translator-ko", due, "Bitte")
    assert row.assigned_by.username == "editor"
    items = {item.kind: item for item in work(["ko"]) if item.key == page_key}
    assert {kind: item.owner.username for kind, item in items.items()} == {
        Kind.PAGE: "translator-ko",
        Kind.LABEL: "translator-ko",
    }


def test_only_people_of_the_language_are_offered(editor, page_key):
    pk = person("translator-en").pk
    response = editor.post(
        "/admin/translations/ko/assign/", {"keys": [str(page_key)], "owner": pk}, follow=True
    )
    assert response.status_code == 200
    assert owners() == {}
    offered = response.context["assignment"].fields["owner"].queryset
    assert [user.username for user in offered] == ["moderator", "translator-ko"]


def test_a_translator_takes_what_nobody_has_and_no_more(translator, edition, session, page_key):
    other = person("moderator")
    assign_pages([page_key], "ko", Order(other), person("editor"))
    me = person("translator-ko")
    everything = {"everything": "1", "filter": f"scope={edition.slug}&kind=page", "owner": me.pk}
    translator.post("/admin/translations/ko/assign/", everything)
    held = owners()
    assert held.pop(page_key) == "moderator"
    assert set(held.values()) == {"translator-ko"}
    assert len(held) == len(scope(edition.slug).keys()) - 1
    # And cannot give it to somebody else.
    translator.post("/admin/translations/ko/assign/", everything | {"owner": other.pk})
    assert set(owners().values()) == {"translator-ko", "moderator"}
    assert translator.post("/admin/translations/en/assign/", everything).status_code in {302, 403}
    assert owners("en") == {}


def test_giving_back(translator, page_key):
    sent = {"keys": [str(page_key)], "owner": person("translator-ko").pk}
    translator.post("/admin/translations/ko/assign/", sent)
    assert owners() == {page_key: "translator-ko"}
    translator.post("/admin/translations/ko/assign/", sent | {"owner": ""})
    assert owners() == {}


def test_nonsense_is_refused_in_words(editor):
    for sent in ({}, {"keys": ["x"], "owner": ""}, {"keys": ["x"], "due": "demain"}):
        assert editor.post("/admin/translations/ko/assign/", sent).status_code == 302
    assert owners() == {}


def test_many_pages_cost_as_many_queries_as_one(edition, django_assert_max_num_queries):
    keys = scope(edition.slug).keys()
    with django_assert_max_num_queries(10):
        given = assign_pages(keys, "ko", Order(person("translator-ko")), person("editor"))
    assert given == len(keys) > 40


def test_my_work_by_due_date(translator, edition):
    me, today = person("translator-ko"), timezone.localdate()
    unfinished = [
        item.key
        for item in work(["ko"], scope(edition.slug))
        if item.kind == Kind.PAGE and not item.is_done
    ]
    late, soon, whenever = unfinished[:3]
    for key, days in ((whenever, None), (soon, 3), (late, -2)):
        due = None if days is None else today + datetime.timedelta(days=days)
        assign_pages([key], "ko", Order(me, due), person("editor"))
    own = [item for item in own_work(work(["ko"]), me) if item.kind == Kind.PAGE]
    assert [item.key for item in own] == [late, soon, whenever]
    assert [item.is_overdue(today) for item in own] == [True, False, False]
    page = translator.get("/admin/translations/mine/").content.decode()
    assert [own[0].title.text in page, own[2].title.text in page] == [True, True]
    for asked, keys in ((("due=overdue"), [late]), ("due=soon", [soon]), ("owner=me", None)):
        listed = translator.get(f"/admin/translations/ko/?{asked}&kind=page").context["items"]
        assert {item.key for item in listed} == set(keys or [late, soon, whenever])


def test_a_language_that_is_not_ones_own_stays_hidden(translator):
    """Neither its numbers nor its people."""
    board = translator.get("/admin/translations/")
    languages = {held.language for _scope, figures in board.context["scopes"] for held in figures}
    assert languages == {"ko"}
    assert Locale.objects.filter(language_code="en").exists()
    assert "translator-en" not in board.content.decode()
    assert translator.get("/admin/translations/?language=en").context["form"].asked == {}
