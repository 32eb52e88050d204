"""What all screens about one edition show around their own part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from programme.models import Edition
from programme.queries.editions import section_key
from programme.queries.entries import fact_urls
from translations.labels import in_its_language, pick


def screen(
    request: HttpRequest, name: str, edition: Edition, title: str, **context: Any
) -> HttpResponse:
    """An admin screen about one edition, from the template of this name."""
    key = section_key(edition.key, "programme")
    desk_url = reverse("programme:desk", args=[edition.pk])
    frame = {
        "header_title": f"{title} – {edition.title}",
        "page_title": title,
        "page_subtitle": in_its_language(*pick(edition, "title")),
        "header_icon": "calendar-alt",
        "edition": edition,
        "public_url": fact_urls([key], request.LANGUAGE_CODE).get(key, ""),
        "desk_url": desk_url,
        "schedule_url": reverse("programme:schedule", args=[edition.pk]),
    }
    return TemplateResponse(request, f"programme/admin/{name}.html", frame | context)
