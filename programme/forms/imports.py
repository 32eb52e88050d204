"""Forms of the import: the file, and how it is to be read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from programme.enums import Encoding, Language
from translations.forms.upload import UploadField


class ReadingForm(forms.Form):
    """What an editor may say about a file, where it does not say so itself or says it wrongly."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the texts"),
        choices=[("", gettext_lazy("As the file says")), *Language.choices],
        required=False,
        help_text=gettext_lazy("Tables name the language in each column and need no choice here."),
    )
    creates_rooms = forms.BooleanField(
        label=gettext_lazy("Add rooms and tracks that are not known yet"),
        required=False,
        help_text=gettext_lazy("Left unticked, an unknown name in a table is an error."),
    )


class FileForm(ReadingForm):
    """The file itself."""

    field_order = ["file", "language", "creates_rooms"]
    file = UploadField(
        accept=".xlsx,.csv,.xml,.json,.txt",
        help_text=gettext_lazy("XLSX, CSV, schedule.xml or schedule JSON, up to 10 MB."),
    )


class CheckForm(ReadingForm):
    """The same again, beside what the file would change; of a CSV file also its letters."""

    field_order = ["encoding", "language", "creates_rooms"]
    encoding = forms.ChoiceField(
        label=gettext_lazy("Text encoding"),
        choices=[("", gettext_lazy("As guessed")), *Encoding.choices],
        required=False,
        help_text=gettext_lazy("Choose another one if accents or Hangul look wrong."),
    )

    def __init__(self, *args: Any, has_letters: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_letters:
            del self.fields["encoding"]
