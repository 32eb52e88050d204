"""Every public address, in one place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from translations.languages import source_language

from .queries import live_page_for_path, whole


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view, told which page stands at this address.

    Slugs are shared by the three trees, so a page that is not published in a language
    answers under it all the same, with the words of the source language.
    """
    request._wagtail_route_for_request = find(request, path)  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


def find(request: HttpRequest, path: str) -> RouteResult:
    """The page at this path, in the language of the address or its fall-back; raises Http404."""
    parts = [part for part in path.split("/") if part]
    found = live_page_for_path(parts, get_language() or source_language())
    if found is None:
        raise Http404
    page, length = found
    return whole(page).route(request, parts[length:])
