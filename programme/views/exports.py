"""A released programme for other software and on paper: public, and without a cookie."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from programme.exports.formats import WRITERS
from programme.exports.pdf import programme_pdf
from programme.exports.programme import programme

from .public import language, public_schedule


@require_safe
def export(request: HttpRequest, slug: str, kind: Any) -> HttpResponse:
    """The programme in one format."""
    write, media_type = WRITERS[kind]
    root = request.build_absolute_uri("/").rstrip("/")
    content = write(programme(public_schedule(slug), language(), root))
    return HttpResponse(content, content_type=media_type)


@require_safe
def pdf(_request: HttpRequest, slug: str) -> HttpResponse:
    """The programme on paper."""
    schedule = public_schedule(slug)
    content = programme_pdf(schedule.edition, schedule)
    return HttpResponse(content, content_type="application/pdf")
