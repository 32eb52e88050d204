"""What editors fill in to place a session and to release the draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.templatetags.dates import day_short
from programme.models.edition import Edition
from programme.models.schedule import Schedule
from programme.models.venue import Room
from programme.queries.drafts import DraftRow


class SlotForm(forms.Form):
    """Where and when one session takes place, in the time of the venue."""

    day = forms.ChoiceField(label=_("Day"))
    start = forms.TimeField(label=_("Start"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label=_("End"), widget=forms.TimeInput(attrs={"type": "time"}))
    room = forms.ChoiceField(label=_("Room"), required=False)

    def __init__(
        self, row: DraftRow, edition: Edition, rooms: list[Room], data: Any = None
    ) -> None:
        self.row, self.rooms = row, {str(room.pk): room for room in rooms}
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
            return {}
        start, end = (moment.astimezone(edition.zone.info) for moment in (slot.start, slot.end))
        return {
            "day": start.date().isoformat(),
            "start": start.strftime("%H:%M"),
            "end": end.strftime("%H:%M"),
            "room": str(slot.room_id or ""),
        }

    def clean_room(self) -> Room | None:
        return self.rooms.get(self.cleaned_data["room"])


class ReleaseForm(forms.ModelForm):  # type: ignore[type-arg]
    """The name and the note of a release."""

    class Meta:
        model = Schedule
        fields = ["label", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"label": _("Empty: v1, v2, and so on.")}
