"""The fifteen ways in which translated sites of this kind have failed; each is closed here."""

import polib
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from modelcluster.models import get_all_child_relations
from wagtail.models import Comment, Locale, Page, TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation, TranslationContext

from home.models import StandardPage
from programme.models import EditionCopy, Room, Slot
from programme.services.page_copies import run_copy
from tests.factories import next_edition
from tests.html import soup, texts
from tests.programme import test_page_copies
from tests.registrations import test_mails
from translations.enums import StringState
from translations.labels import label_set
from translations.models import ImportedFile
from translations.queries.labels import label_texts
from translations.queries.pages import missing_strings
from translations.queries.strings import string_work
from translations.services.submission import run_submission, submit_tree

from . import test_cascade, test_guard, test_labels, test_rights, test_submission

LANGUAGES = ("fr", "ko", "en")
new_page = test_submission.new_page
registered = test_mails.registered
linked = test_rights.linked
moderated = test_rights.moderated


def in_language(session, language: str) -> Page:
    return session.pages.get(locale__language_code=language)


def test_01_a_tree_that_is_sent_answers_everywhere_and_nothing_french_goes_live(db, visitor):
    parent = Page.objects.get(url_path="/fr/")
    for slug in ("haut", "milieu", "bas"):
        page = StandardPage(title=f"Page {slug}", slug=slug, locale=parent.locale)
        parent.add_child(instance=page)
        page.save_revision().publish()
        parent = page
    root = Page.objects.get(url_path="/fr/haut/")
    targets = list(Locale.objects.exclude(language_code="fr"))
    run_submission.call(submit_tree(root, targets, None).pk)
    assert Page.find_problems() == ([], [], [], [], [])
    for language in ("ko", "en"):
        made = Page.objects.filter(url_path__startswith=f"/{language}/haut/").order_by("depth")
        assert [(page.slug, page.live, page.numchild) for page in made] == [
            ("haut", False, 1),
            ("milieu", False, 1),
            ("bas", False, 0),
        ]
        for page in made:
            assert visitor.get(page.url_path).status_code == 200


def test_02_a_tree_is_sent_in_the_background_and_taken_up_again(editor, edition, new_page):
    test_submission.test_submitting_an_edition_returns_at_once(editor, edition, new_page)
    test_submission.test_running_a_submission_again_changes_nothing(new_page)


def test_03_a_new_room_is_right_in_three_languages_at_once(session, visitor):
    slot = Slot.objects.filter(session=session).order_by("-schedule__version")[0]
    room = Room.objects.exclude(pk=slot.room_id).filter(venue=slot.room.venue)[0]
    revisions = {
        language: in_language(session, language).latest_revision_id for language in LANGUAGES
    }
    Slot.objects.filter(pk=slot.pk).update(room=room)
    for language in LANGUAGES:
        page = in_language(session, language)
        name = getattr(room, f"name_{language}")
        assert name
        assert name in visitor.get(page.url).content.decode()
        assert page.latest_revision_id == revisions[language]


def test_04_slugs_are_no_sentences_and_shared(admin_client, visitor):
    assert not TranslationContext.objects.filter(path="slug").exists()
    french = dict(
        Page.objects.filter(locale__language_code="fr", depth__gt=2).values_list(
            "translation_key", "slug"
        )
    )
    for page in Page.objects.exclude(locale__language_code="fr").filter(depth__gt=2):
        assert page.slug == french[page.translation_key]
    test_cascade.test_a_new_address_is_new_in_every_language(admin_client, visitor)


def test_05_no_person_is_a_snippet_or_leaves_through_its_interface(log_in, admin_client):
    assert get_snippet_models() == []
    for username in ("translator-ko", "translator-en", "moderator", "stranger"):
        test_guard.test_no_people_through_the_snippet_api(log_in, username)
    for model in ("registrations/attendee", "programme/speaker", "auth/user"):
        answer = admin_client.get(f"/admin/localize/api/snippets/{model}/", follow=True)
        assert answer.status_code == 404, model


def test_06_who_may_send_for_translation_may_not_publish_by_it(session):
    group = Group.objects.create(name="Senders")
    for codename in ("access_admin", "submit_translation"):
        group.permissions.add(Permission.objects.get(codename=codename))
    stranger = get_user_model().objects.get(username="stranger")
    stranger.groups.add(group)
    client = Client()
    client.force_login(stranger)
    before = sorted(Page.objects.values_list("pk", "live", "latest_revision"))
    source, korean = (
        in_language(session, "fr"),
        Translation.objects.get(source__object=session.key, target_locale__language_code="ko"),
    )
    sent = {"locales": [korean.target_locale_id], "publish_translations": "on", "action": "publish"}
    for address in (
        f"/admin/localize/submit/page/{source.pk}/",
        f"/admin/localize/update/{korean.source_id}/",
        f"/admin/translations/submit/{source.pk}/",
        f"/admin/translations/workbench/{korean.pk}/publish/",
        "/admin/translations/publish/forum-2027/",
    ):
        assert client.post(address, sent).status_code in {302, 403}, address
    assert sorted(Page.objects.values_list("pk", "live", "latest_revision")) == before


