"""Languages to choose from."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translations.languages import source_language


class LanguagesField(forms.ModelMultipleChoiceField):
    """The languages into which is translated, all of them chosen at first."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Languages"),
            queryset=Locale.objects.none(),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one language.")},
        )

    def offer(self) -> None:
        """Ask the database what there is to choose from."""
        self.queryset = Locale.objects.exclude(language_code=source_language()).order_by("pk")
        self.initial = self.queryset

    def label_from_instance(self, locale: Any) -> str:
        return str(get_language_info(locale.language_code)["name_translated"])
