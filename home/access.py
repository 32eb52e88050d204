"""What protects pages that are one person's, and forms that everybody may send."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Pages with personal data: no cache keeps them."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def too_often(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one `action` of FORM_RATE_LIMITS; whether it was one too many."""
    usage = ratelimit.consume(
        request,
        app="forms",
        action=action,
        config=settings.FORM_RATE_LIMITS,
        key=key,
        limit_get=True,
    )
    return usage is None


def stay(response: HttpResponse, cookie: str, token: str) -> HttpResponse:
    """Begin a stay: a signed cookie, for this browser, for a short time."""
    response.set_cookie(
        cookie,
        token,
        max_age=settings.OWN_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def dead_link(request: HttpRequest, template: str, urlconf: str) -> HttpResponse:
    """One answer to every link of `urlconf` that opens nothing, whatever the reason."""
    response = render(request, template, status=404)
    # Django would try some of these addresses below a language, and answer in two ways.
    request.urlconf = urlconf  # type: ignore[attr-defined]
    return response
