"""Which pages are an edition's, for those who translate them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet, Subquery
from wagtail.models import Page

from programme.models import Edition
from translations.labels import pick
from translations.languages import source_language
from translations.scopes import Scope, rows_of


def edition_scopes() -> list[Scope]:
    """Every edition as a body of work, the latest first. One query."""
    return [_scope(edition) for edition in Edition.objects.order_by("-starts_on", "-pk")]


def _scope(edition: Edition) -> Scope:
    return Scope(
        name=edition.slug,
        title=str(pick(edition, "title")),
        keys=lambda: page_keys(edition),
        rows=lambda: rows_of(edition.slug),
    )


def page_homes() -> dict[UUID, str]:
    """The edition of every page of one or below it: translation key → slug. Two queries."""
    editions = dict(Edition.objects.values_list("key", "slug"))
    pages = list(source_pages().values_list("path", "translation_key"))
    roots = {path: editions[key] for path, key in pages if key in editions}
    found = {}
    for path, key in pages:
        above = (path[:length] for length in range(len(path), 0, -Page.steplen))
        if slug := next((roots[step] for step in above if step in roots), None):
            found[key] = slug
    return found


def page_keys(edition: Edition) -> Collection[UUID]:
    """The translation keys of the page of an edition and of all below it.

    One query; none where another query filters by them.
    """
    root = source_pages().filter(translation_key=edition.key).values("path")[:1]
    pages = source_pages().filter(path__startswith=Subquery(root)).order_by()
    return pages.values_list("translation_key", flat=True)


def source_pages() -> QuerySet[Page]:
    """The pages from which is translated."""
    return Page.objects.filter(locale__language_code=source_language())
