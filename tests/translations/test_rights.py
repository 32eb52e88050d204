"""Everybody of the cast at every address about translations, language by language.

The addresses come from the resolver: one without a row in ROWS fails.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    TranslatableMixin,
    Workflow,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)

from forum_site.roles import MODERATORS
from programme.models import Session
from registrations.queries.offer import offer_of
from registrations.services.entries import register
from registrations.tokens import STAY, Access, token
from tests import second_factor
from tests.forum_site.test_access import COOKIE, Address, addresses, details, everything
from translations.models import Comment, Publication
from translations.queries.pages import missing_strings
from translations.services.exchange import keep_file
from translations.services.publication import Refused, publish_translation, request_publication
from translations.services.strings import translate_sentences
from translations.services.submission import submit_tree

OUTSIDE = ("visitor", "participant", "stranger")
TRANSLATORS = {"translator-ko": "ko", "translator-en": "en"}
TEAM = ("editor", "moderator", *TRANSLATORS)
CAST = (*OUTSIDE, "clerk", *TEAM)
ENGINE, OURS = "wagtail_localize", "translations"
FORM = "application/x-www-form-urlencoded"


# Who gets what


@dataclass(frozen=True)
class Row:
    """What `people` get from an address, by method; everybody else is turned away.

    An outcome is a status, or the name of the page that one is led on to. `own` is the team at
    the languages they may translate into.
    """

    people: str
    get: str
    post: str
    put: str = ""
    delete: str = ""
    #: What the editor gets instead, who has no right on translated pages.
    editor: dict[str, str] = field(default_factory=dict)


READ = {"get": "200", "post": "405"}
SENT = {"get": "405", "post": "200"}

ROWS: dict[str, Row] = {
    "translations:board": Row("team", "200", "200"),
    "translations:index": Row(
        "team", "translations:my_work", "translations:my_work",
        editor={"get": "translations:board", "post": "translations:board"},
    ),
    "translations:my_work": Row("team", "200", "200"),
    "translations:questions": Row("team", "200", "405"),
    "translations:answer": Row("own", "405", "translations:questions"),
    "translations:comment": Row("own", "405", "translations:questions"),
    "translations:report": Row("own", "200", "200"),
    "translations:rules": Row("editor", "200", "translations:rules"),
    "translations:submit": Row("editor", "200", "200"),
    "translations:submission": Row("editor", "200", "200"),
    "translations:changes": Row("editor", "200", "translations:changes"),
    "translations:publications": Row("publishers", "200", "200"),
    "translations:publication": Row("publishers", "200", "200"),
    "translations:publication_withdraw": Row("publishers", "405", "translations:publication"),
    "translations:publish_together": Row("publishers", "200", "200"),
    "translations:glossary_import": Row("editor", "200", "200"),
    "translations:glossary_template": Row("editor", "200", "200"),
    "translations:glossary_export": Row("team", "200", "200"),
    "translations:concordance": Row("team", "200", "200"),
    "translations:tmx": Row("team", "200", "200"),
    "translations:import_check": Row("own", "200", "translations:import_check"),
    "translations:imported_file": Row("own", "200", "200"),
    "translations:export": Row("own", "200", "200"),
    "translations:import": Row("own", "200", "200"),
    "translations:workbench": Row("own", "200", "translations:workbench"),
    "translations:workbench_save": Row("own", **SENT, editor={"post": "403"}),
    "translations:workbench_aside": Row("own", **READ),
    "translations:workbench_presence": Row("own", **SENT),
    "translations:workbench_preview": Row("own", **READ),
    "translations:workbench_publish": Row(
        "own", "405", "translations:workbench", editor={"post": "turned away"}
    ),
    "translations:labels": Row("own", "200", "translations:labels"),
    # What is sent here is about a sentence, which no label is.
    "translations:labels_save": Row("own", "405", "410"),
    "translations:labels_aside": Row("own", "404", "405"),
    "translations:labels_presence": Row("own", **SENT),
    "translations:work_list": Row("own", "200", "200"),
    "translations:assign": Row("own", "405", "translations:work_list"),
    "translations:edit_label": Row("own", "200", "translations:edit_label"),
    "wagtail_localize:javascript_catalog": Row("admin", **READ),
    # Of a translated page: nobody.
    "wagtail_localize:submit_page_translation": Row("nobody", "", ""),
    "wagtail_localize:convert_to_alias": Row("nobody", "", ""),
    "wagtail_localize:submit_snippet_translation": Row("editor", "404", "404"),
    "wagtail_localize:snippets_api_listing": Row("editor", "404", "405"),
    "wagtail_localize:snippets_api_detail": Row("editor", "404", "405"),
    "wagtail_localize:update_translations": Row(
        "editor", "wagtailadmin_pages:edit", "wagtailadmin_pages:edit"
    ),
    "wagtail_localize:edit_string_translation": Row(
        "own", "405", "405", put="200", delete="200", editor={"put": "403", "delete": "403"}
    ),
    "wagtail_localize:edit_override": Row(
        "own", "405", "405", put="201", delete="404", editor={"put": "403", "delete": "403"}
    ),
    # Ours instead of the engine's.
    "wagtail_localize:download_pofile": Row("own", "translations:export", "translations:export"),
    "wagtail_localize:upload_pofile": Row("own", "translations:import", "translations:import"),
    "wagtail_localize:translations_report": Row("team", "translations:index", "translations:index"),
    "wagtail_localize:translations_report_results": Row(
        "team", "translations:index", "translations:index"
    ),
    # There is no machine.
    "wagtail_localize:machine_translate": Row("own", "405", "404"),
    "wagtail_localize:preview_translation": Row(
        "own", "200", "200", editor={"get": "turned away", "post": "turned away"}
    ),
    # Asks for a right on the translated page too, which editors do not have.
    "wagtail_localize:stop_translation": Row("editor", "405", "turned away"),
}  # fmt: skip


def people(name: str, language: str) -> set[str]:
    return {
        "admin": {*TEAM, "clerk"},
        "team": set(TEAM),
        "own": {who for who in TEAM if TRANSLATORS.get(who, language) == language},
        "publishers": {"editor", "moderator"},
        "editor": {"editor"},
        "nobody": set(),
    }[name]


def expected(address: Address, method: str, who: str, language: str) -> str:
    row, space = ROWS[address.name], address.name.split(":")[0]
    engine = space == ENGINE and row.people != "admin"
    if who in OUTSIDE:
        # The engine's guard answers before the admin sends a stranger to the log-in.
        return "403" if engine and who == "stranger" else "log in"
    outcome = getattr(row, method)
    if who in people(row.people, language):
        return row.editor.get(method, outcome) if who == "editor" else outcome
    if engine:
        return "403"
    return "405" if outcome == "405" else "turned away"


REFUSED = {"403", "404", "405", "log in", "turned away"}


def outcome_of(response: HttpResponse) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    path = response["Location"].split("?")[0]
    if path == "/admin/":
        return "turned away"
    if path[3:].startswith("/admin/"):
        return "404"
    name = resolve(path).view_name
    return "log in" if name == "account_login" else name


# The people, and what they ask about


@pytest.fixture
def linked(session) -> Session:
    """A session whose text holds a link, translated and published in both languages."""
    page = session.pages.get(locale__language_code="fr")
    page.abstract = '<p>Un <a href="https://a.example/">lien</a> utile.</p>'
    page.save_revision().publish()
    for translation in Translation.objects.filter(source__object=session.key):
        (segment,) = StringSegment.objects.filter(source=translation.source)
        words = {segment.string.data: '낱말 <a id="a1">link</a>'}
        assert translate_sentences(translation, words) == 1
        publish_translation(translation)
    return session


def client_of(who: str, edition: Any) -> Client:
    client = Client(raise_request_exception=False)
    if who == "participant":
        person = register(offer_of(edition.slug, "fr"), details(edition, "owner"), uuid.uuid4())
        client.cookies[COOKIE] = token(Access(person.key, person.link_version), STAY)
    elif who != "visitor":
        user = get_user_model().objects.get(username=who)
        client.force_login(user)
        if who == "clerk":
            second_factor.use(client, user)
    return client


class World:
    """One session in one language, and something for each argument of an address."""

    def __init__(self, session: Session, language: str) -> None:
        into = translation_into(session, language)
        self.source = page_in(session, "fr")
        segment = StringSegment.objects.filter(source=into.source)[0]
        self.row = f"s-{segment.string_id}-{segment.context_id}"
        submission = submit_tree(
            self.source, list(Locale.objects.exclude(language_code="fr")), None
        )
        publication = Publication.objects.create(title="x", keys=[str(session.key)])
        self.pks = {"submission": submission.pk, "publication": publication.pk}
        self.pks["publication_withdraw"] = publication.pk
        comment = Comment.objects.create(
            label=f"programme.session:{session.pk}:title", locale=into.target_locale, text="x"
        )
        self.pks["answer"] = comment.pk
        self.values = {
            "translation_id": into.pk,
            "translation_source_id": into.source_id,
            "string_segment_id": segment.pk,
            "overridable_segment_id": override_of(into).pk,
            "page_id": page_in(session, language).pk,
            "app_label": "programme",
            "model_name": "session",
            "pk": session.pk,
            "mode": "",
            "row": self.row,
            "file_pk": keep_file(language, "x.po", b"", None).pk,
            "language": language,
            "name": "programme.session",
            "slug": "forum-2027",
        }

    def path(self, address: Address) -> str:
        space, name = address.name.split(":")
        values = dict(self.values)
        if space == OURS:
            values |= {"page_id": self.source.pk, "pk": self.pks.get(name, values["pk"])}
        if name == "publish_together":
            values["name"] = "forum-2027"
        return address.path(values).replace("//", "/")

    def sent(self) -> dict[str, str]:
        """What a form of ours could send, and some that none does."""
        words = {"row": self.row, "act": "save", "seen": "0", "text": "x", "value": "x"}
        return words | {"translation": str(self.values["translation_id"]), "settled": "1"}


def translation_into(session: Session, language: str) -> Translation:
    return Translation.objects.get(
        source__object=session.key, target_locale__language_code=language
    )


def page_in(session: Session, language: str) -> Page:
    return session.pages.get(locale__language_code=language)


def override_of(translation: Translation) -> OverridableSegment:
    return OverridableSegment.objects.get(source=translation.source)


def ours() -> list[Address]:
    return [found for found in addresses() if found.name.split(":")[0] in {ENGINE, OURS}]


def requests(world: World, address: Address) -> Iterator[tuple[str, dict[str, Any]]]:
    """Methods, and what is sent with each."""
    yield "get", {}
    yield "post", {"data": world.sent()}
    for method in ("put", "delete"):
        if getattr(ROWS[address.name], method):
            yield method, {"data": "value=x", "content_type": FORM}


def test_every_address_has_a_row():
    assert {address.name for address in ours()} == set(ROWS)


@pytest.mark.parametrize("who", CAST)
def test_who_gets_what_in_which_language(linked, edition, settings, who):
    """And whoever is turned away has changed nothing, whatever was sent."""
    settings.FORM_RATE_LIMITS = {}
    worlds = {language: World(linked, language) for language in ("ko", "en")}
    client = client_of(who, edition)
    before, wrong = everything(), {}
    for language, world in worlds.items():
        for address in ours():
            for method, sent in requests(world, address):
                with transaction.atomic():
                    response = getattr(client, method)(world.path(address), **sent)
                    found = outcome_of(response)
                    transaction.set_rollback(found not in REFUSED)
                should = expected(address, method, who, language)
                if found != should:
                    wrong[address.name, method, language] = (found, should)
    assert wrong == {}
    assert set(before) ^ set(everything()) == set()


def test_there_is_no_translatable_snippet():
    """The first one needs rows in this file: Wagtail's rights on snippets know no language."""
    assert [m for m in get_snippet_models() if issubclass(m, TranslatableMixin)] == []


