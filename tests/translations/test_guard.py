"""A translator's rights end at her languages, whatever address she knows."""

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translations.models import ImportedFile, Submission
from translations.queries.pages import missing_strings


def translation_into(session, language: str) -> Translation:
    return Translation.objects.get(
        source__object=session.key, target_locale__language_code=language
    )


def page_in(session, language: str) -> Page:
    return session.pages.get(locale__language_code=language)


def engine_addresses(session, language: str) -> dict[str, tuple[str, str]]:
    """Addresses of the engine about one page: name → (method, address)."""
    translation = translation_into(session, language)
    segment = StringSegment.objects.filter(source=translation.source).first()
    base = f"/admin/localize/translate/{translation.pk}"
    page = page_in(session, language)
    return {
        "edit_string_translation": ("put", f"{base}/strings/{segment.pk}/edit/"),
        "download_pofile": ("get", f"{base}/pofile/download/"),
        "upload_pofile": ("post", f"{base}/pofile/upload/"),
        "stop_translation": ("post", f"{base}/disable/"),
        "convert_to_alias": ("post", f"/admin/localize/page/{page.pk}/convert_to_alias/"),
        "update_translations": ("post", f"/admin/localize/update/{translation.source_id}/"),
    }


@pytest.mark.parametrize("name", ["stop_translation", "convert_to_alias"])
def test_she_cannot_end_a_translation(translator, session, name):
    _method, address = engine_addresses(session, "ko")[name]
    assert translator.post(address).status_code == 403
    assert translation_into(session, "ko").enabled
    assert page_in(session, "ko").alias_of is None


def test_nobody_makes_aliases(admin_client, session):
    _method, address = engine_addresses(session, "ko")["convert_to_alias"]
    assert admin_client.post(address).status_code == 403


def test_publishing_the_source_words_in_every_language_is_not_offered(editor, session):
    _method, address = engine_addresses(session, "ko")["update_translations"]
    before = page_in(session, "ko").latest_revision_id
    response = editor.post(address, {"publish_translations": "on"})
    assert response.status_code == 302
    assert page_in(session, "ko").latest_revision_id == before


@pytest.mark.parametrize("username", ["translator-ko", "translator-en", "moderator", "stranger"])
def test_no_people_through_the_snippet_api(log_in, username):
    for model in ("auth/user", "programme/speaker", "programme/nothing"):
        answer = log_in(username).get(f"/admin/localize/api/snippets/{model}/", follow=True)
        assert answer.status_code in {403, 404}, model
        assert b"translator-ko" not in answer.content


def test_a_locked_page_is_locked_for_translators(translator, session):
    page = page_in(session, "ko")
    page.locked = True
    page.save()
    translation = translation_into(session, "ko")
    segment = StringSegment.objects.filter(source=translation.source).first()
    address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    assert translator.put(address, "value=x", content_type=FORM).status_code == 403
    before = page_in(session, "ko").latest_revision_id
    translator.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"})
    assert page_in(session, "ko").latest_revision_id == before


FORM = "application/x-www-form-urlencoded"


def test_a_page_does_not_go_live_half_translated(translator, edition):
    session = edition.sessions.get(code="M3")
    page = page_in(session, "ko")
    assert missing_strings(translation_into(session, "ko")) == 2
    response = translator.post(f"/admin/pages/{page.pk}/edit/", {"action": "publish"}, follow=True)
    assert "번역하지 않은 문장이 2개 남아 있어 게시할 수 없습니다." in response.content.decode()
    assert not page_in(session, "ko").live


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "action",
    [
        "edit/", "edit/preview/", "delete/", "unpublish/", "move/", "copy/", "history/", "lock/",
        "unlock/", "add_subpage/", "privacy/", "convert_alias/", "set_position/", "view_draft/",
        "revisions/{revision}/view/", "revisions/{revision}/revert/", "workflow/preview/1/",
        "revisions/{revision}/unschedule/", "history/results/", "revisions/", "workflow_history/",
        "revisions/compare/earliest...latest/", "usage/", "workflow/action/approve/1/",
        "workflow/confirm_cancellation/",
    ],
)  # fmt: skip
def test_no_page_screen_of_another_language(translator, session, language, action):
    page = page_in(session, language)
    before = Page.objects.filter(pk=page.pk).values().get()
    address = f"/admin/pages/{page.pk}/{action.format(revision=page.latest_revision_id)}"
    for method in ("get", "post"):
        data = {"action-publish": "1", "slug": "x", "restriction_type": "login", "position": "0"}
        answer = getattr(translator, method)(address, data)
        assert answer.status_code in {302, 403, 404, 405}, method
    assert Page.objects.filter(pk=page.pk).values().get() == before
    assert not page.view_restrictions.exists()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_bulk_action_on_another_language(translator, session, language, action):
    page = page_in(session, language)
    before = sorted(Page.objects.values_list("pk", "path", "live", "latest_revision"))
    translator.post(
        f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}&next=/admin/",
        {"include_descendants": "on", "chooser": "3", "move_applicable": "on"},
    )
    assert sorted(Page.objects.values_list("pk", "path", "live", "latest_revision")) == before


