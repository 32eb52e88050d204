from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translations.languages import language_names, source_language


class RulesForm(forms.Form):
    """For which languages a second person validates."""

    second_reader = forms.ModelMultipleChoiceField(
        label=_("A second person validates before publication"),
        queryset=Locale.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever wrote a text cannot validate it; it is published once it is."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        locales = Locale.objects.exclude(language_code=source_language()).order_by("pk")
        field: Any = self.fields["second_reader"]
        field.queryset = locales
        field.initial = locales.filter(translation_rule__second_reader=True)
        field.label_from_instance = lambda locale: language_names([locale.language_code])
