"""Numbers in figures as each language writes them: separators, and words for powers of ten."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .figure import Figure, Form, Read
from .figure_words import MAGNITUDES

#: Digits of a telephone number that are the same at home and from abroad.
TELEPHONE_DIGITS = 8
TELEPHONE = re.compile(r"(?<![\w+])(?:\+\d|\(?0)[\d()]*(?:[ .()-]{1,2}\d{1,4}){3,}(?!\d)")

_COMMA = r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_POINT = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
WRITTEN = {"fr": _COMMA, "en": _POINT, "ko": _POINT}
MULTIPLIED = {
    code: re.compile(
        rf"(?<!\d)(?P<number>{WRITTEN[code]}) ?(?P<word>{'|'.join(MAGNITUDES[code])})s?\b",
        re.IGNORECASE,
    )
    for code in ("fr", "en")
}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_MYRIAD = _DIGITS + r" ?(?:[백천]? ?[만억조]|[백천])"
MYRIADS = re.compile(
    rf"(?<![\d,.]){_MYRIAD}(?: ?{_MYRIAD})*(?: ?(?:\d,\d{{3}}|\d{{1,4}})(?![\d,.]))?"
)
MYRIAD = re.compile(rf"(?P<number>{_DIGITS}) ?(?P<words>[백천]? ?[만억조]?)")


def telephone_form() -> Form:
    """Telephone numbers, which are grouped in every country's own way."""
    return TELEPHONE, telephone


def number_forms(language: str) -> Iterator[Form]:
    """All forms of numbers in `language`, those with a word for a power of ten first."""
    if language == "ko":
        yield MYRIADS, myriads
    elif language in MULTIPLIED:
        yield MULTIPLIED[language], multiplied(language)
    pattern = re.compile(rf"(?<!\d)(?:{WRITTEN.get(language, _POINT)})")
    yield pattern, lambda found: [number_figure(found[0], value(found[0], language))]


def value(written: str, language: str) -> Decimal:
    if language == "fr":
        return Decimal(written.replace(" ", "").replace(",", ".")).normalize()
    return Decimal(written.replace(",", "")).normalize()


def number_figure(shown: str, *values: Decimal) -> Figure:
    return Figure("number", shown, frozenset(("number", value) for value in values))


def multiplied(language: str) -> Read:
    """`1,5 million`; the bare figure is kept too, for a language that takes another unit."""

    def read(found: re.Match[str]) -> list[Figure]:
        number = value(found["number"], language)
        power = MAGNITUDES[language][found["word"].lower()]
        return [number_figure(found[0], number * power, number)]

    return read


def myriads(found: re.Match[str]) -> list[Figure]:
    """`1억 2천만`: figures with Korean powers of ten, added up."""
    total = Decimal(0)
    bare = []
    for part in MYRIAD.finditer(found[0]):
        number = value(part["number"], "ko")
        bare.append(number)
        for word in part["words"].replace(" ", ""):
            number *= MAGNITUDES["ko"][word]
        total += number
    return [number_figure(found[0], total.normalize(), *bare[:1])]


def telephone(found: re.Match[str]) -> list[Figure]:
    digits = re.sub(r"\D", "", found[0])[-TELEPHONE_DIGITS:]
    return [Figure("number", found[0].strip(), frozenset({("telephone", int(digits))}))]
