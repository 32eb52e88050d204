"""The admin side: menu, first screen, buttons, and the gates around translated pages."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation

from . import urls
from .components import DigestSettings, WorkPanel
from .languages import source_language
from .queries.pages import missing_strings
from .queries.people import SUBMIT, is_limited_to_languages, languages_of, may_translate
from .views.bench import ENGINE
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
        icon_name="wagtail-localize-language",
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
    if page.depth > 1 and page.locale.language_code == source_language() and user.has_perm(SUBMIT):
        yield Button(
            _("Send for translation, with pages below"),
            reverse("translations:submit", args=[page.pk]),
            icon_name="wagtail-localize-language",
            priority=59,
        )


@hooks.register("register_page_header_buttons")
def changes_button(page: Page, user: Any, **_kwargs: Any) -> Iterator[Button]:
    if page.depth > 1 and page.locale.language_code == source_language() and user.has_perm(SUBMIT):
        yield Button(
            _("Changes for translators"),
            reverse("translations:changes", args=[page.pk]),
            icon_name="wagtail-localize-language",
            priority=60,
        )


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
def gate_publication(request: HttpRequest, page: Page) -> HttpResponse | None:
    """No lock is passed, and no page goes live half in another language."""
    translation = translation_onto(page)
    if request.method != "POST" or translation is None:
        return None
    lock = page.get_lock()
    if lock and lock.for_user(request.user):
        raise PermissionDenied
    if request.POST.get("action") == "publish" and (left := missing_strings(translation)):
        messages.error(
            request,
            ngettext(
                "Not published: %(count)d sentence is still to be translated.",
                "Not published: %(count)d sentences are still to be translated.",
                left,
            )
            % {"count": left},
        )
        return redirect(request.path)
    return None


# After the gate, and before wagtail-localize's hook, which answers with its own editor.
@hooks.register("before_edit_page", order=-5)
@hooks.register("before_edit_snippet", order=-5)
def open_workbench(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Translations are written in our workbench; publishing from elsewhere goes the same way."""
    if not isinstance(instance, TranslatableMixin) or ENGINE in request.GET:
        return None
    translation = translation_onto(instance)
    if translation is None or instance.locale.language_code not in languages_of(request.user):
        return None
    if request.method != "POST":
        return redirect("translations:workbench", translation.pk)
    if request.POST.get("action") == "publish":
        return publish(request, translation.pk)
    return None


def translation_onto(page: Any) -> Translation | None:
    """The translation in use that writes `page`, if it has one."""
    return Translation.objects.filter(
        source__object=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


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


def any_half_translated(request: HttpRequest, pages: list[Page]) -> bool:
    """Whether one of these pages, or of those below where they go along, lacks sentences."""
    if request.POST.get("include_descendants"):
        pages = pages + [below for page in pages for below in page.get_descendants()]
    translations = [translation_onto(page) for page in pages]
    return any(t is not None and missing_strings(t) for t in translations)


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
    if action_type == "publish":
        refused = any_half_translated(request, pages)
    else:
        keep_translators_to_words(request)
        refused = action_type != "unpublish" and leaves_twins(pages)
    if not refused:
        return None
    messages.error(request, _("Not possible in bulk: handle translated pages one at a time."))
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
