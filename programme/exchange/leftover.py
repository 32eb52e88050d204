"""What files say and the house has no field for; it stands in `exchange` and leaves again.

| On | Keys |
|---|---|
| Session | `id`, `code`, `slug`, `type`, `language`, `url`, `logo`, `links`, `attachments`, `recording`, `do_not_stream`, `feedback_url`, `origin_url`, `video_download_url`; by language `subtitle`, `abstract`, `description` |
| Speaker | `guid`, `id`, `code`, `name`, `url`, `avatar`, `links`; by language `biography` |
| Room | `guid`, `slug`, `type`, `stream_id`, `about` (its description), `url`, `features`, `assembly` |
| Track | `slug`, `color` |
| Edition | `acronym`, `timeslot_duration`, `description`, `logo`, `url`, `color`, `keywords` |

Words by language are what files have brought, and how a later file is told from an older one.
They became drafts and translations of pages where they could (`wording.py`), and pages count:
readers and public exports get published words only. `export_schedule` gives the latest words of
each page, and those of files where a page has none.
"""  # noqa: E501 -- a table

import json
import math
from typing import Any

from django.utils.encoding import iri_to_uri

from translations.exchange.texts import clean

#: Keys whose values are texts by language.
BY_LANGUAGE = ("subtitle", "abstract", "description", "biography")
#: What is nested deeper says nothing of a programme.
DEEPEST = 8


def merged(held: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What is held with what a file says now: texts of other languages stay."""
    result = dict(held)
    for key, value in new.items():
        if key in BY_LANGUAGE and isinstance(value, dict):
            result[key] = _with_texts(held.get(key, {}), value)
        elif _written(value) != _written(held.get(key)):
            result[key] = value
    return result


def _with_texts(held: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Texts of other languages stay; one of them that stands in for a missing one is none."""
    own = {code: t for code, t in new.items() if code in held or t not in held.values()}
    return {**held, **own}


def _written(value: Any) -> str | None:
    """The same for an address with letters beyond ASCII and for its escaped form."""
    return iri_to_uri(json.dumps(value, ensure_ascii=False, sort_keys=True))


def kept(**values: Any) -> dict[str, Any]:
    """Only what says something."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}


def storable(value: Any, deepest: int = DEEPEST) -> Any:
    """JSON as a file has it, without what a database refuses: NUL, halves of letters, NaN."""
    if isinstance(value, dict | list) and not deepest:
        return None
    if isinstance(value, dict):
        return {clean(key): storable(held, deepest - 1) for key, held in value.items()}
    if isinstance(value, list):
        return [storable(held, deepest - 1) for held in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return clean(value) if isinstance(value, str) else value
