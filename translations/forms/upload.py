"""A file that somebody sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from translations.exchange.limits import MOST_BYTES


class UploadField(forms.FileField):
    """A file, refused beyond so many bytes; `accept` is what the browser offers to choose from."""

    def __init__(self, *, accept: str, help_text: Any, most: int = MOST_BYTES) -> None:
        super().__init__(
            label=pgettext_lazy("exchange", "File"),
            help_text=help_text,
            widget=forms.FileInput(attrs={"accept": accept}),
        )
        self.most = most

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None and (file.size or 0) > self.most:
            most = {"most": self.most // 2**20}
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % most)
        return file
