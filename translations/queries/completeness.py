"""What is published in the source language, and lacks another."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from translations.languages import source_language
from translations.scopes import Rows

from .labels import label_work
from .pages import page_work
from .submissions import pages_not_sent


class Lack(NamedTuple):
    """Something that readers of a language do not find in it."""

    title: str
    reason: str


def lacks(
    language: str, keys: Collection[UUID] | None = None, rows: Rows | None = None
) -> list[Lack]:
    """Published words and labels that lack `language`; a constant number of queries.

    With `keys` and `rows` only those of these pages and rows.
    """
    found = list(_labels(language, rows))
    if language != source_language():
        found += [*_not_sent(language, keys), *_unfinished(language, keys)]
    return found


def _labels(language: str, rows: Rows | None) -> Iterator[Lack]:
    for work in label_work(language, rows):
        yield Lack(work.text, work.labels.kind)


def _not_sent(language: str, keys: Collection[UUID] | None) -> Iterator[Lack]:
    pages = pages_not_sent(language)
    for page in pages if keys is None else pages.filter(translation_key__in=keys):
        yield Lack(page.title, _("not sent for translation"))


def _unfinished(language: str, keys: Collection[UUID] | None) -> Iterator[Lack]:
    public = Page.objects.live().filter(locale__language_code=source_language())
    published = set(public.values_list("translation_key", flat=True))
    for work in page_work(language, keys):
        if work.page.translation_key not in published:
            continue
        if work.missing:
            sentence = ngettext(
                "%(count)d sentence is missing", "%(count)d sentences are missing", work.missing
            )
            yield Lack(work.page.draft_title, sentence % {"count": work.missing})
        elif not work.page.live:
            yield Lack(work.page.draft_title, _("not published"))
