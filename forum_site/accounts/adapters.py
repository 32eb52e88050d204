"""Rules and sentences of log-in and second factor."""

import base64
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum_site.views import message

ACCESS_ADMIN = "wagtailadmin.access_admin"
INCORRECT_CODE = gettext_lazy(
    "This code is not valid, or has been used already. Wait for the next one and enter it."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("The user name or the password is not right."),
        "incorrect_password": gettext_lazy("The password is not right."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts have failed. Wait a quarter of an hour and try again."
        ),
        "rate_limited": gettext_lazy(
            "Too many attempts have failed. Wait a quarter of an hour and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes the accounts."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether `url` is an address of this very host."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, {request.get_host()}, require_https=request.is_secure()
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The admin, or the home page for who has no business there."""
        return super().get_login_redirect_url(request) if may_enter_admin(request) else "/"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within some minutes of the log-in: nobody types a password twice in a row."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        request = context.request
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(request, request.user)
        return not any(record["at"] > since for record in records)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return message(
            request,
            403,
            _("Account closed"),
            _("This account has been closed. Ask the administrator of the site if you need it."),
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Counted per account and address: per account alone, anybody could lock anybody out.
        return f"{get_ip(request)}:{credentials['username'].lower()}"


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": INCORRECT_CODE,
        "cannot_generate_recovery_codes": gettext_lazy("Set up a second factor first."),
    }

    def get_totp_label(self, user: Any) -> str:
        """The log-in, not the e-mail address."""
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        """Secrets are not readable in a copy of the database."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken after a change of SECRET_KEY."""
        return box().decrypt(encrypted_text.encode()).decode()


def box() -> MultiFernet:
    """Encrypts with SECRET_KEY, reads with those before it too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("forum_site.accounts", "second factor", key, algorithm="sha256").digest()
        for key in keys
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def may_enter_admin(request: HttpRequest) -> bool:
    return request.user.has_perm(ACCESS_ADMIN)
