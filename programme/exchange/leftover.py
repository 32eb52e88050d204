"""What files say and the house has no field for; it stands in `exchange` and leaves again.

| On | Keys |
|---|---|
| Session | `id`, `code`, `slug`, `type`, `language`, `url`, `logo`, `links`, `attachments`, `recording`, `do_not_stream`, `feedback_url`, `origin_url`, `video_download_url`; by language `subtitle`, `abstract`, `description` |
| Speaker | `guid`, `id`, `code`, `name`, `url`, `avatar`, `links`; by language `biography` |
| Room | `guid`, `slug`, `type`, `stream_id`, `description`, `url`, `features`, `assembly` |
| Track | `slug`, `color` |
| Edition | `acronym`, `timeslot_duration`, `description`, `logo`, `url`, `color`, `keywords` |

Words by language are what the file brought. On the public site the page's words count; an export
gives a session's words from its published page, and those of the file while there is none.
"""  # noqa: E501 -- a table

from typing import Any

#: Keys whose values are texts by language.
BY_LANGUAGE = ("subtitle", "abstract", "description", "biography")


def merged(held: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What is held with what a file says now: texts of other languages stay."""
    result = dict(held)
    for key, value in new.items():
        result[key] = {**held.get(key, {}), **value} if key in BY_LANGUAGE else value
    return result


def kept(**values: Any) -> dict[str, Any]:
    """Only what says something."""
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
