"""Small changes of a source that no translation needs to follow."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Page

from translations.enums import StringState
from translations.queries.changes import Change
from translations.queries.people import is_locked_for

from .labels import decide_label
from .strings import ChangedMeanwhile, OwnWords, carry_over


@transaction.atomic
def wave_through(page: Page, changes: Iterable[Change], user: Any) -> int:
    """Keep the translations of these texts of a source page, in every language, as they are.

    Returns how many translations were kept; what somebody changed meanwhile is left alone, and so
    are sentences of a translation that is locked.
    """
    targets = Page.objects.translation_of(page).specific()
    locked = {target.locale_id for target in targets if is_locked_for(user, target)}
    kept = 0
    for change in changes:
        kept += sum(
            carry_over(piece.place, piece.former.target, user)
            for piece in change.strings
            if piece.former and piece.place.locale not in locked
        )
        for text in change.labels:
            try:
                decide_label(text.place, StringState.VALIDATED, user, text.version)
            except (ChangedMeanwhile, OwnWords):
                continue
            kept += 1
    return kept
