"""Figures in a text of any of the languages: what is meant, however it is written.

`14 h 30`, `2:30 pm` and `오후 2시 30분` are one time; `1,5 million` and `150만` one number.
"""

import re
import unicodedata
from collections.abc import Iterator

from .amounts import number_forms, telephone_form
from .clocks import clock_forms
from .days import day_forms
from .figure import Figure, Figures, Form
from .worded import worded_keys

GROUPED = re.compile(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))")
#: Addresses, and exponents of units.
NO_FIGURE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<![^\W\d_])[kcd]?m[23](?!\d)", re.IGNORECASE
)


def read_figures(text: str, language: str) -> Figures:
    """The figures of a text in `language`; what has been read in one form is not in another."""
    text = unicodedata.normalize("NFKC", GROUPED.sub("", text))
    text = NO_FIGURE.sub(_blank, text)
    stated: list[Figure] = []
    for form in forms(language):
        text = _take(text, form, stated)
    return Figures(stated, set(worded_keys(text, language)))


def forms(language: str) -> Iterator[Form]:
    """What to look for, the more telling form first."""
    yield telephone_form()
    yield from day_forms(language)
    yield from clock_forms(language)
    yield from number_forms(language)


def _take(text: str, form: Form, stated: list[Figure]) -> str:
    """Adds what is found to `stated`; returns the text without it."""
    pattern, read = form

    def taken(found: re.Match[str]) -> str:
        figures = list(read(found))
        stated.extend(figures)
        return _blank(found) if figures else found[0]

    return pattern.sub(taken, text)


def _blank(found: re.Match[str]) -> str:
    """As many signs that mean nothing, so that neighbours stay apart."""
    return "|" * len(found[0])
