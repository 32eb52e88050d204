"""Dates as each language writes them, by the CLDR (Babel); hours always 24."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton
from django import template
from django.utils.translation import get_language

from translations.languages import source_language

register = template.Library()


@register.filter
def day_long(value: date) -> str:
    """`5 juillet 2016`, `2016년 7월 5일`, `5 July 2016`."""
    return _ordinal(format_date(value, "long", locale=_locale()))


@register.filter
def day_full(value: date) -> str:
    """The same with the weekday."""
    return _ordinal(format_date(value, "full", locale=_locale()))


@register.filter
def day_short(value: date) -> str:
    """Weekday and day: `jeu. 20 mai`, `5월 20일 (목)`, `Thu 20 May`."""
    return _ordinal(format_skeleton("MMMEd", value, locale=_locale()))


@register.filter
def month(value: date) -> str:
    """`juin 2023`, `2023년 6월`, `June 2023`."""
    return format_skeleton("yMMMM", value, locale=_locale())


def days(first: date, last: date) -> str:
    """A period: `20–21 mai 2027`, `2027년 5월 20일~21일`, `20–21 May 2027`."""
    if first == last:
        return day_long(first)
    if _locale() == "ko":
        return format_interval(first, last, "yMMMMd", locale="ko")
    # The CLDR knows whole months in intervals for few languages, so these are put together.
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month:
        return _ordinal(f"{first.day}–{day_long(last)}")
    return _ordinal(f"{format_skeleton('MMMMd', first, locale=_locale())} – {day_long(last)}")


@register.filter
def clock(value: datetime, zone: str) -> str:
    """Hours and minutes of an instant in a time zone, `14:05`."""
    return value.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def _ordinal(text: str) -> str:
    """French writes the first of a month as an ordinal, which the CLDR does not."""
    return re.sub(r"(?<!\d)1(?=[ –])", "1er", text) if _locale() == "fr" else text


def _locale() -> str:
    """English dates are written the British way: the day before the month."""
    language = get_language() or source_language()
    return "en_GB" if language == "en" else language


@register.filter
def utc(value: datetime) -> str:
    """An instant for machines, `2027-05-20T12:05Z`."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


@register.filter
def date_in(value: datetime, zone: str) -> date:
    """The day of an instant in a time zone."""
    return value.astimezone(ZoneInfo(zone)).date()
