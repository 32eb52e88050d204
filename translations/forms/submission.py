from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translations.languages import source_language


class SubmitForm(forms.Form):
    """Into which languages a page and everything below it is to be translated."""

    locales = forms.ModelMultipleChoiceField(
        label=_("Languages"),
        queryset=Locale.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locales = Locale.objects.exclude(language_code=source_language()).order_by("pk")
        field = self.fields["locales"]
        field.queryset = locales  # type: ignore[attr-defined]
        field.initial = locales
        field.label_from_instance = lambda locale: get_language_info(  # type: ignore[attr-defined]
            locale.language_code
        )["name_translated"]
