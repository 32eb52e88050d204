"""Dates as each language writes them, by the CLDR (Babel); hours always 24."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton
from django import template
from django.utils.translation import get_language

from translations.languages import source_language

register = template.Library()


@register.filter
def day_long(value: date) -> str:
    """`5 juillet 2016`, `2016년 7월 5일`, `5 July 2016`."""
    return format_date(value, "long", locale=_locale())


@register.filter
def day_full(value: date) -> str:
    """The same with the weekday."""
    return format_date(value, "full", locale=_locale())


@register.filter
def day_short(value: date) -> str:
    """Weekday and day: `jeu. 20 mai`, `5월 20일 (목)`, `Thu 20 May`."""
    return format_skeleton("MMMEd", value, locale=_locale())


@register.filter
def month(value: date) -> str:
    """`juin 2023`, `2023년 6월`, `June 2023`."""
    return format_skeleton("yMMMM", value, locale=_locale())


def days(first: date, last: date) -> str:
    """A period: `20–21 mai 2027`, `2027년 5월 20일~21일`, `20–21 May 2027`."""
    if first == last:
        return day_long(first)
    return format_interval(first, last, "yMMMMd", locale=_locale())


@register.filter
def clock(value: datetime, zone: str) -> str:
    """Hours and minutes of an instant in a time zone, `14:05`."""
    return value.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def _locale() -> str:
    """English dates are written the British way: the day before the month."""
    language = get_language() or source_language()
    return "en_GB" if language == "en" else language