def test_07_a_translator_changes_no_other_languages_labels_or_snippets(translator, session):
    test_rights.test_there_is_no_translatable_snippet()
    before = session.title_en
    sent = {"title": "x", "title_en": "x"}
    translator.post(f"/admin/translations/en/labels/programme.session/{session.pk}/", sent)
    row = f"l-programme.session-{session.pk}-title"
    sent = {"row": row, "act": "save", "seen": "0", "text": "x"}
    answer = translator.post("/admin/translations/en/labels/save/", sent)
    assert answer["Location"] == "/admin/"
    session.refresh_from_db()
    assert session.title_en == before


def test_08_no_child_of_a_page_holds_words_that_nobody_is_asked_for():
    """Roles and the like are choices, or labels: translated once, for every page."""
    for model in get_page_models():
        for relation in get_all_child_relations(model):
            child = relation.related_model
            if child is Comment:  # what editors say to each other
                continue
            words = [
                found
                for found in child._meta.get_fields()
                if found.get_internal_type() in {"CharField", "TextField"} and not found.choices
            ]
            assert not words or issubclass(child, TranslatableMixin), child


@pytest.mark.parametrize("name", ["stop_translation", "convert_to_alias"])
def test_09_the_right_to_change_ends_no_translation(translator, session, name):
    test_guard.test_she_cannot_end_a_translation(translator, session, name)


def test_10_a_copied_edition_keeps_its_translators_work(edition):
    work = EditionCopy.objects.get(edition=next_edition(edition))
    run_copy.call(work.pk)
    work.refresh_from_db()
    assert not Page.objects.exclude(alias_of=None).exists()
    test_page_copies.test_nine_of_ten_sentences_need_nobody(edition, work.edition)


@pytest.mark.parametrize(
    "content", [None, b"", b'msgid ""\nmsgstr "Language: ko"\n', b"\xff\xfe\x00"]
)
def test_11_a_strange_file_gets_a_sentence(translator, session, content):
    test_guard.test_files_that_are_no_export_of_ours_are_refused(translator, session, content)


def test_11_unsure_entries_are_proposals_and_a_sentence_is_one_entry(translator, session):
    """The engine's own import took them for finished, and wrote doubles that msgfmt refuses."""
    french = in_language(session, "fr")
    french.abstract = "<p>Deux fois.</p><p>Deux fois.</p>"
    french.save_revision().publish()
    into = Translation.objects.get(source__object=session.key, target_locale__language_code="ko")
    address = f"/admin/localize/translate/{into.pk}/pofile/"
    file = polib.pofile(translator.get(f"{address}download/", follow=True).content.decode())
    (entry,) = (entry for entry in file if entry.msgid == "Deux fois.")
    entry.msgstr, entry.flags = "두 번.", ["fuzzy"]
    sent = SimpleUploadedFile("x.po", str(file).encode())
    translator.post(f"{address}upload/", {"file": sent})
    translator.post(f"/admin/translations/imports/{ImportedFile.objects.latest('pk').pk}/")
    found = {(work.state, work.target) for work in string_work([into])[into.pk]}
    assert found == {(StringState.PROPOSAL, "두 번.")}
    assert missing_strings(into) > 0


def test_12_locks_and_workflows_hold_on_the_server(translator, log_in, linked, moderated):
    test_rights.test_a_page_in_moderation_is_closed_to_translators(translator, linked, moderated)
    test_rights.test_a_page_in_moderation_is_published_by_its_workflow_only(
        log_in, linked, moderated, "moderator"
    )
    moderated.current_workflow_state.cancel()
    test_guard.test_a_locked_page_is_locked_for_translators(translator, linked)


def test_13_every_form_of_labels_shows_its_columns(db):
    test_labels.test_every_form_shows_the_columns_and_never_the_bare_field(db)


def test_14_a_label_without_korean_is_marked_and_on_the_list(session, visitor):
    session.title_fr, session.title_ko, session.title_en = "Titre seulement français", "", ""
    session.save()
    page = soup(visitor.get(in_language(session, "ko").url))
    page.head.extract()
    found = [language for text, language in texts(page) if "Titre seulement français" in text]
    assert set(found) == {"fr"}
    rows = {type(session): type(session).objects.filter(pk=session.pk)}
    (title,) = (text for text in label_texts("ko", rows) if text.place.field == "title")
    assert (title.place.labels, title.state) == (label_set("programme.session"), "to_translate")


@pytest.mark.parametrize("kind", test_mails.KINDS)
def test_15_mails_are_in_the_language_of_whoever_reads_them(registered, kind):
    test_mails.test_every_kind_in_three_languages(registered, kind)
