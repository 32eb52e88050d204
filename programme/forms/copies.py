"""What editors choose when they make an edition from the last one."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from programme.copying import registered_parts
from programme.enums import PEOPLE, CopyPart
from programme.models import Edition
from programme.queries.copies import proposal
from translations.languages import language_codes


class CopyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, dates and place of the new edition, and what comes along. Proposals throughout."""

    parts = forms.MultipleChoiceField(
        label=_("What to copy"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never: participants, released programmes, cancelled sessions."),
    )

    class Meta:
        model = Edition
        fields = [
            *(f"title_{code}" for code in language_codes()),
            "slug",
            "number",
            "starts_on",
            "ends_on",
            "timezone",
            "host",
            "venue",
        ]
        widgets = {
            # The format that browsers want for this type, in any language.
            "starts_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            "ends_on": forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        }
        help_texts = {
            "starts_on": _("Every place, and every time of registration, moves by as many days."),
            "timezone": _("Hours stay what they were on the clock: 9:00 in Paris, 9:00 in Seoul."),
            "venue": _("At another venue the sessions have their times, and no rooms yet."),
        }

    def __init__(self, source: Edition, data: Any = None) -> None:
        self.source = source
        super().__init__(data, initial=proposal(source))
        self._name_titles()
        self._make_last_day_optional()
        self._offer_parts()

    def _name_titles(self) -> None:
        for code in language_codes():
            name = get_language_info(code)["name_local"].capitalize()
            self.fields[f"title_{code}"].label = _("Title: %(language)s") % {"language": name}
            self.fields[f"title_{code}"].widget.attrs["lang"] = code

    def _make_last_day_optional(self) -> None:
        days = len(self.source.days)
        field = self.fields["ends_on"]
        field.required = False
        field.help_text = ngettext(
            "Empty: it lasts %(days)d day, as last time.",
            "Empty: it lasts %(days)d days, as last time.",
            days,
        ) % {"days": days}

    def _offer_parts(self) -> None:
        upper = [(part.name, part.label) for part in registered_parts()]
        own = [(part.value, part.label) for part in CopyPart]
        field: Any = self.fields["parts"]
        field.choices = own[: -len(PEOPLE)] + upper + own[-len(PEOPLE) :]
        field.initial = [name for name, _label in field.choices if name not in PEOPLE]

    def clean(self) -> dict[str, Any]:
        """The last day follows from the first one, unless somebody says otherwise."""
        cleaned = super().clean() or self.cleaned_data
        starts_on = cleaned.get("starts_on")
        if starts_on and not cleaned.get("ends_on") and "ends_on" not in self.errors:
            cleaned["ends_on"] = starts_on + (self.source.ends_on - self.source.starts_on)
        return cleaned
