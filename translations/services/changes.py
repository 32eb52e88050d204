"""Small changes of a source that no translation needs to follow."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from translations.enums import StringState
from translations.queries.changes import Change

from .labels import decide_label
from .strings import ChangedMeanwhile, OwnWords, carry_over


@transaction.atomic
def wave_through(changes: Iterable[Change], user: Any) -> int:
    """Keep the translations of these texts, in every language, as they are.

    Returns how many translations were kept; what somebody changed meanwhile is left alone.
    """
    kept = 0
    for change in changes:
        kept += sum(
            carry_over(piece.place, piece.former.target, user)
            for piece in change.strings
            if piece.former
        )
        for text in change.labels:
            try:
                decide_label(text.place, StringState.VALIDATED, user, text.version)
            except (ChangedMeanwhile, OwnWords):
                continue
            kept += 1
    return kept
