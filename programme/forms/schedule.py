"""What editors fill in to place a session and to release the draft."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from home.templatetags.dates import day_short
from programme.enums import SessionState
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot
from programme.models.venue import Room
from programme.queries.drafts import DraftRow, mark
from programme.services.releases import Terms
from programme.services.schedule import local_instant
from translations.languages import language_codes

#: The mark of a form that does not say with which changes it was shown.
NOT_SHOWN = "-"


class SlotForm(forms.Form):
    """Where and when one session takes place, in the time of the venue."""

    day = forms.ChoiceField(
        label=_("Day"), error_messages={"invalid_choice": _("This is not a day of the edition.")}
    )
    start = forms.TimeField(label=_("Start"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label=_("End"), widget=forms.TimeInput(attrs={"type": "time"}))
    room = forms.ChoiceField(
        label=_("Room"),
        required=False,
        error_messages={"invalid_choice": _("This room is not at the edition’s venue.")},
    )
    #: Where the session was when the form was shown: somebody else may move it meanwhile.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, row: DraftRow, edition: Edition, rooms: list[Room], data: Any = None
    ) -> None:
        self.row, self.edition = row, edition
        self.rooms = {str(room.pk): room for room in rooms}
        super().__init__(data, prefix=f"s{row.session.pk}", initial=self._place(edition))
        days = [(day.isoformat(), day_short(day)) for day in edition.days]
        if (now := self.initial.get("day")) and now not in dict(days):
            # The edition has moved since: say so instead of choosing its first day unasked.
            days.insert(0, (now, _("%(day)s, outside") % {"day": now}))
        self.fields["day"].choices = days  # type: ignore[attr-defined]
        choices: Any = self.fields["room"]
        choices.choices = [("", _("No room")), *((str(r.pk), r.name) for r in rooms)]

    def _place(self, edition: Edition) -> dict[str, Any]:
        slot = self.row.slot
        if slot is None:
            return {"seen": mark(slot)}
        start, end = (moment.astimezone(edition.zone.info) for moment in (slot.start, slot.end))
        return {
            "day": start.date().isoformat(),
            "start": start.strftime("%H:%M"),
            "end": end.strftime("%H:%M"),
            "room": str(slot.room_id or ""),
            "seen": mark(slot),
        }

    def clean_room(self) -> Room | None:
        return self.rooms.get(self.cleaned_data["room"])

    @property
    def place(self) -> dict[str, Any]:
        """Room, start and end as they were typed; an end before the start is after midnight."""
        typed = self.cleaned_data
        day = datetime.date.fromisoformat(typed["day"])
        end_day = day + datetime.timedelta(days=typed["end"] < typed["start"])
        return {
            "room": typed["room"],
            "start": local_instant(self.edition, day, typed["start"]),
            "end": local_instant(self.edition, end_day, typed["end"]),
        }

    def see_again(self, slot: Slot | None) -> None:
        """Take note of the true place; what was typed stays, and may be sent again."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed[self.add_prefix("seen")] = mark(slot)
        self.data = typed


class ReleaseForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a release, and whether people are written to.

    Why it is released with errors is asked for where there are any.
    """

    #: With which changes the form was shown.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Schedule
        fields = ["label", *(f"note_{code}" for code in language_codes()), "announced"]
        fields += ["override_reason"]
        labels = {"announced": _("Send these mails")}
        help_texts = {"label": _("Empty: v1, v2, and so on.")}

    def __init__(self, data: Any = None, *, errors: bool) -> None:
        super().__init__(data, initial={"announced": True})
        for code in language_codes():
            field = self.fields[f"note_{code}"]
            field.label = get_language_info(code)["name_local"].capitalize()
            field.help_text = ""
            field.widget = forms.Textarea(attrs={"rows": 3, "lang": code})
        self.fields["override_reason"].required = errors
        if not errors:
            del self.fields["override_reason"]

    @property
    def notes(self) -> list[forms.BoundField]:
        """The note in each language."""
        return [self[f"note_{code}"] for code in language_codes()]

    def terms(self) -> Terms:
        """How to release, from what was typed."""
        typed = self.cleaned_data
        return Terms(
            label=typed["label"],
            notes={code: typed[f"note_{code}"] or "" for code in language_codes()},
            announced=typed["announced"],
            override_reason=typed.get("override_reason", ""),
            seen=typed["seen"] or NOT_SHOWN,
        )


class ChangeNowForm(forms.Form):
    """What else happens to a session in the step that releases its change."""

    state = forms.ChoiceField(choices=SessionState.choices, required=False)

    @property
    def chosen(self) -> SessionState | None:
        """The state it is to take; None where it keeps its own."""
        state = self.cleaned_data.get("state") if self.is_valid() else ""
        return SessionState(state) if state else None
