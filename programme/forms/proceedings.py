"""What editors fill in of an edition that is behind them."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from home.templatetags.formats import number
from programme.enums import FIGURES, MaterialKind
from programme.figures import Proposal
from programme.models.proceedings import KeyFigures
from programme.models.session import Session
from translations.languages import language_codes

from .facts import FactForm


class MaterialForm(FactForm):
    """A document, a recording or a photograph; what its versions may be follows from the kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.edition_id:
            sessions = Session.objects.filter(edition=self.instance.edition_id)
            self.fields["session"].queryset = sessions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        edition, session = cleaned.get("edition"), cleaned.get("session")
        if edition and session and session.edition_id != edition.pk:
            self.add_error("session", _("This session belongs to another edition."))
        if cleaned.get("photograph") and not cleaned.get("alt_fr"):
            self.add_error("alt_fr", _("Describe the photograph for those who do not see it."))
        return cleaned

    def is_valid(self) -> bool:
        return super().is_valid() and self._versions_fit()

    def _versions_fit(self) -> bool:
        """Whether every version is what the kind asks for; else says so beside it."""
        rows = [
            row
            for row in self.formsets["versions"].forms
            if row.cleaned_data and not row.cleaned_data.get("DELETE")
        ]
        originals = [row for row in rows if row.cleaned_data.get("original")]
        for row in originals[1:]:
            row.add_error("original", _("Only one version can be the original."))
        for row in rows:
            self._check_version(row)
        return not any(row.errors for row in rows)

    def _check_version(self, row: Any) -> None:
        kind, typed = self.cleaned_data["kind"], row.cleaned_data
        if kind == MaterialKind.PHOTOGRAPH:
            row.add_error("language", _("A photograph has no versions: remove this one."))
        elif kind == MaterialKind.RECORDING and typed.get("document"):
            row.add_error("document", _("A recording is a link to where it can be seen."))
        elif kind != MaterialKind.RECORDING and typed.get("url"):
            row.add_error("url", _("Only recordings are links: choose the file instead."))


class KeyFiguresForm(FactForm):
    """The figures of an edition, at first as they are proposed."""

    class Meta:
        model = KeyFigures
        fields = [*FIGURES, "basis", "note_fr", "note_ko", "note_en"]

    def __init__(self, data: Any, *, instance: KeyFigures, proposal: Proposal) -> None:
        proposed = {} if instance.pk else vars(proposal)
        super().__init__(data, instance=instance, initial=proposed)
        self.proposal = proposal
        for name in FIGURES:
            self.fields[name].help_text = proposed_for(getattr(proposal, name))
        for code in language_codes():
            field = self.fields[f"note_{code}"]
            field.label = get_language_info(code)["name_local"].capitalize()
            field.widget.attrs["lang"] = code

    @property
    def figures(self) -> list[forms.BoundField]:
        return [self[name] for name in (*FIGURES, "basis")]

    @property
    def notes(self) -> list[forms.BoundField]:
        return [self[f"note_{code}"] for code in language_codes()]


def proposed_for(value: int | None) -> str:
    """What the form says below a figure."""
    if value is None:
        return _("No value is proposed. Leave this empty if it is not known.")
    return _("Proposed: %(value)s.") % {"value": number(value)}
