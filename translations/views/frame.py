"""What all screens of translators show around their own part."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from translations.queries.people import languages_of

ICON = "wagtail-localize-language"


def screen(
    request: HttpRequest, template: str, title: str, subtitle: str = "", **context: Any
) -> HttpResponse:
    """An admin screen of ours inside Wagtail's frame."""
    frame = {"page_title": title, "page_subtitle": subtitle, "header_icon": ICON}
    return TemplateResponse(request, f"translations/{template}.html", frame | context)


def typed(request: HttpRequest) -> Any:
    """What was sent with a form, even when every field was left empty; None before that."""
    return request.POST if request.method == "POST" else None


def require_language(request: HttpRequest, language: str) -> list[str]:
    """The user's languages; raises PermissionDenied unless `language` is among them."""
    languages = languages_of(request.user)
    if language not in languages:
        raise PermissionDenied
    return languages
