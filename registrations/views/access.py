"""Who may see which registration: a link from the mail is traded for a short stay."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from registrations.models import Registration
from registrations.queries.own import Own, own
from registrations.tokens import STAY, Access, read, token
from translations.languages import source_language

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Pages with personal data: no cache keeps them."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


def for_the_holder(view: View) -> View:
    """Hand the view the registration of this stay; without one, the way to a new link."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = staying_with(request)
        if held is None:
            return redirect("registrations:lost")
        return view(request, held, *args, **kwargs)

    return wrapped


def staying_with(request: HttpRequest) -> Own | None:
    """The registration that this browser was let into; None when the stay is over."""
    text = request.COOKIES.get(settings.OWN_COOKIE_NAME, "")
    return opened_by(read(text, STAY, settings.OWN_COOKIE_SECONDS))


def opened_by(access: Access | None) -> Own | None:
    """The registration that an access opens, unless its number is void."""
    if access is None:
        return None
    held = own(access.key, get_language() or source_language())
    current = held and held.registration.link_version == access.link_version
    return held if current else None


def let_in(response: HttpResponse, registration: Registration) -> HttpResponse:
    """Begin a stay: a signed cookie, for this browser, for a short time."""
    access = Access(registration.key, registration.link_version)
    response.set_cookie(
        settings.OWN_COOKIE_NAME,
        token(access, STAY),
        max_age=settings.OWN_COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def let_out(response: HttpResponse) -> HttpResponse:
    """End the stay."""
    response.delete_cookie(settings.OWN_COOKIE_NAME, samesite="Lax")
    return response


def too_often(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one `action` of FORM_RATE_LIMITS; whether it was one too many."""
    usage = ratelimit.consume(
        request,
        app="registrations",
        action=action,
        config=settings.FORM_RATE_LIMITS,
        key=key,
        limit_get=True,
    )
    return usage is None


def unknown(request: HttpRequest) -> HttpResponse:
    """One answer to every link that opens nothing, whatever the reason."""
    response = render(request, "registrations/own/unknown.html", status=404)
    # Django would try some of these addresses below a language, and answer in two ways.
    request.urlconf = "registrations.link_urls"  # type: ignore[attr-defined]
    return response
