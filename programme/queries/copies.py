"""The next edition, as far as it follows from the last one."""

import datetime
import re
from typing import Any

from django_tasks_db.models import DBTaskResult

from programme.models.edition import Edition
from programme.models.edition_copy import EditionCopy
from translations.languages import language_codes

#: From one year to the next, and yet the same day of the week.
YEAR = datetime.timedelta(weeks=52)
#: Path of the task that copies pages, as the queue writes it.
TASK = "programme.services.page_copies.run_copy"


def proposal(source: Edition) -> dict[str, Any]:
    """What a dialogue may propose for the edition after `source`, by field. No query."""
    starts_on = source.starts_on + YEAR
    number = source.number + 1 if source.number else None
    titles = {
        f"title_{code}": renumbered(getattr(source, f"title_{code}") or "", source, starts_on, code)
        for code in language_codes()
    }
    slug = renumbered(source.slug, source, starts_on)
    return titles | {
        "slug": slug if slug != source.slug else f"{slug}-{starts_on.year}",
        "number": number,
        "starts_on": starts_on,
        "timezone": source.timezone,
        "host": source.host_id,
        "venue": source.venue_id,
    }


def renumbered(text: str, source: Edition, starts_on: datetime.date, language: str = "") -> str:
    """`text` with the year, and the number of the edition where it is written as such, of the next.

    Any other number stays: it may mean something else.
    """
    text = _replaced(text, str(source.starts_on.year), str(starts_on.year))
    if source.number and language:
        before, after = (ordinal(n, language) for n in (source.number, source.number + 1))
        text = _replaced(text, before, after)
    return text


def _replaced(text: str, before: str, after: str) -> str:
    return re.sub(rf"(?<!\d){re.escape(before)}(?!\w)", after, text, flags=re.ASCII)


def ordinal(number: int, language: str) -> str:
    """How the number of an edition is written in its title: 5e, 제5회, 5th."""
    if language == "ko":
        return f"제{number}회"
    if language == "fr":
        return "1er" if number == 1 else f"{number}e"
    tens, units = divmod(number % 100, 10)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(units, "th") if tens != 1 else "th"
    return f"{number}{ending}"


def stopped(copy: EditionCopy) -> bool:
    """Whether the worker failed at this copy and nobody has it in hand. One query."""
    arguments = {"args": [copy.pk], "kwargs": {}}
    tasks = DBTaskResult.objects.filter(task_path=TASK, args_kwargs=arguments)
    states = set(tasks.values_list("status", flat=True))
    return "FAILED" in states and not states & {"READY", "RUNNING"}
