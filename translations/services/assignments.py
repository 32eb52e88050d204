"""Who translates what, and by when."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import TranslatableObject

from translations.models import Assignment
from translations.queries.people import is_limited_to_languages


@dataclass(frozen=True)
class Order:
    """To whom pages are given, by when, and what is to be minded; without owner, to nobody."""

    owner: Any = None
    due: datetime.date | None = None
    note: str = ""


@transaction.atomic
def assign_pages(keys: Collection[UUID], language: str, order: Order, user: Any) -> int:
    """Give the pages with these keys, and the labels on them, to a translator of `language`.

    Returns how many were given. A translator takes what nobody has and gives back what is her
    own; pages of a colleague stay where they are. Pages that were never sent are left out.
    A constant number of queries.
    """
    # One at a time for a language, so that two translators do not take the same page.
    locale = Locale.objects.select_for_update(no_key=True).get(language_code=language)
    held = Assignment.objects.filter(object__in=keys, locale=locale)
    others = set()
    if is_limited_to_languages(user):
        others = set(held.exclude(owner=user).values_list("object", flat=True))
    sent = TranslatableObject.objects.filter(
        pk__in=set(keys) - others, sources__translations__target_locale=locale
    )
    given = list(sent.distinct())
    if order.owner is None:
        held.filter(object__in=given).delete()
    else:
        give(given, locale, order, user)
    return len(given)


def give(pages: Iterable[TranslatableObject], locale: Locale, order: Order, user: Any) -> None:
    """Write who translates these pages, whoever it was before."""
    Assignment.objects.bulk_create(
        [
            Assignment(
                object=page,
                locale=locale,
                owner=order.owner,
                due=order.due,
                note=order.note,
                assigned_by=user,
            )
            for page in pages
        ],
        update_conflicts=True,
        unique_fields=["object", "locale"],
        update_fields=["owner", "due", "note", "assigned_by", "assigned_at"],
    )
