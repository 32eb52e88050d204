"""The programme as calendars, for everybody and without a trace of who asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from programme.calendars import edition_calendar, session_calendar
from programme.pages import EditionPage, SessionPage

from .public import language, public_page

#: Seconds for which whoever stands between may answer in our place.
KEPT_SECONDS = 300


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """The calendar of an edition, in the language of the address."""
    page = public_page(EditionPage, edition__slug=slug)
    content = edition_calendar(page.edition, language(), request.build_absolute_uri)
    return answer(content, slug)


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def session(request: HttpRequest, slug: str, session_slug: str) -> HttpResponse:
    """The calendar of one session, in the language of the address."""
    page = public_page(SessionPage, slug=session_slug, session__edition__slug=slug)
    session = page.session
    content = session_calendar(session.edition, session.key, language(), request.build_absolute_uri)
    if not content:
        raise Http404
    return answer(content, session_slug)


def answer(content: bytes, name: str) -> HttpResponse:
    """A calendar as a file of this name."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
