"""A released programme for other software: public, and without a cookie."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from home.queries import in_chain
from programme.exports.formats import WRITERS
from programme.exports.programme import programme
from programme.models import Edition
from programme.pages import ProgrammePage
from programme.queries.entries import released_schedule
from translations.languages import source_language


def export(request: HttpRequest, slug: str, kind: Any) -> HttpResponse:
    """The programme in one format; 404 while readers see none."""
    edition = get_object_or_404(Edition, slug=slug)
    language = get_language() or source_language()
    schedule = released_schedule(edition)
    pages = in_chain(ProgrammePage.objects.filter(edition=edition), language)
    if schedule is None or not pages.exists():
        raise Http404
    schedule.edition = edition
    write, media_type = WRITERS[kind]
    root = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(write(programme(schedule, language, root)), content_type=media_type)
