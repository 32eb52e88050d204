"""Of several editors at the same moment one acts, the others are told, and nothing happens twice.

Real processes, each with a connection of its own, that begin together (race.py).
"""

import json
from typing import Any

import pytest

from tests.databases import Copy
from tests.forum_site.race import EDITORS


def run(copy: Copy, race: str) -> dict[str, Any]:
    """What a race of race.py comes to."""
    return json.loads(copy.run(f"from tests.forum_site import race; race.show(race.{race})"))


def told(came_to: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What those answer who acted, and what those hear who did not."""
    refused = [answer for answer in came_to["told"] if answer.startswith("ValidationError: ")]
    return [answer for answer in came_to["told"] if answer not in refused], refused


@pytest.mark.parametrize("marked", [True, False])
def test_an_edition_takes_one_of_two_states_and_everybody_hears_of_one(copy, marked):
    came_to = run(copy, f"state_race(marked={marked})")
    acted, refused = told(came_to)
    assert acted == [came_to["state"]]
    assert came_to["reason"] == f"Raison : {came_to['state']}"
    assert len(refused) == EDITORS - 1
    assert (came_to["counted"], came_to["logged"]) == (1, 1)
    kind = f"registrations.forum_{came_to['state']}"
    assert came_to["people"]
    assert came_to["mails"] == [[kind, key] for key in came_to["people"]]


def test_without_the_hold_every_editor_would_write_to_everybody(copy):
    """The race above can be lost."""
    came_to = run(copy, "unguarded_state_race()")
    assert told(came_to)[1] == []
    assert (came_to["counted"], came_to["logged"]) == (EDITORS, EDITORS)
    assert len(came_to["mails"]) == EDITORS * len(came_to["people"])


def test_one_change_is_released_once(copy):
    came_to = run(copy, "release_race()")
    acted, refused = told(came_to)
    assert (acted, came_to["versions"], came_to["changes"]) == (["v1"], ["v1"], 1)
    assert len(refused) == EDITORS - 1
    assert (came_to["counted"], came_to["logged"]) == (1, 1)
    kind = "registrations.programme_changes"
    assert came_to["people"]
    assert [mail for mail in came_to["mails"] if mail[0] == kind] == [
        [kind, key] for key in came_to["people"]
    ]


def test_the_draft_goes_back_to_one_of_two_versions(copy):
    """Those who asked for the same version find it done; the others are told."""
    came_to = run(copy, "restore_race()")
    acted, refused = told(came_to)
    assert acted == came_to["draft"] * (EDITORS // 2)
    assert len(refused) == EDITORS // 2
    assert (came_to["counted"], came_to["logged"], came_to["mails"]) == (0, 1, [])
