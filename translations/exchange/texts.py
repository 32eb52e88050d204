"""Texts of a file: what is taken out of them, whoever wrote it."""

import functools
import re
import sys
import unicodedata

#: Controls but tab and newline, lone surrogates, and marks that turn the direction of writing.
UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


#: Marks upon one letter; no language has more (Unicode Standard Annex 15, Stream-Safe Text).
MOST_MARKS = 30


@functools.cache
def heap_of_marks() -> re.Pattern[str]:
    """More marks upon a letter than any has: to put n of them in order takes n² steps."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(sys.maxunicode + 1))))
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")


def clean(text: object) -> str:
    """One text of a file: composed, without what no reader can see, without outer space."""
    if text is None or isinstance(text, bool | dict | list):
        return ""
    whole = str(text).replace("\r\n", "\n").replace("\r", "\n")
    seen = heap_of_marks().sub(r"\1", UNWANTED.sub("", whole))
    return unicodedata.normalize("NFC", seen).strip()


def line(text: object) -> str:
    """The same for a text of one line."""
    # Spaces that do not break are French typography, and stay.
    return re.sub(r"[ \t\n\f\v]+", " ", clean(text))
