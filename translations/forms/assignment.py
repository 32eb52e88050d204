from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from translations.queries.people import is_limited_to_languages, name_of, translators_of


class AssignmentForm(forms.Form):
    """Who translates into one language, by when; with nobody, who did is relieved of it."""

    owner = forms.ModelChoiceField(
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
        label=_("Note"), required=False, max_length=500, widget=forms.TextInput()
    )

    def __init__(self, user: Any, language: str, data: Any = None) -> None:
        super().__init__(data)
        people = translators_of([language])
        if is_limited_to_languages(user):
            people = people.filter(pk=user.pk)
        owner: Any = self.fields["owner"]
        owner.queryset = people
        owner.label_from_instance = name_of
        owner.initial = user if is_limited_to_languages(user) else None
