"""Forms of the glossary: a term, and a file of terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from translations.languages import language_codes
from translations.queries.people import is_limited_to_languages, languages_of

from .upload import UploadField


class TermForm(WagtailAdminModelForm):
    """A term. Translators change the columns of their own languages only."""

    #: When the row was last changed as the form was shown: another may have saved it since.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = self.instance.updated_at.isoformat() if self.instance.pk else ""
        self.initial["seen"] = self.held
        if self.for_user and is_limited_to_languages(self.for_user):
            own = {
                f"{name}_{code}"
                for name in ("term", "forbidden")
                for code in languages_of(self.for_user)
            }
            for name in set(self.fields) - own - {"seen"}:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Refuse to write over what somebody else has saved since; what was typed stays."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("seen") != self.held:
            typed: Any = self.data.copy()  # type: ignore[has-type]
            typed[self.add_prefix("seen")] = self.held
            self.data = typed
            raise forms.ValidationError(
                _(
                    "Somebody else has changed this in the meantime. Check what you entered and "
                    "save again."
                )
            )
        for code in language_codes():
            self._check_words_to_avoid(cleaned, code)
        return cleaned

    def _check_words_to_avoid(self, cleaned: dict[str, Any], code: str) -> None:
        """One a line; the term itself cannot be one of them."""
        lines = [line.strip() for line in cleaned.get(f"forbidden_{code}", "").splitlines()]
        cleaned[f"forbidden_{code}"] = "\n".join(filter(None, lines))
        if cleaned.get(f"term_{code}") in filter(None, lines):
            self.add_error(f"forbidden_{code}", _("This is the term itself."))


class TermsFileForm(forms.Form):
    """A workbook of terms."""

    file = UploadField(accept=".xlsx", help_text=gettext_lazy("XLSX, up to 10 MB."))
