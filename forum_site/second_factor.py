"""Personal data is seen only by who gave a second factor in this very session."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]
OWN = "/account/mfa/"
GUARDED = ("/admin/", "/documents/", OWN)
OPEN = {"/admin/logout/"}


class SecondFactor:
    """Middleware: asks for the second factor before the admin and its documents.

    Who has set one up uses it in every session, also to change it: a session that began with
    the password alone could otherwise take it away. Who sees personal data sets one up.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return detour(request) or self.get_response(request)


def detour(request: HttpRequest) -> HttpResponse | None:
    """The way to the second factor, or None. One query for who is logged in."""
    path = request.path_info
    if not path.startswith(GUARDED) or path in OPEN or not request.user.is_authenticated:
        return None
    if is_set_up(request.user):
        return None if was_used(request) else log_in_again(request)
    if path.startswith(OWN) or not sees_personal_data(request.user):
        return None
    return redirect("mfa_activate_totp")


def passed(request: HttpRequest) -> bool:
    """Whether this person has a second factor and gave it in this session."""
    return request.user.is_authenticated and is_set_up(request.user) and was_used(request)


def sees_personal_data(user: Any) -> bool:
    """Whether any right of this account shows personal data."""
    return user.is_superuser or any(map(user.has_perm, settings.PERSONAL_DATA_PERMISSIONS))


def is_set_up(user: Any) -> bool:
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def was_used(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    return any(record.get("method") == "mfa" for record in records)


def log_in_again(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("Please log in again, with your second factor."))
    wanted = request.get_full_path() if request.method == "GET" else "/admin/"
    return redirect_to_login(wanted)
