"""One act of a translator on one text, of whatever kind: kept, validated, sent back."""

from collections.abc import Mapping
from typing import Any

from translations.enums import StringState
from translations.queries.labels import LabelPlace
from translations.queries.rows import AnyPlace
from translations.queries.strings import Place

from .labels import decide_label, dismiss_label_warnings, save_label
from .own_texts import save_own_text
from .strings import dismiss_warnings, save_string, send_back, validate_string


def keep(
    place: AnyPlace, text: str, user: Any, seen: int, dismissed: Mapping[str, str] | None = None
) -> int:
    """Save `text`, and return the version it has now. Raises as the services of its kind do."""
    if isinstance(place, Place):
        return save_string(place, text, user, seen, dismissed).version
    if isinstance(place, LabelPlace):
        return save_label(place, text, user, seen, dismissed).version
    return save_own_text(place, text, user, seen).version


def decide(place: AnyPlace, state: StringState, user: Any, seen: int) -> int:
    """Declare a text validated, or to be adapted, as it stands; returns its version.

    Fields that may stay blank have no state. Raises as the services of its kind do.
    """
    if isinstance(place, LabelPlace):
        return decide_label(place, state, user, seen).version
    if isinstance(place, Place):
        act = validate_string if state == StringState.VALIDATED else send_back
        return act(place, user, seen).version
    return seen


def dismiss(place: AnyPlace, dismissed: Mapping[str, str], user: Any, seen: int) -> int:
    """Note why warnings do not apply; returns the version. Raises as the others do."""
    if isinstance(place, LabelPlace):
        return dismiss_label_warnings(place, dismissed, user, seen).version
    if isinstance(place, Place):
        return dismiss_warnings(place, dismissed, user, seen).version
    return seen
