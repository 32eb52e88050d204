"""Forms of the glossary: a term, and a file of terms."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from translations.languages import language_codes
from translations.queries.people import is_limited_to_languages, languages_of

from .upload import UploadField
from .watched import WatchedForm


class TermForm(WatchedForm):
    """A term. Translators change the columns of their own languages only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user and is_limited_to_languages(self.for_user):
            own = {
                f"{name}_{code}"
                for name in ("term", "forbidden")
                for code in languages_of(self.for_user)
            }
            for name in set(self.fields) - own - {"seen"}:
                self.fields[name].disabled = True

    def mark(self) -> str:
        return self.instance.updated_at.isoformat() if self.instance.pk else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
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
