"""Hours and minutes as each language writes them, as a time of day or a duration."""

import re
from collections.abc import Iterator

from .figure import Figure, Form, Key

NOON, HOUR, DAY = 12, 60, 24 * 60

_HALF = r"(?:(?P<half>오전|오후|새벽|아침|낮|저녁|밤) ?)?"
#: How each language writes hours, the more telling form first; `vague` may be of the afternoon.
CLOCKS = {
    "fr": [
        r"(?:(?<=de )|(?<=entre ))(?P<h>\d{1,2}) ?(?:à|et) ?(?=\d{1,2} ?(?:h|heures)\b)",
        r"(?<![\dh])(?<!h )(?P<h>\d{1,2}) ?[-–] ?(?=\d{1,2} ?(?:h|heures)\b)",
        r"(?<![\d,.])(?P<h>\d{1,3}) ?(?:heures?|h)(?![^\W\d_])"
        r"(?: ?(?P<m>[0-5]\d)(?!\d)(?: ?(?:minutes?|min|mn)\b)?)?",
        r"(?<![\d:])(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?![\d:])",
    ],
    "en": [
        r"(?<![\d:.])(?P<vague>\d{1,2})(?:[:.](?P<m>[0-5]\d))? ?(?:to|and|-|–) ?"
        r"(?=\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b)",
        r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?",
        r"(?<!\d)(?P<vague>\d{1,2}) ?o['’]clock",
        r"(?<![\d,.])(?P<h>\d{1,3})[ -]?(?:hours?|hrs?|h)\b"
        r"(?:(?: and)? ?(?P<m>[0-5]?\d)[ -]?(?:minutes?|mins?)\b)?",
        r"(?<![\d:])(?P<vague>[1-9]|1[0-2]):(?P<m>[0-5]\d)(?![\d:])",
        r"(?<![\d:])(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?![\d:])",
    ],
    "ko": [
        _HALF + r"(?<!\d)(?P<vague>\d{1,2}) ?[~–-] ?(?=\d{1,2} ?시(?!간))",
        r"(?<![\d,.])(?P<h>\d{1,3}) ?시간(?: ?(?P<m>[0-5]?\d) ?분|(?P<and_half> ?반))?",
        _HALF + r"(?<!\d)(?P<vague>\d{1,2}) ?시(?: ?(?P<m>[0-5]?\d) ?분|(?P<and_half> ?반))?",
        _HALF + r"(?<![\d:])(?P<vague>[1-9]|1[0-2]):(?P<m>[0-5]\d)(?![\d:])",
        r"(?<![\d:])(?P<h>\d{1,2}):(?P<m>[0-5]\d)(?![\d:])",
    ],
}
CLOCK_PATTERNS = {
    language: [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    for language, patterns in CLOCKS.items()
}
MINUTES = re.compile(r"(?<![\d,.])(\d{1,3})[ -]?(?:(?:minutes?|mins?|mn)\b|분)", re.IGNORECASE)
AFTERNOON = {"p", "오후", "낮", "저녁", "밤"}


def clock_forms(language: str) -> Iterator[Form]:
    """All forms of hours and minutes in `language`, the more telling first."""
    for pattern in CLOCK_PATTERNS.get(language, []):
        yield pattern, clock
    yield MINUTES, minutes


def clock(found: re.Match[str]) -> list[Figure]:
    """A time of day or a duration, in minutes; without its half of the day it may be either."""
    held = found.groupdict()
    hour = int(held.get("h") or held["vague"])
    half = (held.get("half") or "").lower()
    minute = 30 if held.get("and_half") else int(held.get("m") or 0)
    if half and hour <= NOON:
        # Noon is 12 pm and 낮 12시, midnight 12 am and 밤 12시.
        hour = hour % NOON + (NOON if half in AFTERNOON and (hour, half) != (NOON, "밤") else 0)
    total = hour * HOUR + minute
    keys: set[Key] = {("time", total)}
    if not half and held.get("vague") and hour <= NOON:
        keys.add(("time", (hour % NOON + NOON) * HOUR + minute))
    if total in {0, DAY}:
        keys |= {("time", 0), ("time", DAY)}
    return [Figure("time", found[0].strip(" -–~"), frozenset(keys))]


def minutes(found: re.Match[str]) -> list[Figure]:
    """Minutes; the same Korean word counts guests."""
    number = int(found[1])
    keys: set[Key] = {("time", number)}
    if found[0].endswith("분"):
        keys.add(("number", number))
    return [Figure("time", found[0], frozenset(keys))]