# Wagtail's own doors to translated pages


ACTIONS = [
    *("publish", "unpublish", "delete", "copy", "move", "copy_for_translation", "create_alias"),
    *("convert_alias", "revert_to_page_revision"),
]


@pytest.fixture
def half(edition) -> Session:
    """A session whose Korean page lacks two sentences, and was never public."""
    return edition.sessions.get(code="M3")


@pytest.mark.parametrize("who", ["editor", "moderator", "translator-ko"])
def test_the_api_acts_on_no_page(log_in, half, who):
    """Its actions run no hook: they would publish half a translation, or delete a page."""
    before = sorted(Page.objects.values_list("pk", "path", "live", "latest_revision"))
    for page in half.pages.all():
        sent = {"revision_id": page.latest_revision_id, "recursive": "true", "locale": "en"}
        for action in ACTIONS:
            address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
            assert log_in(who).post(address, sent).status_code == 403, action
    assert sorted(Page.objects.values_list("pk", "path", "live", "latest_revision")) == before


def test_the_api_lists_ones_own_language(translator, session):
    address = "/admin/api/main/pages/"
    assert translator.get(address).json()["meta"]["total_count"] > 0
    assert translator.get(address, {"locale": "en"}).json()["meta"]["total_count"] == 0
    english = translator.get(f"{address}{page_in(session, 'en').pk}/")
    assert english.status_code in {302, 404}


