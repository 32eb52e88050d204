"""The admin side: menu, first screen, buttons, and the gates around translated pages."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, TranslatableMixin

from . import urls
from .components import DigestSettings, WorkPanel
from .languages import HOME_DEPTH, source_language
from .queries.pages import missing_strings, translation_onto
from .queries.people import (
    SUBMIT,
    is_limited_to_languages,
    is_locked_for,
    languages_of,
    may_translate,
)
from .views.bench import ENGINE
from .views.frame import ICON
from .views.workbench import publish
from .viewsets import GlossaryViewSet


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("translations/", include(urls))]


@hooks.register("register_admin_viewset")
def glossary_section() -> GlossaryViewSet:
    return GlossaryViewSet("glossary")


class WorkListMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_translate(request.user)


@hooks.register("register_admin_menu_item")
def work_list_menu_item() -> MenuItem:
    return WorkListMenuItem(
        gettext_lazy("Translations"),
        reverse("translations:index"),
        name="translations",
        icon_name=ICON,
        order=150,
    )


@hooks.register("construct_homepage_panels")
def work_panel(request: HttpRequest, panels: list[Any]) -> None:
    if may_translate(request.user):
        panels.append(WorkPanel())


hooks.register("register_account_settings_panel", DigestSettings)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def submit_button(page: Page, user: Any, **_kwargs: Any) -> Iterator[Button]:
    yield from source_button(
        page, user, _("Send for translation, with pages below"), "submit", priority=59
    )


@hooks.register("register_page_header_buttons")
def changes_button(page: Page, user: Any, **_kwargs: Any) -> Iterator[Button]:
    yield from source_button(page, user, _("Changes to adapt"), "changes", priority=60)


def source_button(
    page: Page, user: Any, label: str, view: str, *, priority: int
) -> Iterator[Button]:
    """A button to our screen `view` about a source page, for whoever sends pages to translators."""
    if page.depth > 1 and page.locale.language_code == source_language() and user.has_perm(SUBMIT):
        url = reverse(f"translations:{view}", args=[page.pk])
        yield Button(label, url, icon_name=ICON, priority=priority)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        "translations.publish_together",
        gettext_lazy("Publish in all languages"),
        gettext_lazy("Published together with its translations"),
    )


@hooks.register("construct_translated_pages_to_cascade_actions")
def cascade(pages: Any, action: str) -> dict[Page, Any]:
    """Moving, deleting or unpublishing a source page does the same in every language.

    A translation's own fate does not reach back to the source.
    """
    return {
        page: Page.objects.translation_of(page, inclusive=False)
        if page.locale.language_code == source_language()
        else Page.objects.none()
        for page in pages
    }


# Order -10: before wagtail-localize's hook, which answers in the page editor's place.
@hooks.register("before_edit_page", order=-10)
def gate_translation(request: HttpRequest, page: Page) -> None:
    """A translation is its language's, no lock is passed, and what editors stopped stays so."""
    if "localize-restart-translation" in request.POST and is_limited_to_languages(request.user):
        raise PermissionDenied
    if translation_onto(page) is None:
        return
    if page.locale.language_code not in languages_of(request.user):
        raise PermissionDenied
    if request.method == "POST" and is_locked_for(request.user, page):
        raise PermissionDenied


# After the gate, and before wagtail-localize's hook, which answers with its own editor.
@hooks.register("before_edit_page", order=-5)
@hooks.register("before_edit_snippet", order=-5)
def open_workbench(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Translations are written in our workbench; publishing from elsewhere goes the same way."""
    translation = translation_onto(instance) if isinstance(instance, TranslatableMixin) else None
    if translation is None:
        return None
    if request.method == "POST" and request.POST.get("action") == "publish":
        return publish(request, translation.pk)
    if request.method != "POST" and ENGINE not in request.GET:
        return redirect("translations:workbench", translation.pk)
    return None


@hooks.register("before_unpublish_page")
def keep_the_site_open(request: HttpRequest, page: Page) -> None:
    """A translator may take a page back; a whole language, or a part of it, is the editors'."""
    whole = page.depth <= HOME_DEPTH or request.POST.get("include_descendants")
    if whole and is_limited_to_languages(request.user):
        raise PermissionDenied


@hooks.register("construct_reports_menu")
def leave_out_the_report(_request: HttpRequest, items: list[MenuItem]) -> None:
    """The engine's report knows neither states nor stale words; the board does."""
    report = reverse("wagtail_localize:translations_report")
    items[:] = [item for item in items if item.url != report]


def keep_translators_to_words(request: HttpRequest, *_args: Any) -> None:
    """Where a page stands and whether it exists is the editors' business."""
    if is_limited_to_languages(request.user) and languages_of(request.user):
        raise PermissionDenied


for _moment in ("before_delete_page", "before_move_page", "before_copy_page", "before_create_page"):
    hooks.register(_moment, keep_translators_to_words)


@hooks.register("before_move_page")
def refuse_half_moves(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Every language of a page must find its new parent in that language, or none moves."""
    if page.locale.language_code != source_language():
        return None
    parents = set(
        Page.objects.filter(translation_key=destination.translation_key).values_list(
            "locale", flat=True
        )
    )
    own = Page.objects.translation_of(page, inclusive=True).values_list("locale", flat=True)
    if set(own) <= parents:
        return None
    messages.error(request, _("Not moved: the new parent page does not exist in every language."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def any_held_back(request: HttpRequest, pages: list[Page]) -> bool:
    """Whether one of these pages, or of those below where they go along, may not go live."""
    if request.POST.get("include_descendants"):
        pages = pages + [below for page in pages for below in page.get_descendants()]
    return any(is_held_back(request.user, page.specific) for page in pages)


def is_held_back(user: Any, page: Page) -> bool:
    """Whether a lock, a workflow or a sentence that is missing stands before `page`."""
    translation = translation_onto(page)
    half = translation is not None and missing_strings(translation) > 0
    return half or page.workflow_in_progress or is_locked_for(user, page)


def leaves_twins(pages: list[Page]) -> bool:
    """Whether some language of these pages is not among them."""
    keys = [page.translation_key for page in pages]
    chosen = [page.pk for page in pages]
    return Page.objects.filter(translation_key__in=keys).exclude(pk__in=chosen).exists()


@hooks.register("before_copy_page")
def refuse_aliases(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An alias is never translated, and freezes as it is once somebody tries."""
    if request.method != "POST" or not request.POST.get("alias"):
        return None
    messages.error(request, _("Not copied: this site has no aliases. Make a plain copy."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def gate_bulk_actions(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> HttpResponse | None:
    """In bulk, Wagtail asks none of the questions above: translated pages go one by one."""
    pages = [page for page in objects if isinstance(page, Page)]
    if not pages or action_type not in {"publish", "unpublish", "delete", "move"}:
        return None
    why = _("Not possible in bulk: handle translated pages one at a time.")
    if action_type == "publish":
        refused = any_held_back(request, pages)
        why = _("Not done: one of these pages is locked, in moderation or not wholly translated.")
    else:
        keep_translators_to_words(request)
        refused = action_type != "unpublish" and leaves_twins(pages)
    if not refused:
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
