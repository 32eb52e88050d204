"""The day on which the tests take place, whatever day it really is."""

import datetime

import time_machine

TODAY = datetime.date(2026, 11, 20)


def set_clock() -> None:
    """Move this process to TODAY, at the present hour; clocks of several processes agree."""
    now = datetime.datetime.now(datetime.UTC)
    if days := (TODAY - now.date()).days:
        destination = now + datetime.timedelta(days=days)
        time_machine.travel(destination, tick=True).start()
