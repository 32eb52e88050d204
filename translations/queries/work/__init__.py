"""All that is translated, page by page and label by label, and how far it is.

The board, the work lists, the desk of an edition and the digest show the same items, so they
never disagree. Nothing is stored: the items are true the moment something changes.
"""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from translations.scopes import Scope

from .documents import document_items
from .items import Item
from .labels import label_items
from .pages import page_items
from .terms import terms_of


def work(codes: Collection[str], scope: Scope | None = None) -> list[Item]:
    """Everything that is translated into the languages `codes`, or what of it is in `scope`.

    At most 20 queries, however many pages, labels, languages and bodies of work there are.
    """
    keys = scope.keys() if scope else None
    terms = terms_of(codes, keys)
    return [
        *page_items(scope, keys, terms),
        *label_items(codes, scope, terms),
        *document_items(codes, scope),
    ]


def own_work(items: Iterable[Item], user: Any) -> list[Item]:
    """What of `items` is assigned to `user` and not done, the most urgent first."""
    own = [item for item in items if item.owner == user and not item.is_done]
    return sorted(own, key=lambda item: item.due or datetime.date.max)