@pytest.mark.parametrize("who", ["translator-ko", "moderator"])
def test_nobody_closes_a_whole_language(log_in, session, who):
    home = Page.objects.get(url_path="/ko/")
    live = Page.objects.live().count()
    client = log_in(who)
    client.post(f"/admin/pages/{home.pk}/unpublish/")
    client.post(f"/admin/pages/{home.pk}/unpublish/", {"include_descendants": "on"})
    parent = page_in(session, "ko").get_parent()
    client.post(f"/admin/pages/{parent.pk}/unpublish/", {"include_descendants": "on"})
    assert Page.objects.live().count() == live
    client.post(f"/admin/pages/{page_in(session, 'ko').pk}/unpublish/")
    assert Page.objects.live().count() == live - 1


def test_what_editors_stopped_no_translator_starts_again(translator, session):
    Translation.objects.filter(pk=translation_into(session, "ko").pk).update(enabled=False)
    page = page_in(session, "ko")
    sent = {"localize-restart-translation": "1"}
    assert translator.post(f"/admin/pages/{page.pk}/edit/", sent)["Location"] == "/admin/"
    assert not translation_into(session, "ko").enabled


def test_rights_on_pages_do_not_make_a_translator(session):
    """Whoever may edit and publish the Korean pages, and has no language, stays outside."""
    group = Group.objects.create(name="Pages")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for verb in ("change", "publish"):
        GroupPagePermission.objects.create(
            group=group,
            page=Page.objects.get(url_path="/ko/"),
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{verb}_page"
            ),
        )
    stranger = get_user_model().objects.get(username="stranger")
    stranger.groups.add(group)
    client, page = Client(), page_in(session, "ko")
    client.force_login(stranger)
    for query in ("", "?engine"):
        address = f"/admin/pages/{page.pk}/edit/{query}"
        assert client.get(address)["Location"] == "/admin/"
        assert client.post(address, {"action": "publish"})["Location"] == "/admin/"
    assert page_in(session, "ko").latest_revision_id == page.latest_revision_id