def test_she_cannot_close_or_empty_the_korean_site(translator, visitor):
    home = Page.objects.get(url_path="/ko/")
    address = f"/admin/pages/{home.pk}/privacy/"
    assert translator.post(address, {"restriction_type": "login"}).status_code == 403
    translator.post(
        f"/admin/bulk/wagtailcore/page/unpublish/?id={home.pk}&next=/admin/",
        {"include_descendants": "on"},
    )
    assert visitor.get("/ko/").status_code == 200
    assert Page.objects.live().filter(locale__language_code="ko").count() == 58


def test_bulk_publication_with_what_is_below_does_not_pass_the_gate(translator):
    parent = Page.objects.get(url_path="/ko/forum-2027/programme/")
    live = Page.objects.live().count()
    translator.post(
        f"/admin/bulk/wagtailcore/page/publish/?id={parent.pk}&next=/admin/",
        {"include_descendants": "on"},
    )
    assert Page.objects.live().count() == live


@pytest.mark.parametrize(
    "content", [None, b"", b'msgid ""\nmsgstr "Language: ko"\n', b"\xff\xfe\x00", b"x" * 3_000_000]
)
def test_files_that_are_no_export_of_ours_are_refused(translator, session, content):
    _method, address = engine_addresses(session, "ko")["upload_pofile"]
    before = list(StringTranslation.objects.values_list("pk", "data"))
    data = {} if content is None else {"file": SimpleUploadedFile("x.po", content)}
    response = translator.post(address, data, follow=True)
    assert response.status_code == 200
    assert list(StringTranslation.objects.values_list("pk", "data")) == before


def test_the_engines_files_are_ours(translator, session):
    """Its own fail on strange files, take fuzzy for done and lose what they do not know."""
    addresses = engine_addresses(session, "ko")
    exported = translator.get(addresses["download_pofile"][1], follow=True)
    file = polib.pofile(exported.content.decode())
    assert (file.metadata["Language"], len(file) > 0) == ("ko", True)
    sent = SimpleUploadedFile("x.po", exported.content)
    checked = translator.post(addresses["upload_pofile"][1], {"file": sent}, follow=True)
    held = ImportedFile.objects.latest("pk")
    assert checked.redirect_chain == [(f"/admin/translations/imports/{held.pk}/", 302)]
    assert (held.page, held.applied_at) == (session.key, None)


def test_null_in_a_sentence_is_refused(translator, session):
    _method, address = engine_addresses(session, "ko")["edit_string_translation"]
    assert translator.put(address, "value=a%00b", content_type=FORM).status_code == 400


@pytest.mark.parametrize("action", ["delete/", "copy/", "move/{home}/confirm/", "add_subpage/"])
def test_where_her_own_pages_stand_is_not_hers(translator, action):
    page = Page.objects.get(url_path="/ko/accessibility/")
    before = sorted(Page.objects.values_list("pk", "path"))
    address = f"/admin/pages/{page.pk}/{action.format(home=page.get_parent().pk)}"
    for method in (translator.get, translator.post):
        assert method(address, {"new_title": "x", "new_slug": "x"}).status_code == 302
    assert sorted(Page.objects.values_list("pk", "path")) == before


@pytest.mark.parametrize(
    "section",
    ["editions", "sessions", "speakers", "tracks", "rooms", "venues", "organisations", "themes"],
)
@pytest.mark.parametrize("username", ["translator-ko", "translator-en", "moderator", "stranger"])
def test_facts_are_the_editors(log_in, edition, section, username):
    client = log_in(username)
    for tail in ("", "new/", "edit/1/", "delete/1/", "history/1/", "usage/1/"):
        assert client.get(f"/admin/{section}/{tail}").status_code == 302
        assert client.post(f"/admin/{section}/{tail}", {}).status_code in {302, 405}


@pytest.mark.parametrize("username", ["translator-ko", "translator-en", "moderator", "stranger"])
def test_the_schedule_is_the_editors(log_in, edition, session, username):
    client = log_in(username)
    base = f"/admin/programme/{edition.pk}"
    before = edition.schedules.count()
    for tail in ("schedule/", "release/", "state/", f"schedule/{session.pk}/unplace/"):
        assert client.post(f"{base}/{tail}", {"session": session.pk}).status_code == 302
    assert edition.schedules.count() == before
    assert session.slots.filter(schedule__version=0).exists()


@pytest.mark.parametrize(
    ("username", "allowed"),
    [
        ("editor", {"ko", "en"}),
        ("translator-ko", {"ko"}),
        ("translator-en", {"en"}),
        ("moderator", {"ko", "en"}),
        ("stranger", set()),
    ],
)
def test_work_lists_and_labels_by_language(log_in, session, username, allowed):
    client = log_in(username)
    for language in ("fr", "ko", "en", "de"):
        tail = f"labels/programme.session/{session.pk}/"
        for address in (
            f"/admin/translations/{language}/",
            f"/admin/translations/{language}/{tail}",
        ):
            expected = 200 if language in allowed else 302
            assert client.get(address).status_code == expected, address


@pytest.mark.parametrize("username", ["translator-ko", "moderator"])
def test_sending_for_translation_is_the_editors(log_in, session, username):
    page = page_in(session, "fr")
    before = Submission.objects.count()
    log_in(username).post(f"/admin/translations/submit/{page.pk}/", {"locales": [2]})
    assert Submission.objects.count() == before
    assert log_in(username).get("/admin/translations/submissions/1/").status_code == 302
