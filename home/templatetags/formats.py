"""Numbers, sizes and languages as each language writes them, by the CLDR (Babel)."""

from babel import Locale
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from django import template
from django.utils.translation import get_language

from translations.languages import language_names, source_language

register = template.Library()
register.filter(language_names)
MEGABYTE = 1_000_000
#: Units by their names in the CLDR.
KILOBYTES, MEGABYTES = "digital-kilobyte", "digital-megabyte"


@register.filter
def language_word(code: str) -> str:
    """`coréen`: one language, in the reader’s. (Django’s own `language_name` knows other names.)"""
    return Locale.parse(_language()).languages[code]


@register.filter
def number(value: int) -> str:
    """`1 200`, `1,200`: a number as the reader's language writes it."""
    return format_decimal(value, locale=_language())


@register.filter
def percent(value: int) -> str:
    """`30 %`, `30%`."""
    return format_percent(value / 100, locale=_language())


@register.filter
def file_size(size: int) -> str:
    """`12 ko`, `1,4 MB`: a number of bytes in the unit that suits it."""
    if size < MEGABYTE:
        return format_unit(max(1, round(size / 1e3)), KILOBYTES, "short", locale=_language())
    return format_unit(round(size / 1e6, 1), MEGABYTES, "short", locale=_language())


def _language() -> str:
    return get_language() or source_language()
