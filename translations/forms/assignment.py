from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from translations.models import Assignment
from translations.queries.people import is_limited_to_languages, name_of, translators_of


class AssignmentForm(forms.Form):
    """Who translates into one language, by when; with nobody, who did is relieved of it."""

    owner: Any = forms.ModelChoiceField(
        label=_("Translator"),
        queryset=None,
        required=False,
        empty_label=pgettext_lazy("translation", "Nobody"),
        error_messages={"invalid_choice": _("This person does not translate into this language.")},
    )
    due = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=pgettext_lazy("translation", "Note"),
        required=False,
        max_length=500,
        widget=forms.TextInput(),
    )

    def __init__(
        self, user: Any, language: str, data: Any = None, held: Assignment | None = None
    ) -> None:
        said = {"owner": held.owner, "due": held.due, "note": held.note} if held else {}
        super().__init__(data, initial=said)
        people = translators_of([language])
        if is_limited_to_languages(user):
            people = people.filter(pk=user.pk)
        owner: Any = self.fields["owner"]
        owner.queryset = people
        owner.label_from_instance = name_of
        if held is None and is_limited_to_languages(user):
            owner.initial = user
