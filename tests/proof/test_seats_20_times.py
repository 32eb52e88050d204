"""Once may be luck: the race for the last seats, again and again."""

import json

from tests.registrations.test_seats_race import EXACT

RUNS = 20
RACES = f"""
from tests.registrations import race
race.show([race.seats_race() for _run in range({RUNS})])
"""


def test_320_attempts_at_100_seats_sell_exactly_100_every_time(copy):
    assert json.loads(copy.run(RACES)) == [EXACT] * RUNS
