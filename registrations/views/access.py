"""Who may see which registration: a link from the mail is traded for a short stay."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from home.access import View, dead_link, private, stay
from registrations.models import Registration
from registrations.queries.own import Own, own
from registrations.tokens import STAY, Access, read, token
from translations.languages import source_language


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
    return stay(response, settings.OWN_COOKIE_NAME, token(access, STAY))


def let_out(response: HttpResponse) -> HttpResponse:
    """End the stay."""
    response.delete_cookie(settings.OWN_COOKIE_NAME, samesite="Lax")
    return response


def unknown(request: HttpRequest) -> HttpResponse:
    """One answer to every link that opens nothing, whatever the reason."""
    return dead_link(request, "registrations/own/unknown.html", "registrations.link_urls")
