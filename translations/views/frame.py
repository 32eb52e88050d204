"""What all screens of translators show around their own part."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from translations.labels import Words, in_its_language
from translations.languages import source_language
from translations.queries.people import languages_of

ICON = "wagtail-localize-language"


def screen(
    request: HttpRequest,
    template: str,
    title: str | Words,
    subtitle: str | Words = "",
    **context: Any,
) -> HttpResponse:
    """An admin screen of ours inside Wagtail's frame; Words are said to be in their language."""
    frame = {
        "header_title": " – ".join(str(part) for part in (title, subtitle) if part),
        "page_title": in_its_language(*title) if isinstance(title, Words) else title,
        "page_subtitle": in_its_language(*subtitle) if isinstance(subtitle, Words) else subtitle,
        "header_icon": ICON,
        "source_language": source_language(),
    }
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