def test_a_sentence_of_another_page_is_not_of_this_screen(translator, session, half):
    """Rows are looked up within the page and the language of the address."""
    other = StringSegment.objects.filter(source=translation_into(half, "ko").source)[0]
    before = list(StringTranslation.objects.values_list("pk", "data"))
    address = f"/admin/translations/workbench/{translation_into(session, 'ko').pk}/save/"
    for row in (
        f"s-{other.string_id}-{other.context_id}",
        f"l-programme.session-{half.pk}-title",
        "l-auth.user-1-username",
        "o-slug",
        "x",
    ):
        sent = {"row": row, "act": "save", "seen": "0", "text": "x"}
        assert translator.post(address, sent).status_code in {400, 404, 410}, row
    engine = f"/admin/localize/translate/{translation_into(session, 'ko').pk}"
    answer = translator.put(f"{engine}/strings/{other.pk}/edit/", "value=x", content_type=FORM)
    assert answer.status_code in {302, 404}
    assert list(StringTranslation.objects.values_list("pk", "data")) == before


# Locks and workflows


@pytest.fixture
def moderated(linked) -> Page:
    """The Korean page of a session, about whose publication moderators decide."""
    task = GroupApprovalTask.objects.create(name="Moderation")
    task.groups.add(Group.objects.get(name=MODERATORS))
    workflow = Workflow.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = page_in(linked, "ko")
    page.save_revision()
    workflow.start(page, get_user_model().objects.get(username="translator-ko"))
    return page_in(linked, "ko")


def test_a_page_in_moderation_is_closed_to_translators(translator, linked, moderated):
    into = translation_into(linked, "ko")
    before = list(StringTranslation.objects.values_list("pk", "data"))
    world = World(linked, "ko")
    saved = translator.post(f"/admin/translations/workbench/{into.pk}/save/", world.sent())
    assert saved.status_code == 403
    engine = f"/admin/localize/translate/{into.pk}"
    segment = StringSegment.objects.get(source=into.source)
    put = translator.put(f"{engine}/strings/{segment.pk}/edit/", "value=x", content_type=FORM)
    assert put.status_code == 403
    assert list(StringTranslation.objects.values_list("pk", "data")) == before


