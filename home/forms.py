"""Fields that take any script and refuse what nothing can hold, and photographs."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.forms import BaseImageForm

from .photographs import Unreadable, bare

#: Marks that turn text around or cannot be seen; they come with pasting, and help to deceive.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
#: No field holds this much in any spelling. Beyond it, NFC could take hours: putting many
#: combining marks into their order takes quadratic time.
LONGEST_TYPED = 2_000
#: Digits that every database can count with.
LONGEST_KEY = 18
#: Categories of what has no shape, or no meaning that everybody shares.
UNREADABLE = {"Cc", "Cs", "Cn", "Co"}


def normalised(text: str) -> str:
    """`text` in the form in which letters are one character each (NFC), without hidden marks.

    Longer than any field it stays as it is, and is then refused as too long.
    """
    if len(text) > LONGEST_TYPED:
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def key_in(text: str) -> int:
    """The key of a row as an address names it; 0, which no row has, for anything else."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0


def keys_in(texts: Iterable[str]) -> list[int]:
    """The keys of several rows, without what no row can have."""
    return [key for key in map(key_in, texts) if key]


def is_unreadable(text: str) -> bool:
    """Whether some character of `text` is a control, a private one or none at all."""
    return any(unicodedata.category(letter) in UNREADABLE for letter in text)


class TextField(forms.CharField):
    """One line of any script."""

    default_error_messages = {
        "unreadable": gettext_lazy(
            "This holds characters that cannot be kept. Please type it again."
        ),
    }

    def to_python(self, value: Any) -> str:
        text = normalised(super().to_python(value) or "")
        if is_unreadable(text):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return " ".join(text.split())


class ParagraphsField(forms.CharField):
    """Several lines of any script; a blank line stays between paragraphs."""

    widget = forms.Textarea
    default_error_messages = TextField.default_error_messages

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        lines = [normalised(line) for line in text.split("\n")]
        if any(is_unreadable(line.replace("\t", " ")) for line in lines):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        joined = "\n".join(" ".join(line.split()) for line in lines)
        return re.sub("\n{3,}", "\n\n", joined).strip()


class PhotographForm(BaseImageForm):
    """Wagtail's form of an image: what is uploaded loses its position and other hidden data."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = readable(self.fields["file"].to_python)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file  # the one that is there already
        file.seek(0)
        try:
            content = bare(file.read())
        except Unreadable as error:
            raise unreadable_picture() from error
        return SimpleUploadedFile(str(file.name), content, str(file.content_type))


def readable(to_python: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, with a sentence where Wagtail lets Pillow stumble over a file that is cut off."""

    def checked(data: Any) -> Any:
        try:
            return to_python(data)
        except OSError as error:
            raise unreadable_picture() from error

    return checked


def unreadable_picture() -> ValidationError:
    return ValidationError(_("This picture cannot be read. Choose another file."))
