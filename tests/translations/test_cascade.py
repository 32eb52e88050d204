"""What happens to a source page happens to it in every language, or not at all."""

import pytest
from wagtail.models import Page

from home.models import StandardPage
from translations.services.submission import run_submission, submit_tree


def page(path: str) -> Page:
    return Page.objects.get(url_path=path)


@pytest.fixture
def moderated(admin_client):
    """Somebody who may do everything, so that only the rules stand in the way."""
    return admin_client


def live() -> dict[str, bool]:
    return {p.locale.language_code: p.live for p in Page.objects.filter(slug="accessibility")}


def test_unpublishing_the_source_unpublishes_all(moderated, visitor):
    moderated.post(f"/admin/pages/{page('/fr/accessibility/').pk}/unpublish/")
    assert live() == {"fr": False, "ko": False, "en": False}
    assert visitor.get("/ko/accessibility/").status_code == 404


def test_in_bulk_as_well(moderated):
    pk = page("/fr/accessibility/").pk
    moderated.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={pk}&next=/admin/")
    assert live() == {"fr": False, "ko": False, "en": False}


def test_unpublishing_a_translation_leaves_the_source(moderated, visitor):
    moderated.post(f"/admin/pages/{page('/ko/accessibility/').pk}/unpublish/")
    assert live() == {"fr": True, "ko": False, "en": True}
    assert 'lang="fr"' in visitor.get("/ko/accessibility/").content.decode()


def test_deleting_the_source_deletes_all(moderated):
    moderated.post(f"/admin/pages/{page('/fr/accessibility/').pk}/delete/")
    assert live() == {}
    assert Page.find_problems() == ([], [], [], [], [])


def test_moving_the_source_moves_all(moderated):
    source, parent = page("/fr/accessibility/"), page("/fr/legal/")
    moderated.post(f"/admin/pages/{source.pk}/move/{parent.pk}/confirm/")
    assert sorted(Page.objects.filter(slug="accessibility").values_list("url_path", flat=True)) == [
        "/en/legal/accessibility/",
        "/fr/legal/accessibility/",
        "/ko/legal/accessibility/",
    ]


def test_a_move_that_would_split_the_languages_is_refused(moderated):
    home = page("/fr/")
    lonely = home.add_child(instance=StandardPage(title="Seule", slug="seule", locale=home.locale))
    source = page("/fr/accessibility/")
    moderated.post(f"/admin/pages/{source.pk}/move/{lonely.pk}/confirm/")
    assert sorted(Page.objects.filter(slug="accessibility").values_list("url_path", flat=True)) == [
        "/en/accessibility/",
        "/fr/accessibility/",
        "/ko/accessibility/",
    ]


@pytest.mark.parametrize("action", ["delete", "move"])
def test_bulk_actions_that_would_part_the_languages_are_refused(moderated, action):
    source, parent = page("/fr/accessibility/"), page("/fr/legal/")
    moderated.post(
        f"/admin/bulk/wagtailcore/page/{action}/?id={source.pk}&next=/admin/",
        {"chooser": parent.pk, "move_applicable": "on"},
    )
    assert page("/fr/accessibility/").pk == source.pk


def test_a_mixed_choice_does_not_part_the_languages(moderated):
    chosen = [page(path).pk for path in ("/fr/accessibility/", "/ko/legal/", "/en/archive/")]
    query = "&".join(f"id={pk}" for pk in chosen)
    moderated.post(f"/admin/bulk/wagtailcore/page/delete/?{query}&next=/admin/")
    assert Page.objects.filter(pk__in=chosen).count() == 3


def test_no_aliases_by_copying(moderated):
    source = page("/fr/accessibility/")
    moderated.post(
        f"/admin/pages/{source.pk}/copy/",
        {"new_title": "x", "new_slug": "x", "new_parent_page": page("/fr/").pk, "alias": "on"},
    )
    assert not Page.objects.exclude(alias_of=None).exists()


def test_bulk_publication_does_not_pass_the_gate(moderated, edition):
    korean = edition.sessions.get(code="M3").pages.get(locale__language_code="ko")
    moderated.post(f"/admin/bulk/wagtailcore/page/publish/?id={korean.pk}&next=/admin/")
    assert not Page.objects.get(pk=korean.pk).live


def test_pages_of_facts_are_not_deleted_or_copied_alone(moderated, session):
    french = session.pages.get(locale__language_code="fr")
    for action in ("delete", "copy"):
        answer = moderated.post(f"/admin/pages/{french.pk}/{action}/")
        assert answer["Location"] == f"/admin/pages/{french.pk}/edit/"
    moderated.post(f"/admin/bulk/wagtailcore/page/delete/?id={french.pk}&next=/admin/")
    assert session.pages.count() == 3


def test_a_new_address_is_new_in_every_language(moderated, visitor):
    parent = page("/fr/news/").specific
    parent.slug = "actualites"
    parent.save_revision().publish()
    assert sorted(Page.objects.filter(slug="actualites").values_list("url_path", flat=True)) == [
        "/en/actualites/",
        "/fr/actualites/",
        "/ko/actualites/",
    ]
    child = Page.objects.child_of(page("/ko/actualites/")).live().first()
    assert visitor.get(child.url_path).status_code == 200


def test_a_page_written_later_can_follow(moderated, edition):
    """A child page added after its parent was translated is sent alone."""
    from wagtail.models import Locale

    parent = page("/fr/forum-2027/")
    child = parent.add_child(
        instance=StandardPage(title="Presse", slug="press", locale=parent.locale)
    )
    child.save_revision().publish()
    locales = list(Locale.objects.exclude(language_code="fr"))
    run_submission.call(submit_tree(child, locales, None).pk)
    assert sorted(Page.objects.filter(slug="press").values_list("url_path", flat=True)) == [
        "/en/forum-2027/press/",
        "/fr/forum-2027/press/",
        "/ko/forum-2027/press/",
    ]
