"""What files call a kind of session, a state or a role, and which of ours that is."""

import functools
import re
from typing import Any

from django.utils.translation import override

from programme.enums import SessionKind
from translations.languages import language_codes

#: Words of other programmes for our kinds.
ALSO = {
    SessionKind.CONFERENCE: "lecture talk presentation vortrag lightning_talk podcast speech",
    SessionKind.PLENARY: "keynote plenum plénière",
    SessionKind.ROUND_TABLE: "panel podium discussion roundtable debate table_ronde",
    SessionKind.WORKSHOP: "hands_on tutorial training atelier",
    SessionKind.FIELD_VISIT: "visit excursion tour visite",
    SessionKind.CEREMONY: "opening closing reception",
    SessionKind.BREAK: "pause lunch coffee dinner meal",
}


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip().casefold())


@functools.cache
def words(choices: Any) -> dict[str, Any]:
    """Each choice by its value and by its names in every language."""
    found = {_plain(choice.value): choice for choice in choices}
    for code in language_codes():
        with override(code):
            found |= {_plain(str(choice.label)): choice for choice in choices}
    return found


def choice_of(choices: Any, text: str) -> Any:
    """The choice that a person means by this word in any of our languages, or None."""
    return words(choices).get(_plain(text))


def kind_of(text: str) -> SessionKind | None:
    """The same for a kind of session, also in the words of other programmes."""
    if kind := choice_of(SessionKind, text):
        return kind
    plain = _plain(text)
    return next((kind for kind, also in ALSO.items() if plain in also.split()), None)
