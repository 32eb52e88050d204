"""When an event of a file takes place, by the day under which it stands there."""

import datetime
import re

from programme.models.edition import DAY_BEGINS

from .values import as_day, as_hour, as_instant

#: A day with an hour is longer than this.
BARE_DAY = 10
DAY = datetime.timedelta(days=1)
#: The first instant of a day, in whatever zone.
MIDNIGHT = re.compile(r"^\d{4}-\d\d-\d\d[T ]00:00(?::00(?:\.0+)?)?(?!\d)")


class Hours:
    """Reads dates and hours as files write them: with an offset, or in the zone of the file."""

    def __init__(self, zone: datetime.tzinfo) -> None:
        self.zone = zone
        #: Under which the next event stands, and when it begins and ends where the file says so.
        self.day: datetime.date | None = None
        self.day_starts: datetime.datetime | None = None
        self.day_ends: datetime.datetime | None = None

    def use_day(self, date: str, start: str, end: str) -> None:
        """The events that follow stand under this day; its end may be in the next morning."""
        self.day = as_day((date or start)[:BARE_DAY])
        self.day_ends = as_instant(end, self.zone) if len(end) > BARE_DAY else None
        self.day_starts = as_instant(start, self.zone) if len(start) > BARE_DAY else None

    def begin(self, date: str, start: str) -> datetime.datetime | None:
        """The instant that both say together; None where it cannot be read."""
        if MIDNIGHT.match(date) and as_hour(start) not in {None, datetime.time()}:
            date = date[:BARE_DAY]  # a day, written as its first instant
        for text in (date, start):
            if len(text) > BARE_DAY and (instant := as_instant(text, self.zone)):
                return instant
        known, hour = as_day(date) or (self.day if not date else None), as_hour(start)
        if known is None or hour is None:
            return None
        if known == self.day and self.is_after_midnight(known, hour):
            known += DAY
        return self.instant(known, hour)

    def until(self, text: str, begin: datetime.datetime) -> datetime.datetime | None:
        """The end as an instant, or as an hour after the beginning."""
        if len(text) > BARE_DAY:
            return as_instant(text, self.zone)
        hour = as_hour(text)
        if hour is None:
            return None
        day = begin.astimezone(self.zone).date()
        end = self.instant(day, hour)
        return end if end > begin else self.instant(day + DAY, hour)

    def differ(self, begin: datetime.datetime, date: str, start: str) -> bool:
        """Whether `start` is another hour than that of `date`, on both clocks that may be meant."""
        hour = as_hour(start)
        if hour is None or len(date) <= BARE_DAY or as_instant(date, self.zone) != begin:
            return False
        clocks = (datetime.datetime.fromisoformat(date), begin.astimezone(self.zone))
        return (hour.hour, hour.minute) not in {(clock.hour, clock.minute) for clock in clocks}

    def is_after_midnight(self, day: datetime.date, hour: datetime.time) -> bool:
        """Whether what begins at that hour stands under the day before its own."""
        if self.day_starts is None or self.day_ends is None:
            return hour < DAY_BEGINS
        next_day = self.instant(day + DAY, hour)
        return self.instant(day, hour) < self.day_starts and next_day < self.day_ends

    def instant(self, day: datetime.date, hour: datetime.time) -> datetime.datetime:
        return datetime.datetime.combine(day, hour, tzinfo=self.zone).astimezone(datetime.UTC)
