"""What editors fill in to move an edition to another state of its life."""

import copy
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from programme.enums import EXPLAINED_STATES, TRANSITIONS, EditionState
from programme.models.edition import MOST_DAYS, Edition
from programme.services.editions import life_mark, take_step
from translations.languages import language_codes, source_language

#: States in which nothing takes place on any day.
WITHOUT_DAYS = {EditionState.POSTPONED, EditionState.CANCELLED}


class DayInput(forms.DateInput):
    """The browser's own calendar, which knows days by ISO 8601 only."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class StateForm(forms.Form):
    """The next state of an edition, only one that may follow; why, and for when."""

    state = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("New first day"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=_("New last day"), required=False, widget=DayInput)
    move_places = forms.BooleanField(
        label=_("Move the draft schedule to the new days as well"),
        required=False,
        help_text=_("Every session keeps its hours and its room. The public sees it on release."),
    )
    #: Where the edition stood when the form was shown: somebody else may move it meanwhile.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        self.edition = edition
        self.initial["seen"] = life_mark(edition)
        self._offer_steps()
        if self.before == EditionState.POSTPONED and not edition.is_undated:
            self.initial.update(starts_on=edition.starts_on, ends_on=edition.ends_on)
        self.fields |= {f"reason_{code}": self._reason(code) for code in language_codes()}

    def _offer_steps(self) -> None:
        """Only the states that may follow."""
        self.before = EditionState(self.edition.state)
        following = TRANSITIONS[self.before]
        field: Any = self.fields["state"]
        field.choices = [(state, state.label) for state in EditionState if state in following]

    def _reason(self, code: str) -> forms.CharField:
        """The public reason in one language, called by the language."""
        return forms.CharField(
            label=get_language_info(code)["name_local"].capitalize(),
            required=False,
            max_length=Edition._meta.get_field("public_reason").max_length,
            initial=getattr(self.edition, f"public_reason_{code}") or "",
            widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
        )

    @property
    def reason_fields(self) -> list[forms.BoundField]:
        return [self[f"reason_{code}"] for code in language_codes()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("seen") not in {"", life_mark(self.edition)}:
            self._refuse_stale()
        source = f"reason_{source_language()}"
        if cleaned.get("state") in EXPLAINED_STATES and not cleaned.get(source):
            self.add_error(source, _("Give a reason: it is shown in public."))
        if not self.errors:
            self._check_days(cleaned["state"], cleaned["starts_on"], cleaned["ends_on"])
        return cleaned

    def _refuse_stale(self) -> None:
        """Say that somebody was faster, instead of what follows from it."""
        self.errors.clear()
        self.see_again()
        raise forms.ValidationError(_("Somebody else has changed the state meanwhile. Look again."))

    def see_again(self) -> None:
        """Take note of the true state; what was typed stays, and may be sent again."""
        self._offer_steps()
        data: Any = self.data
        typed = data.copy()
        typed["seen"] = life_mark(self.edition)
        self.data = typed

    def _check_days(self, state: str, first: Any, last: Any) -> None:
        edition = self.edition
        if bool(first) != bool(last):
            self.add_error("ends_on", _("Enter both days, or neither."))
        elif first and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        elif first and Edition(starts_on=first, ends_on=last).is_too_long:
            most = {"most": MOST_DAYS}
            self.add_error("ends_on", _("An edition lasts at most %(most)d days.") % most)
        elif first and EditionState.POSTPONED not in {state, self.before}:
            self.add_error("starts_on", _("New days can be given only when it is postponed."))
        elif state == EditionState.POSTPONED and (first, last) == (
            edition.starts_on,
            edition.ends_on,
        ):
            self.add_error("starts_on", _("These are the days planned so far."))
        elif edition.is_undated and state not in WITHOUT_DAYS and not first:
            self.add_error("starts_on", _("Enter the days on which it takes place."))

    @property
    def step(self) -> dict[str, Any]:
        """What a valid form asks for, as the service names it."""
        typed = self.cleaned_data
        days = (typed["starts_on"], typed["ends_on"]) if typed["starts_on"] else None
        return {
            "state": EditionState(typed["state"]),
            "reasons": {code: typed[f"reason_{code}"] for code in language_codes()},
            "days": days,
        }

    @property
    def seen_mark(self) -> str | None:
        """The mark that the form was shown with; None for one that carries none."""
        return self.cleaned_data["seen"] or None

    def planned(self) -> Edition:
        """The edition as a valid form would leave it, unsaved."""
        edition = copy.copy(self.edition)
        take_step(edition, **self.step)
        return edition
