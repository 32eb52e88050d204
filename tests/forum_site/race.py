"""Several editors at the same moment, run in a process of its own by Copy.run."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from wagtail.models import ModelLogEntry

from outbox.models import OutgoingEmail
from programme.enums import EditionState
from programme.models import Edition, Schedule, ScheduleChange
from programme.queries.drafts import draft_slots, pending_changes
from programme.services import editions
from programme.services.editions import change_state, life_mark
from programme.services.releases import places, release_schedule, restore_version
from registrations.models import Attendee
from tests.factories import ANYHOW, moved
from tests.together import all_at_once

EDITION = "forum-2027"
EDITORS = 6
#: A session that people have signed up for.
SIGNED_UP = "V4"


def show(result: Any) -> None:
    """Print a result for the test that started this process."""
    print(json.dumps(result))  # noqa: T201 -- the way to the test


def loaded() -> Edition:
    """The coming edition as one more editor has it before the eyes."""
    return Edition.objects.get(slug=EDITION)


def race(acts: Sequence[Callable[[], Any]], action: str) -> dict[str, Any]:
    """What `acts` at the same moment return, and what they leave behind."""
    OutgoingEmail.objects.all().delete()
    ModelLogEntry.objects.filter(action=action).delete()
    before = loaded().sequence
    told = all_at_once([[act] for act in acts])
    return {
        "told": sorted(str(answer) for [answer] in told),
        "counted": loaded().sequence - before,
        "logged": ModelLogEntry.objects.filter(action=action).count(),
        "mails": sorted(OutgoingEmail.objects.values_list("kind", "about__registration")),
    }


def state_race(*, marked: bool = True) -> dict[str, Any]:
    """Half of the editors postpone the edition, half of them cancel it."""
    steps = [EditionState.POSTPONED, EditionState.CANCELLED] * (EDITORS // 2)

    def take(edition: Edition, state: EditionState) -> str:
        seen = life_mark(edition) if marked else None
        change_state(edition, state, reasons={"fr": f"Raison : {state}"}, seen=seen)
        return str(state)

    came_to = race([partial(take, loaded(), step) for step in steps], "programme.change_state")
    people = Attendee.objects.filter(
        registration__edition__slug=EDITION, registration__state__in=["confirmed", "waiting"]
    )
    true = loaded()
    return came_to | {
        "state": true.state,
        "reason": true.public_reason_fr,
        "people": sorted(str(key) for key in people.values_list("registration__key", flat=True)),
    }


def unguarded_state_race() -> dict[str, Any]:
    """The same race, without anybody being held up."""
    editions.hold = lambda _edition, _seen: None
    return state_race()


def release_race() -> dict[str, Any]:
    """Everybody releases the same change."""
    moved(loaded(), SIGNED_UP, 9)
    last = Schedule.objects.filter(edition=loaded()).latest("version").version

    def release() -> str:
        return f"v{release_schedule(loaded(), ANYHOW).version - last}"

    came_to = race([release] * EDITORS, "programme.release")
    new = Schedule.objects.filter(edition=loaded(), version__gt=last)
    people = Attendee.objects.filter(
        signups__session__code=SIGNED_UP, registration__state="confirmed"
    )
    return came_to | {
        "versions": [f"v{number - last}" for number in new.values_list("version", flat=True)],
        "changes": ScheduleChange.objects.filter(schedule__in=new).count(),
        "people": sorted(str(key) for key in people.values_list("registration__key", flat=True)),
    }


def restore_race() -> dict[str, Any]:
    """Half of the editors go back to the first version, half of them to the second."""
    for hour in (9, 10):
        moved(loaded(), SIGNED_UP, hour)
        release_schedule(loaded(), ANYHOW)
    moved(loaded(), SIGNED_UP, 11)
    seen = pending_changes(loaded()).mark
    versions = list(Schedule.objects.filter(edition=loaded(), version__in=[1, 2]))

    def restore(schedule: Schedule) -> str:
        restore_version(schedule, seen=seen)
        return f"v{schedule.version}"

    acts = [partial(restore, version) for version in versions * (EDITORS // 2)]
    came_to = race(acts, "programme.restore")
    drafted = places(draft_slots(loaded()))
    shown = [f"v{v.version}" for v in versions if places(v.slots.all()) == drafted]
    return came_to | {"draft": shown}
