"""Never a seat too many, never one too few, whoever asks at the same moment.

Real processes, each with a connection of its own, that begin together (race.py).
"""

import json
import uuid
from typing import Any

from django.db import connection

from registrations.models.registration import reference_for
from tests.databases import Copy
from tests.registrations.race import ATTEMPTS, BOOKINGS, PAIRS, SEATS, SESSION_SEATS

EXACT = {
    "told": {"confirmed": SEATS, "full": ATTEMPTS - SEATS},
    "rows": SEATS,
    "taken": SEATS,
    "mails": SEATS,
}
ROUNDS = 5


def run(copy: Copy, race: str) -> dict[str, Any]:
    """What a race of race.py comes to."""
    return json.loads(copy.run(f"from tests.registrations import race; race.show(race.{race}())"))


def test_320_attempts_at_100_seats_sell_exactly_100(copy):
    """Everybody gets a seat or hears that there is none; nobody gets an error."""
    assert run(copy, "seats_race") == EXACT


def test_without_the_conditional_update_postgresql_oversells(copy):
    """The race above can be lost. On SQLite it cannot: transactions there queue for the file."""
    if connection.vendor == "sqlite":
        assert run(copy, "unguarded_seats_race") == EXACT
        return
    sold = (run(copy, "unguarded_seats_race")["rows"] for _round in range(ROUNDS))
    assert any(rows > SEATS for rows in sold)


def test_three_quotas_at_once_never_block_each_other(copy):
    """No deadlock, and every quota says what the rows say; a refused booking holds no seat."""
    came_to = run(copy, "three_quotas_race")
    told, quotas = came_to["told"], came_to["quotas"]
    assert set(told) == {"confirmed", "full"}
    assert sum(told.values()) == BOOKINGS
    assert {name: taken for name, (taken, _rows) in quotas.items()} == {
        name: rows for name, (_taken, rows) in quotas.items()
    }
    assert quotas["on_site"][0] == told["confirmed"]
    assert sum(quotas[code][0] for code in ("V1", "V2", "V3")) == 2 * told["confirmed"]
    # Nobody was refused for nothing: two sessions are full, so no two seats are left.
    assert sorted(quotas[code][0] for code in ("V1", "V2", "V3"))[1] == SESSION_SEATS


def test_a_form_sent_twice_at_once_registers_once(copy):
    """One row, one seat and one mail for each key, and the same reference for both."""
    came_to = run(copy, "double_click")
    keys = [uuid.UUID(int=number) for number in range(PAIRS)]
    references = [reference_for(key) for key in keys]
    assert came_to == {
        "answers": [references, references],
        "rows": [[key.int, reference] for key, reference in zip(keys, references, strict=True)],
        "mails": [["registrations.confirmed", str(key)] for key in keys],
        "taken": PAIRS,
        "oversold": 0,
    }
