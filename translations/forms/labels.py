from typing import Any

from django import forms
from django.db.models import Model, TextField

from translations.labels import LabelSet


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
