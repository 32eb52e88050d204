"""Values as people and programs write them: days, hours, durations, languages, names."""

import datetime
import re
import uuid
from typing import Any

from programme.enums import Language

DAY = re.compile(r"^(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,2}(?:00:00:00)?$")
LONGEST_DAY = 50
#: Behind a date, as in `2027. 5. 20.(목)`.
WEEKDAY = re.compile(r"\s*(?:\([월화수목금토일]\)|[월화수목금토일]요일)$")
DAY_FIRST = re.compile(r"^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$")
HOUR = re.compile(
    r"^(오전|오후)?\s*(\d{1,2})\s*(?:[:.h시]\s*(\d{1,2})?분?(?::(\d{1,2})(?:\.\d+)?)?)?\s*(am|pm)?$",
    re.IGNORECASE,
)
ISO_DURATION = re.compile(r"^P(?:(\d{1,3})D)?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?$")
NOON = 12
#: Calendars before and after belong to no forum.
YEARS = range(1900, 2200)
#: Spreadsheets count days from this one on.
FIRST_DAY = datetime.date(1899, 12, 30)
#: How they count those of this century and the next.
COUNTED_DAYS = range(36_526, 110_000)
#: The end of a day, where it is not called the beginning of the next one.
END_OF_DAY = re.compile(r"^(?:24\s*[:.h시]\s*(?:00?)?분?(?::00)?|1 day, 0:00:00)$", re.IGNORECASE)
#: Ends up to this hour may belong to the night after a session.
LATEST_NIGHT = datetime.time(6)
LONGEST_MINUTES = 7 * 24 * 60
LANGUAGES = {"fra": "fr", "fre": "fr", "kor": "ko", "eng": "en"}
TRUE = {"1", "true", "yes", "y", "x", "oui", "vrai", "예", "네"}
FALSE = {"0", "false", "no", "n", "non", "faux", "아니요", "아니오"}


def as_uuid(text: str) -> uuid.UUID | None:
    """A guid; None for what is none."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None


def as_day(value: Any) -> datetime.date | None:
    """A day, written as `2027-05-20`, `20/05/2027`, `2027. 5. 20.` or by a spreadsheet."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value if value.year in YEARS else None
    if isinstance(value, int | float) and value // 1 in COUNTED_DAYS:
        return FIRST_DAY + datetime.timedelta(days=int(value))
    text = str(value).strip()
    text = WEEKDAY.sub("", text) if len(text) < LONGEST_DAY else ""
    if found := DAY.match(text):
        year, month, day = found.groups()
    elif found := DAY_FIRST.match(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        found_day = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found_day if found_day.year in YEARS else None


def as_hour(value: Any) -> datetime.time | None:
    """An hour of the day: `9:30`, `09:30:00`, `9h30`, `2:30 PM`, `오후 2:30`."""
    if isinstance(value, datetime.datetime):
        return value.time().replace(microsecond=0)
    if isinstance(value, datetime.time):
        return value.replace(microsecond=0, tzinfo=None)
    if isinstance(value, float) and (0 <= value < 1 or value // 1 in COUNTED_DAYS):
        minutes = round(value % 1 * 24 * 60) % (24 * 60)  # a part of a day
        return datetime.time(minutes // 60, minutes % 60)
    found = HOUR.match(str(value).strip())
    if not found or not (found[3] or re.search(r"[:.h시]", found[0])):
        return None
    hour = _on_the_clock(int(found[2]), (found[1] or found[5] or "").lower())
    try:
        return datetime.time(hour, int(found[3] or 0), int(found[4] or 0))
    except ValueError:
        return None


def as_end(value: Any) -> datetime.time | None:
    """The same for an end, which may be 24:00."""
    return datetime.time() if END_OF_DAY.match(str(value).strip()) else as_hour(value)


def end_by_hour(begin: datetime.datetime, hour: datetime.time) -> datetime.datetime:
    """The end that an hour alone means: one in the night, before that of the start, comes after."""
    end = datetime.datetime.combine(begin.date(), hour, tzinfo=begin.tzinfo)
    is_after_midnight = hour < begin.time() and hour <= LATEST_NIGHT
    return end + datetime.timedelta(days=1) if is_after_midnight else end


def _on_the_clock(hour: int, half: str) -> int:
    """`hour` counted from midnight, when it was counted from noon."""
    if half in {"pm", "오후"} and hour < NOON:
        return hour + NOON
    return 0 if half in {"am", "오전"} and hour == NOON else hour


def as_duration(value: Any) -> datetime.timedelta | None:
    """How long: `1:30`, `01:30:00`, `90` minutes or `PT1H30M`; None for what is none."""
    text = str(value).strip()
    if found := ISO_DURATION.match(text.upper()):
        days, hours, minutes = (int(part or 0) for part in found.groups())
        total = (days * 24 + hours) * 60 + minutes
    elif found := re.fullmatch(r"(\d{1,5})(?:\.0+)?", text, re.ASCII):
        total = int(found[1])
    elif found := re.fullmatch(r"(\d{1,3}):([0-5]?\d)(?::[0-5]?\d)?", text, re.ASCII):
        total = int(found[1]) * 60 + int(found[2])
    else:
        return None
    return datetime.timedelta(minutes=total) if total <= LONGEST_MINUTES else None


def as_instant(text: str, zone: datetime.tzinfo) -> datetime.datetime | None:
    """A day with an hour in ISO 8601; where it says no offset, in `zone`."""
    try:
        found = datetime.datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=zone)
        return found.astimezone(datetime.UTC) if found.year in YEARS else None
    except (ValueError, OverflowError):
        return None


def as_language(text: str) -> str:
    """`fr`, `ko` or `en` of `fr-FR`, `kor` and the like; "" for another language."""
    short = re.split(r"[-_]", text.strip().lower())[0]
    short = LANGUAGES.get(short, short)
    return short if short in Language.values else ""


def as_truth(text: str) -> bool | None:
    """Whether a box is ticked; None where that is not said."""
    word = text.strip().lower()
    return True if word in TRUE else False if word in FALSE else None


def is_web_address(text: str) -> bool:
    """Whether this may stand as a link in a page."""
    return re.match(r"^https?://[^\s<>\"]+$", text, re.IGNORECASE) is not None
