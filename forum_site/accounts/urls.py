"""Of allauth's addresses those that are used, under allauth's names."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from .views import LogIn, SetUp


def private(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    """Secrets and codes stay in no cache."""
    return path(route, never_cache(view), name=name)


urlpatterns = [
    private("login/", LogIn.as_view(), "account_login"),
    private("logout/", account.logout, "account_logout"),
    private("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    private("mfa/", mfa.index, "mfa_index"),
    private("mfa/authenticate/", mfa.authenticate, "mfa_authenticate"),
    private("mfa/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate"),
    private("mfa/totp/activate/", SetUp.as_view(), "mfa_activate_totp"),
    private("mfa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp"),
    private("mfa/recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes"),
    private(
        "mfa/recovery-codes/generate/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    private(
        "mfa/recovery-codes/download/",
        codes.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
]
