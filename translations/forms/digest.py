from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import SwitchInput

from translations.models import DailyDigest


class DigestForm(forms.ModelForm):
    """Whether one is told by mail what is new."""

    class Meta:
        model = DailyDigest
        fields = ["wanted"]
        widgets = {"wanted": SwitchInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.user.email:
            unreachable = _("Without an e-mail address in your profile, none can reach you.")
            wanted = self.fields["wanted"]
            wanted.help_text = f"{wanted.help_text} {unreachable}"
