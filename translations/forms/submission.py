from typing import Any

from django import forms

from .languages import LanguagesField


class SubmitForm(forms.Form):
    """Into which languages a page and everything below it is to be translated."""

    locales = LanguagesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locales: Any = self.fields["locales"]
        locales.offer()
