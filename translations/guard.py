"""A translator's rights end at her languages, on every URL of the translation engine.

wagtail-localize checks less than that: it lets anyone who may submit publish without a
page right, ignores locks, and lists any snippet to any user of the admin.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import activate
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation, TranslationSource

from .exchange.limits import MOST_SENT
from .queries.people import SUBMIT, is_limited_to_languages, languages_of
from .services.exchange import keep_file

READING = {"GET", "HEAD", "OPTIONS"}


class TranslationGuard:
    """Middleware: checks the engine's views, and the privacy of pages, before they run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not request.path_info.startswith("/admin/"):
            return None
        if not request.user.is_authenticated:
            return None  # the admin sends them to the log-in
        privacy = match.view_name == "wagtailadmin_pages:set_privacy"
        if not privacy and "wagtail_localize" not in match.namespaces:
            return None
        # The admin switches to the user's language inside its views; a refusal comes before.
        activate(UserProfile.get_for_user(request.user).get_preferred_language())
        if privacy:
            # Wagtail asks for the right to publish only; closing pages is the editors' business.
            require(not is_limited_to_languages(request.user))
            return None
        return check(request, match.url_name or "", kwargs)


def check(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Raise PermissionDenied, answer in the engine's place, or let the view run (None)."""
    if name == "javascript_catalog":
        return None
    if name == "submit_page_translation":
        return check_submission(request, kwargs["page_id"])
    if name == "update_translations":
        return explain_refresh(request, kwargs["translation_source_id"])
    if name in {"snippets_api_listing", "snippets_api_detail", "submit_snippet_translation"}:
        check_model(request, kwargs["app_label"], kwargs["model_name"])
    elif "translation_id" in kwargs:
        check_translation(request, name, kwargs["translation_id"])
        if name in {"download_pofile", "upload_pofile"}:
            return our_files(request, name, kwargs["translation_id"])
    else:
        # What is left are reports, and aliases, which this site has none of: they freeze.
        require(request.user.has_perm(SUBMIT) and name != "convert_to_alias")
    return None


def require(allowed: object) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied


def check_submission(request: HttpRequest, page_id: int) -> HttpResponse | None:
    """Sending for translation asks for a right on the page too; our form replaces the form."""
    page = get_object_or_404(Page, pk=page_id)
    require(request.user.has_perm(SUBMIT) and page.permissions_for_user(request.user).can_edit())
    if request.method in READING:
        return redirect("translations:submit", page_id)
    return None


def explain_refresh(request: HttpRequest, source_id: int) -> HttpResponse:
    """Sentences follow a publication by themselves; "publish immediately" would mix languages."""
    source = get_object_or_404(TranslationSource, pk=source_id)
    require(request.user.has_perm(SUBMIT))
    messages.info(
        request,
        _("Translators already see the published text: sentences follow each publication."),
    )
    return redirect(source.get_source_instance_edit_url())


def check_model(request: HttpRequest, app_label: str, model_name: str) -> None:
    """Snippets are for those who may see or change that model, not for every user."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    permissions = [f"{app_label}.{verb}_{model._meta.model_name}" for verb in ("view", "change")]
    require(any(request.user.has_perm(permission) for permission in permissions))


def check_translation(request: HttpRequest, name: str, translation_id: int) -> None:
    """The translation's own language, the page's lock, and the right to stop it."""
    translation = get_object_or_404(
        Translation.objects.select_related("source", "target_locale"), pk=translation_id
    )
    require(translation.target_locale.language_code in languages_of(request.user))
    if name == "stop_translation":
        require(request.user.has_perm(SUBMIT))
    if request.method not in READING:
        require(not locked_for(request.user, translation))


def our_files(request: HttpRequest, name: str, translation_id: int) -> HttpResponse:
    """In place of the engine's files, which fail on what they do not expect, take fuzzy for done
    and lose what they do not know: our export, and our check of what was sent."""
    translation = Translation.objects.select_related("target_locale", "source").get(
        pk=translation_id
    )
    language, key = translation.target_locale.language_code, translation.source.object_id
    if name == "download_pofile":
        return redirect(f"{reverse('translations:export', args=[language])}?format=po&page={key}")
    file = request.FILES.get("file")
    if file and file.size and file.size <= MOST_SENT:
        held = keep_file(language, file.name or "", file.read(), request.user, key)
        return redirect("translations:import_check", held.pk)
    if request.method == "POST":
        messages.error(request, _("Choose a file of at most 5 MB."))
    return redirect(f"{reverse('translations:import', args=[language])}?page={key}")


def locked_for(user: Any, translation: Translation) -> bool:
    """Whether somebody locked the target page against `user`."""
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id
    ).first()
    lock = page.specific.get_lock() if page else None
    return bool(lock and lock.for_user(user))
