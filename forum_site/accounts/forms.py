"""allauth's forms with our words, and codes that count once."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PASSWORD = {"autocomplete": "current-password"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


def dress(field: forms.Field, label: Any, attributes: dict[str, str], hint: Any = "") -> None:
    """Our label and hint, and nothing written into the box itself."""
    field.label, field.help_text = label, hint
    field.widget.attrs = dict(attributes)


class LogInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        dress(self.fields["login"], _("User name"), name)
        dress(self.fields["password"], _("Password"), PASSWORD)

    def clean(self) -> Any:
        """Errors stand at the password: which of the two is wrong is told to nobody."""
        try:
            return super().clean()
        except ValidationError as error:
            self.add_error("password", error)
            return self.cleaned_data


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields["password"], _("Password"), PASSWORD)


class CountsOnce:
    """A code is good for one use, also the one typed at the set-up.

    allauth remembers a code for one period only; with a tolerance it is valid for longer.
    """

    user: Any
    hint: Any = _("The six digits in your app, or one of your recovery codes.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self.fields["code"], _("Code"), CODE, self.hint)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        window = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        key = f"second-factor:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(key, "used", window):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(CountsOnce, AuthenticateForm):
    """The second step of the log-in."""


class CodeAgainForm(CountsOnce, CodeReauthenticateForm):
    """Before a change of the second factor."""


class SetUpForm(CountsOnce, ActivateTOTPForm):
    """The proof that the app has the secret."""

    hint = _("The six digits that your app shows now.")
