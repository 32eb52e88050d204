"""Who else has a page's texts open; known for a minute, and kept nowhere."""

import time
from typing import Any

from django.core.cache import cache

from translations.queries.people import name_of

#: Seconds between two signs of life of a screen, and how long one counts.
BEAT, COUNTS = 30, 75


def others_at(sheet: str, user: Any) -> list[str]:
    """Note that `user` has `sheet` open; returns the names of others who have, in their order."""
    key, now = f"translations.presence.{sheet}", time.time()
    present = {
        pk: (name, at) for pk, (name, at) in (cache.get(key) or {}).items() if now - at < COUNTS
    }
    others = [name for pk, (name, _at) in present.items() if pk != user.pk]
    cache.set(key, present | {user.pk: (name_of(user), now)}, COUNTS)
    return others
