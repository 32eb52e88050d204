"""Texts of a file: what is taken out of them, whoever wrote it."""

import re
import unicodedata

#: Controls but tab and newline, lone surrogates, and marks that turn the direction of writing.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean(text: object) -> str:
    """One text of a file: composed, without what no reader can see, without outer space."""
    if text is None or isinstance(text, bool | dict | list):
        return ""
    whole = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", whole)).strip()


def line(text: object) -> str:
    """The same for a text of one line."""
    # Spaces that do not break are French typography, and stay.
    return re.sub(r"[ \t\n\f\v]+", " ", clean(text))
