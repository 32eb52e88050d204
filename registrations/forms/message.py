"""What an editor writes to those who are signed up."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from home.forms import ParagraphsField, TextField
from registrations.models.message import LONGEST_SUBJECT, LONGEST_TEXT
from translations.languages import language_codes


class MessageForm(forms.Form):
    """A subject and a text in each language; those without one get the next best."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())
        for code in language_codes():
            name = get_language_info(code)["name_local"].capitalize()
            self.fields[f"subject_{code}"] = TextField(
                label=_("Subject, %(language)s") % {"language": name},
                max_length=LONGEST_SUBJECT,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"text_{code}"] = ParagraphsField(
                label=_("Text, %(language)s") % {"language": name},
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"lang": code, "rows": 5}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for code in language_codes():
            subject, text = cleaned.get(f"subject_{code}"), cleaned.get(f"text_{code}")
            if bool(subject) != bool(text):
                missing = "text" if subject else "subject"
                self.add_error(f"{missing}_{code}", _("Enter both a subject and a text."))
        if not self.written and not self.errors:
            raise forms.ValidationError(_("Write the message in at least one language."))
        return cleaned

    @property
    def written(self) -> set[str]:
        """The languages in which there is a message."""
        return {code for code in language_codes() if self.cleaned_data.get(f"text_{code}")}

    @property
    def texts(self) -> dict[str, str]:
        """Subjects and texts by their columns."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def hide(self) -> None:
        """Carry what was typed unseen, while it is shown as it will be read."""
        for field in self.fields.values():
            field.widget = forms.HiddenInput()
