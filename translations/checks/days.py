"""Months, days of the week and dates in figures as each language writes them."""

import re
from collections.abc import Iterator

from .figure import Figure, Form, Key, Read
from .figure_words import ABBREVIATED, AMBIGUOUS, MONTHS, WEEKDAYS

MONTHS_A_YEAR = 12
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})(?!\d)")
KOREAN_DAY = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\.(?!\d)")
KOREAN_MONTH = re.compile(r"(?<!\d)(\d{1,2}) ?월")
KOREAN_WEEKDAY = re.compile(r"(?<![가-힣])([월화수목금토일])(?:요일|(?=\)))")
BEFORE_MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|in|of|from|to|until|since|by|and|–|-|,) $"
)
#: How far such a word reaches back.
REACH = 8


def day_forms(language: str) -> Iterator[Form]:
    """All forms of dates in `language`; figures first, then names."""
    yield YEAR_FIRST, lambda found: date_parts(found[1], found[3], found[4])
    yield YEAR_LAST, lambda found: date_parts(found[1], found[3], found[4])
    if language == "ko":
        yield KOREAN_DAY, lambda found: date_parts(found[1], found[2])
        yield KOREAN_MONTH, lambda found: [month_figure(int(found[1]), found[0])]
        yield KOREAN_WEEKDAY, lambda found: [weekday(WEEKDAYS["ko"].index(found[1]), found[0])]
        return
    for number, name in enumerate(MONTHS.get(language, []), start=1):
        yield named(name, language), month(number)
        if short := ABBREVIATED[language].get(name):
            yield abbreviated(short, language), month(number)
    for number, name in enumerate(WEEKDAYS.get(language, [])):
        yield re.compile(rf"\b{name}s?\b", re.IGNORECASE), on_weekday(number)


def named(name: str, language: str) -> re.Pattern[str]:
    """A month; in English always with its capital."""
    return re.compile(rf"\b{name}\b", re.IGNORECASE if language == "fr" else 0)


def abbreviated(name: str, language: str) -> re.Pattern[str]:
    """A short form of a month: in French with a full stop, in English beside a figure."""
    if language == "fr":
        return re.compile(rf"\b{name}\.", re.IGNORECASE)
    return re.compile(rf"(?<=\d ){name}\b\.?|\b{name}\b\.?(?= \d)")


def month(number: int) -> Read:
    """Reads a month's name, if it is one: `May` and `March` only where a date is spoken of."""

    def read(found: re.Match[str]) -> list[Figure]:
        before, after = found.string[: found.start()], found.string[found.end() :]
        beside = BEFORE_MONTH.search(before[-REACH:]) or re.match(r" \d", after)
        if found[0] in AMBIGUOUS and not beside:
            return []
        return [month_figure(number, found[0])]

    return read


def on_weekday(number: int) -> Read:
    return lambda found: [weekday(number, found[0])]


def date_parts(*parts: str) -> list[Figure]:
    """Year, month and day of a date in figures; which is the month depends on the country."""
    figures = []
    for part in parts:
        number = int(part)
        keys: set[Key] = {("number", number)}
        if 1 <= number <= MONTHS_A_YEAR:
            keys.add(("month", number))
        figures.append(Figure("date", part, frozenset(keys)))
    return figures


def month_figure(number: int, shown: str) -> Figure:
    return Figure("date", shown, frozenset({("month", number), ("number", number)}))


def weekday(number: int, shown: str) -> Figure:
    return Figure("date", shown, frozenset({("weekday", number)}))
