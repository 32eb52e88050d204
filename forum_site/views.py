"""Errors in the reader's language, and the two questions a monitor asks."""

import sys
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext as _

#: A database that restarts is back within seconds.
AWAY_SECONDS = 5
#: The shortest of the limits counts over one minute (ACCOUNT_RATE_LIMITS).
RETRY_SECONDS = 60


def message(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    """A page that says what is wrong, with the way to the home page."""
    return render(request, "message.html", {"heading": heading, "words": words}, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return message(
        request,
        400,
        _("Request not understood"),
        _(
            "The address or the form holds characters that cannot be read, or is too long. "
            "Check the link, or start again from the home page."
        ),
    )


def permission_denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: somebody is logged in, but not for this."""
    return message(
        request,
        403,
        _("Not allowed"),
        _("Your account does not have the right to do this. Ask an editor if you need it."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form was sent from a page that is too old, or without cookies."""
    return message(
        request,
        403,
        _("Form expired"),
        _(
            "For your safety this form works for a limited time, and with cookies only. "
            "Go back, reload the page and send it again."
        ),
    )


def page_not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404: also where the language itself is unknown."""
    return message(
        request,
        404,
        _("Page not found"),
        _(
            "This address leads to no page of the site. "
            "It may have been mistyped, or the page may have been withdrawn."
        ),
    )


def too_many_requests(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """429: one address asks more often than a person can."""
    response = message(
        request,
        429,
        _("Too many requests"),
        _(
            "The site has received too many requests from your address. "
            "Wait a few minutes, then try again."
        ),
    )
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 while the database is away. Nothing is asked of it, since it may be what failed."""
    away = is_away(sys.exc_info()[1])
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        html = render_to_string("500.html", {"language": language, "away": away})
    if not away:
        return HttpResponse(html, status=500)
    return HttpResponse(html, status=503, headers={"Retry-After": str(AWAY_SECONDS)})


def is_away(error: BaseException | None) -> bool:
    """Whether this is the database's way of saying that it cannot be reached.

    psycopg2 knows no better class than DatabaseError for a connection lost in mid-query;
    Django's own errors of that class, such as a row that is gone, have no cause.
    """
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return type(error) is DatabaseError and error.__cause__ is not None


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Other log-ins lead to ours, with the address that was wanted if it is one of this host."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    query = f"?{urlencode({'next': wanted})}" if safe else ""
    return redirect(reverse("account_login") + query)


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and cache are there: 200, else 503 with what is missing."""
    state = {"database": False, "migrations": False, "cache": False}
    try:
        connection.ensure_connection()
        state["database"] = True
        executor = MigrationExecutor(connection)
        state["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        connection.close()
    state["cache"] = cache_answers()
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def cache_answers() -> bool:
    """Whether the cache keeps what it is given; each kind of cache fails in its own way."""
    try:
        cache.set("readyz", "ok", 10)
        return bool(cache.get("readyz") == "ok")
    except Exception:
        return False
