"""A programme as a table: the columns that an import reads, in all three languages."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from programme.enums import LanguageUse, SpeakerRole
from programme.exchange.columns import COLUMNS, headings
from programme.exchange.values import end_by_hour
from programme.models import SessionSpeaker
from translations.exports.xlsx import XLSX, workbook
from translations.languages import language_codes

from .programme import Placed, Programme

MEDIA_TYPE = XLSX


def programme_xlsx(found: Programme) -> bytes:
    return workbook([headings(), *(row(found, item) for item in found.sessions)])


def template_xlsx() -> bytes:
    """An empty table to fill in, and a sheet that explains its columns."""
    explained = [
        (heading, str(column.explanation)) for column in COLUMNS for heading in column.headings
    ]
    return workbook([headings()], columns=[(_("Column"), _("What stands in it")), *explained])


def row(found: Programme, item: Placed) -> list[str]:
    cells = dict(facts(found, item)) | dict(labels(found, item))
    return [cells[heading] for heading in headings()]


def facts(found: Programme, item: Placed) -> Iterator[tuple[str, str]]:
    session, languages = item.session, found.languages[item.session.pk]
    yield from {
        "guid": str(session.key),
        "code": session.code,
        "kind": session.kind,
        "spoken": ", ".join(languages[LanguageUse.SPOKEN]),
        "interpreted": ", ".join(languages[LanguageUse.INTERPRETED]),
        "signup_required": "yes" if session.signup_required else "no",
        "state": session.state,
        "speakers": "; ".join(map(speaker, found.people[session.pk])),
        "links": "\n".join(map(link, session.exchange.get("links", []))),
        **times(found, item),
    }.items()


def times(found: Programme, item: Placed) -> dict[str, str]:
    """Day and hours at the venue; a day is that of the calendar."""
    if item.slot is None:
        return dict.fromkeys(("date", "start", "end"), "")
    zone = found.edition.zone.info
    start, end = item.slot.start.astimezone(zone), item.slot.end.astimezone(zone)
    day = "" if end_by_hour(start, end.time()) == end else f"{end:%Y-%m-%d} "
    return {"date": f"{start:%Y-%m-%d}", "start": f"{start:%H:%M}", "end": f"{day}{end:%H:%M}"}


def speaker(item: SessionSpeaker) -> str:
    person = item.speaker
    name = str(person)
    if person.name_hangul:
        name = f"{name} ({person.name_hangul})"
    return name if item.role == SpeakerRole.SPEAKER else f"{name} [{item.role}]"


def link(held: dict[str, str]) -> str:
    return f"{held['url']} {held.get('title', '')}".strip()


def labels(found: Programme, item: Placed) -> Iterator[tuple[str, str]]:
    session, room = item.session, item.slot.room if item.slot else None
    subtitle = found.subtitle(session)
    for code in language_codes():
        words = found.session_words(session, code)
        yield f"title_{code}", own(session, "title", code)
        yield f"subtitle_{code}", subtitle.get(code, "")
        yield f"track_{code}", own(session.track, "name", code)
        yield f"room_{code}", own(room, "name", code)
        yield f"abstract_{code}", words["abstract"]
        yield f"description_{code}", words["description"]


def own(row: Any, name: str, code: str) -> str:
    """A label in exactly this language."""
    return (getattr(row, f"{name}_{code}") or "") if row else ""
