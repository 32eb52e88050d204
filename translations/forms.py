from typing import Any

from django import forms
from django.db.models import Model, TextField
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from .labels import LabelSet
from .languages import source_language


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


class LabelForm(forms.Form):
    """The labels of one row in one language."""

    def __init__(self, labels: LabelSet, instance: Model, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in labels.fields:
            column: Any = labels.model._meta.get_field(f"{name}_{language}")
            long = isinstance(column, TextField)
            widget = forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput()
            widget.attrs |= {"lang": language}
            self.fields[name] = forms.CharField(
                label=labels.model._meta.get_field(name).verbose_name.capitalize(),  # type: ignore[union-attr]
                max_length=column.max_length,
                required=False,
                initial=getattr(instance, f"{name}_{language}") or "",
                widget=widget,
            )
