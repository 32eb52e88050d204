"""What misses in the form of a session, added without leaving it."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.staticfiles import versioned_static

from programme.models import Edition, Interpreter, Speaker, Track
from translations.languages import language_codes


class FactSelect(forms.Select):
    """A select; with JavaScript, a button beside it searches the facts and adds one.

    `chooser` is the name of the section that answers, `label` what the button says.
    """

    def __init__(self, chooser: str, label: Any) -> None:
        super().__init__(
            {
                "data-controller": "fact-chooser",
                "data-fact-chooser-url-value": reverse_lazy(f"{chooser}:choose"),
                "data-fact-chooser-label-value": label,
            }
        )

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[versioned_static("wagtailadmin/js/chooser-modal.js"), "programme/fact_chooser.js"]
        )


class SearchForm(BaseFilterForm):
    """Narrows the facts to choose from by a word in one of `columns`."""

    columns: tuple[str, ...] = ()
    search_query = ""
    q = forms.CharField(label=_("Search term"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        if not self.is_searching:
            return objects
        held = [(f"{column}__icontains", self.search_query) for column in self.columns]
        return objects.filter(Q(*held, _connector=Q.OR))


class SpeakerSearch(SearchForm):
    columns = ("family_name", "given_name", "name_hangul")


class InterpreterSearch(SearchForm):
    columns = ("name",)


class TrackSearch(SearchForm):
    columns = ("name_fr", "name_ko", "name_en")


class NewFactForm(forms.ModelForm):
    """A few fields of a fact that begins in an edition; the rest is filled in on its own form."""

    #: Labels among the fields, without their language.
    LABELS: tuple[str, ...] = ()

    def __init__(self, *args: Any, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition
        for name in self.LABELS:
            self._name_by_language(name)

    def _name_by_language(self, name: str) -> None:
        words = capfirst(self._meta.model._meta.get_field(name).verbose_name)
        for code in language_codes():
            field = self.fields[f"{name}_{code}"]
            field.label = f"{words} ({get_language_info(code)['name_local']})"
            field.widget.attrs["lang"] = code

    def clean(self) -> dict[str, Any]:
        if self.instance.edition_id is None:
            raise forms.ValidationError(_("Choose the edition of the session first."))
        return super().clean() or self.cleaned_data


class NewSpeakerForm(NewFactForm):
    LABELS = ("position",)

    class Meta:
        model = Speaker
        fields = (
            *("form_of_address", "family_name", "given_name", "name_hangul", "display_order"),
            *("position_fr", "position_ko", "position_en", "organisation"),
        )


class NewInterpreterForm(NewFactForm):
    class Meta:
        model = Interpreter
        fields = ("name", "note")


class NewTrackForm(NewFactForm):
    LABELS = ("name",)

    class Meta:
        model = Track
        fields = ("name_fr", "name_ko", "name_en", "colour")
