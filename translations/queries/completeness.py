"""What is published in the source language, and lacks another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from translations.enums import Kind, Stage
from translations.labels import Words
from translations.languages import source_language
from translations.scopes import Scope

from .labels import label_texts
from .work import work
from .work.items import Item

#: Nothing is left for a translator at these.
READY = {Stage.DONE, Stage.PUBLISHED}


class Lack(NamedTuple):
    """Something that readers of a language do not find in it."""

    title: Words
    reason: str


def lacks(language: str, scope: Scope | None = None) -> list[Lack]:
    """Published words and labels that lack `language`; a constant number of queries.

    With `scope` only those of that body of work.
    """
    if language == source_language():
        texts = label_texts(language, scope.rows() if scope else None)
        return [
            Lack(Words(text.source, text.source_language), text.place.labels.kind)
            for text in texts
            if not text.target
        ]
    items = work([language], scope)
    return [*_labels(items), *_pages(items)]


def _labels(items: Sequence[Item]) -> Iterator[Lack]:
    for item in items:
        if item.kind == Kind.LABEL and item.tally[Stage.TO_TRANSLATE]:
            yield Lack(item.title, item.type)


def _pages(items: Sequence[Item]) -> Iterator[Lack]:
    public = Page.objects.live().filter(locale__language_code=source_language(), depth__gt=1)
    published = set(public.values_list("translation_key", flat=True))
    for item in items:
        if item.kind == Kind.PAGE and item.key in published and (reason := _reason(item)):
            yield Lack(item.title, reason)


def _reason(item: Item) -> str:
    """Why readers do not find a page in the language; "" where they do."""
    if item.stage == Stage.MISSING:
        return _("not sent for translation")
    missing = item.tally.at(stage for stage in Stage if stage not in READY).texts
    if missing:
        sentence = ngettext(
            "%(count)d sentence is missing", "%(count)d sentences are missing", missing
        )
        return sentence % {"count": missing}
    return _("not published") if item.stage == Stage.DONE and not item.stale else ""