@pytest.mark.parametrize("who", ["translator-ko", "moderator"])
def test_a_page_in_moderation_is_published_by_its_workflow_only(log_in, linked, moderated, who):
    client, into = log_in(who), translation_into(linked, "ko")
    edit = f"/admin/pages/{moderated.pk}/edit/"
    for address in (f"/admin/translations/workbench/{into.pk}/publish/", edit, f"{edit}?engine"):
        client.post(address, {"action": "publish"})
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={moderated.pk}&next=/admin/")
    after = page_in(linked, "ko")
    assert after.workflow_in_progress
    assert after.live_revision_id == moderated.live_revision_id


def test_no_reason_overrides_a_lock_or_a_workflow(linked, moderated):
    editor = get_user_model().objects.get(username="editor")
    korean = list(Locale.objects.filter(language_code="ko"))

    def refused() -> list[str]:
        with pytest.raises(Refused) as refusal:
            request_publication("x", [linked.key], korean, editor, override_reason="Urgent")
        return [one.language for one in refusal.value.obstacles if one.firm]

    assert refused() == ["ko"]
    Page.objects.filter(pk=moderated.pk).update(locked=True)
    assert refused() == ["ko", "ko"]


def approve(client: Client, page: Page) -> str:
    state = page.current_workflow_task_state
    return client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/")["Location"]


def test_approving_publishes_no_half_translation(log_in, linked, moderated):
    into = translation_into(linked, "ko")
    held = StringTranslation.objects.get(
        locale=into.target_locale,
        context__object=linked.key,
        translation_of__segments__source=into.source,
    )
    held.delete()
    assert missing_strings(into) == 1
    moderator = log_in("moderator")
    assert approve(moderator, moderated) == f"/admin/translations/workbench/{into.pk}/"
    assert page_in(linked, "ko").workflow_in_progress
    (segment,) = StringSegment.objects.filter(source=into.source)
    translate_sentences(into, {segment.string.data: '낱말 <a id="a1">link</a>'})
    approve(moderator, moderated)
    after = page_in(linked, "ko")
    assert (after.workflow_in_progress, after.live_revision_id) == (False, after.latest_revision_id)


def test_a_locked_page_is_not_published_in_bulk(log_in, linked):
    page = page_in(linked, "ko")
    page.save_revision()
    Page.objects.filter(pk=page.pk).update(locked=True)
    for who in ("translator-ko", "moderator"):
        log_in(who).post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/")
    assert page_in(linked, "ko").live_revision_id == page.live_revision_id


# What is kept of the engine


def test_links_of_one_language_are_set_in_the_engines_editor(translator, linked, visitor):
    into, page = translation_into(linked, "ko"), page_in(linked, "ko")
    assert translator.get(f"/admin/pages/{page.pk}/edit/?engine").status_code == 200
    address = f"/admin/localize/translate/{into.pk}/overrides/{override_of(into).pk}/edit/"
    sent = {"data": "value=https%3A%2F%2Fko.example%2F", "content_type": FORM}
    assert translator.put(address, **sent).status_code == 201
    preview = translator.get(f"/admin/localize/translate/{into.pk}/preview/")
    assert 'href="https://ko.example/"' in preview.content.decode()
    translator.post(f"/admin/pages/{page.pk}/edit/?engine", {"action": "publish"})
    assert 'href="https://ko.example/"' in visitor.get(page.url).content.decode()
    assert 'href="https://a.example/"' in visitor.get(page_in(linked, "en").url).content.decode()


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", " javascript:x"]
)
def test_no_link_runs_a_script(translator, linked, value):
    into = translation_into(linked, "ko")
    address = f"/admin/localize/translate/{into.pk}/overrides/{override_of(into).pk}/edit/"
    for sent in ({"data": f"value={value}", "content_type": FORM},):
        assert translator.put(address, **sent).status_code == 400
    assert not SegmentOverride.objects.exists()


@pytest.mark.parametrize(
    ("data", "content_type"),
    [("", FORM), ("x=1", FORM), ('{"value": "x"}', "application/json"), ("x", "text/plain")],
)
def test_the_engine_gets_no_request_that_breaks_it(translator, linked, data, content_type):
    into = translation_into(linked, "ko")
    segment = StringSegment.objects.get(source=into.source)
    for tail in (f"strings/{segment.pk}", f"overrides/{override_of(into).pk}"):
        address = f"/admin/localize/translate/{into.pk}/{tail}/edit/"
        assert translator.put(address, data, content_type=content_type).status_code == 400


def test_the_engines_report_is_in_nobodys_menu(log_in):
    for who in ("editor", "translator-ko"):
        assert "localize/reports" not in log_in(who).get("/admin/").content.decode()
