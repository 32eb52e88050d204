"""What was translated before is put forward where the same sentence stands again."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from translations.enums import StringState
from translations.models import StringReview
from translations.models.review import digest
from translations.queries.memory import ORIGIN, exact
from translations.queries.strings import Place, string_work


@transaction.atomic
def prefill(translations: Collection[Translation]) -> int:
    """Propose, for sentences without words, what the same sentence says elsewhere.

    Never over anything entered, proposed or sent back. Returns how many were proposed. The
    number of queries does not depend on how many sentences or pages there are.
    """
    work = [item for items in string_work(translations).values() for item in items]
    empty = {item.place for item in work if not (item.target or item.version)}
    if not empty:
        return 0
    known = exact({place.string for place in empty}, {place.locale for place in empty})
    texts = {place: row.data for place in empty if (row := known.get((place.string, place.locale)))}
    return _propose(texts)


def _propose(texts: dict[Place, str]) -> int:
    """As services.strings.propose does, for many places at once."""
    if not texts:
        return 0
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of_id=place.string,
                context_id=place.context,
                locale_id=place.locale,
                data=text,
                has_error=True,
                field_error=_("Proposal: to be validated"),
                tool_name=ORIGIN,
            )
            for place, text in texts.items()
        ),
        ignore_conflicts=True,
    )
    return _review({place.context for place in texts})


def _review(contexts: Collection[int]) -> int:
    """Note of what was just proposed in these places that it is a proposal; returns how many."""
    made = StringTranslation.objects.filter(
        context__in=contexts, has_error=True, tool_name=ORIGIN, review__isnull=True
    )
    reviews = [
        StringReview(
            translation=row, state=StringState.PROPOSAL, origin=ORIGIN, digest=digest(row.data)
        )
        for row in made
    ]
    return len(StringReview.objects.bulk_create(reviews))
