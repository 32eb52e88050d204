"""What a reader chose to see of the programme, from the address."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.templatetags.dates import day_short
from programme.enums import SessionKind

from .entries import Entry


class LanguageSelect(forms.Select):
    """A select whose options say in which language they are, where it is not the page's."""

    languages: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        language = self.languages.get(str(value))
        if language and language != get_language():
            option["attrs"]["lang"] = language
        return option


class ProgrammeFilter(forms.Form):
    """`?day=2027-05-20&track=<id>&kind=workshop`; choices are what the programme holds.

    An unknown value is answered with a sentence beside the whole programme.
    """

    day = forms.ChoiceField(label=_("Day"), required=False)
    track = forms.ChoiceField(label=_("Track"), required=False, widget=LanguageSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any, entries: list[Entry]) -> None:
        super().__init__({name: data.get(name, "") for name in ("day", "track", "kind")})
        self.entries = entries
        days = sorted({entry.date for entry in entries})
        tracks = {str(e.track_id): e.track for e in entries if e.track_id}
        kinds = {entry.kind for entry in entries}
        self._offer("day", _("All days"), [(day.isoformat(), day_short(day)) for day in days])
        self._offer("track", _("All tracks"), [(pk, track.text) for pk, track in tracks.items()])
        self.fields["track"].widget.languages = {  # type: ignore[attr-defined]
            pk: track.language for pk, track in tracks.items()
        }
        self._offer(
            "kind", _("All kinds"), [(kind, kind.label) for kind in SessionKind if kind in kinds]
        )

    def _offer(self, name: str, all_of_them: Any, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", all_of_them), *choices]
        field.error_messages["invalid_choice"] = _("The programme does not hold this.")

    def matching(self) -> list[Entry]:
        """The entries chosen; all of them where a choice was not understood."""
        self.is_valid()
        chosen = self.cleaned_data
        return [entry for entry in self.entries if self._matches(entry, chosen)]

    @staticmethod
    def _matches(entry: Entry, chosen: dict[str, str]) -> bool:
        return (
            (not chosen.get("day") or entry.date == datetime.date.fromisoformat(chosen["day"]))
            and (not chosen.get("track") or str(entry.track_id) == chosen["track"])
            and (not chosen.get("kind") or entry.kind == chosen["kind"])
        )
