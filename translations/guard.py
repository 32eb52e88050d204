"""A translator's rights end at her languages, on every URL of the translation engine.

wagtail-localize checks less than that: it lets anyone who may submit publish without a
page right, ignores locks, and lists any snippet to any user of the admin.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import activate
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import Page
from wagtail.users.models import UserProfile
from wagtail_localize.models import OverridableSegment, Translation, TranslationSource

from .exchange.limits import MOST_SENT
from .queries.pages import missing_strings, translation_onto
from .queries.people import SUBMIT, is_limited_to_languages, is_locked_for, languages_of, may_send
from .services.exchange import keep_file
from .services.overrides import check_override

READING = {"GET", "HEAD", "OPTIONS"}
#: Wagtail's views of pages that ask less than their screens do.
PRIVACY = "wagtailadmin_pages:set_privacy"
WORKFLOW = "wagtailadmin_pages:workflow_action"
API_ACTION = "wagtailadmin_api:pages:action"


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
        if match.view_name not in CHECKS and "wagtail_localize" not in match.namespaces:
            return None
        # The admin switches to the user's language inside its views; a refusal comes before.
        activate(UserProfile.get_for_user(request.user).get_preferred_language())
        if match.view_name in CHECKS:
            return CHECKS[match.view_name](request, kwargs)
        return check(request, match.url_name or "", kwargs)


def check_privacy(request: HttpRequest, _kwargs: dict[str, Any]) -> None:
    """Wagtail asks for the right to publish only; closing pages is the editors' business."""
    require(not is_limited_to_languages(request.user))


def check_approval(request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponse | None:
    """Approving a page publishes it; a translation goes live when no sentence is missing."""
    page = get_object_or_404(Page, pk=kwargs["page_id"])
    translation = translation_onto(page)
    if kwargs["action_name"] != "approve" or translation is None:
        return None
    require(page.locale.language_code in languages_of(request.user))
    if not missing_strings(translation):
        return None
    messages.error(
        request, _("Not approved: sentences of this page are still to be translated or validated.")
    )
    return redirect("translations:workbench", translation.pk)


def refuse(_request: HttpRequest, _kwargs: dict[str, Any]) -> None:
    """No screen uses the API's actions, and they pass every gate there is around pages."""
    raise PermissionDenied


CHECKS: dict[str, Callable[[HttpRequest, dict[str, Any]], HttpResponse | None]] = {
    PRIVACY: check_privacy,
    WORKFLOW: check_approval,
    API_ACTION: refuse,
}


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
        return None
    if "translation_id" in kwargs:
        return check_translation(request, name, kwargs)
    # What is left are aliases, which this site has none of (they freeze), and the report: it
    # knows neither states nor stale words, and shows all languages. Ours is for one's own.
    require(name != "convert_to_alias" and languages_of(request.user))
    return redirect("translations:index")


def require(allowed: object) -> None:
    """Raise PermissionDenied unless `allowed`."""
    if not allowed:
        raise PermissionDenied


def check_submission(request: HttpRequest, page_id: int) -> HttpResponse | None:
    """Sending for translation asks for a right on the page too; our form replaces the form."""
    page = get_object_or_404(Page, pk=page_id)
    require(may_send(request.user, page))
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


def check_translation(
    request: HttpRequest, name: str, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The translation's own language, the page's lock, the right to stop it, and what is sent."""
    translation = get_object_or_404(
        Translation.objects.select_related("source", "target_locale"), pk=kwargs["translation_id"]
    )
    require(translation.target_locale.language_code in languages_of(request.user))
    if name == "stop_translation":
        require(request.user.has_perm(SUBMIT))
    if request.method not in READING:
        require(not is_locked_for(request.user, target_of(translation)))
    if name in {"download_pofile", "upload_pofile"}:
        return our_files(request, name, translation)
    if request.method == "PUT":
        return check_value(request, translation, kwargs.get("overridable_segment_id"))
    return None


def check_value(
    request: HttpRequest, translation: Translation, segment_id: int | None
) -> HttpResponse | None:
    """The engine fails where nothing is sent, and takes any link or picture for a page's own."""
    value = sent_value(request)
    try:
        if value is None:
            raise ValidationError(_("This was not understood. Reload the page."))
        if segment_id is not None:
            segment = get_object_or_404(OverridableSegment, pk=segment_id)
            check_override(translation, segment, value)
    except ValidationError as error:
        return JsonResponse({"detail": " ".join(error.messages)}, status=400)
    return None


def sent_value(request: HttpRequest) -> str | None:
    """The field `value` of a form sent with PUT, as the engine's scripts do; None without."""
    request.body  # noqa: B018 - kept, so that the view can read it as well
    try:
        value = Request(request, parsers=[FormParser(), MultiPartParser()]).data.get("value")
    except APIException:
        return None
    return value if isinstance(value, str) else None


def our_files(request: HttpRequest, name: str, translation: Translation) -> HttpResponse:
    """In place of the engine's files, which fail on what they do not expect, take fuzzy for done
    and lose what they do not know: our export, and our check of what was sent."""
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


def target_of(translation: Translation) -> Page | None:
    """The page that `translation` writes, if it is one and still there."""
    page = Page.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale_id
    ).first()
    return page and page.specific
