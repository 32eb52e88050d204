"""A form of one row that two people may have open."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm


class WatchedForm(WagtailAdminModelForm):
    """Refuses to write over what somebody else has saved since it was shown."""

    #: What `mark` was when the form was shown.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = self.mark()
        self.initial["seen"] = self.held

    def mark(self) -> str:
        """Something short that is another one as soon as the row is."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Say that somebody was faster; what was typed stays."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("seen") != self.held:
            typed: Any = self.data.copy()  # type: ignore[has-type]
            typed[self.add_prefix("seen")] = self.held
            self.data = typed
            raise forms.ValidationError(
                _(
                    "Somebody else has changed this in the meantime. Check what you entered "
                    "and save again."
                )
            )
        return cleaned
