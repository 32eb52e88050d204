"""What pages and labels are counted against: languages, their rules, who does what, questions."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from translations.models import Assignment, Comment


@dataclass(frozen=True)
class Terms:
    """Languages by locale, what their rules are, and what people have noted."""

    #: Primary key of the locale → code.
    locales: dict[int, str]
    #: Codes of languages in which a second person validates.
    strict: frozenset[str]
    assignments: dict[tuple[UUID, str], Assignment]
    #: Open questions about a page (its key) or a row of labels (`programme.session:12`).
    questions: Counter[tuple[Any, str]]


def terms_of(codes: Collection[str], keys: Collection[UUID] | None) -> Terms:
    """The terms of these languages, for the pages with `keys` or for all. Three queries."""
    rows = Locale.objects.filter(language_code__in=codes).order_by("pk")
    held = list(rows.values_list("pk", "language_code", "translation_rule__second_reader"))
    locales = {pk: code for pk, code, _strict in held}
    return Terms(
        locales,
        frozenset(code for _pk, code, strict in held if strict),
        _assignments(locales, keys),
        _questions(locales),
    )


def _assignments(
    locales: dict[int, str], keys: Collection[UUID] | None
) -> dict[tuple[UUID, str], Assignment]:
    rows = Assignment.objects.filter(locale__in=locales).select_related("owner")
    if keys is not None:
        rows = rows.filter(object__in=keys)
    return {(row.object_id, locales[row.locale_id]): row for row in rows}


def open_questions() -> Any:
    """Comments that begin a conversation which nobody has settled."""
    return Comment.objects.filter(answers=None, settled=False)


def _questions(locales: dict[int, str]) -> Counter[tuple[Any, str]]:
    rows = open_questions().filter(locale__in=locales).order_by()
    asked: Counter[tuple[Any, str]] = Counter()
    for key, label, locale in rows.values_list("context__object", "label", "locale"):
        asked[(key or label.rpartition(":")[0], locales[locale])] += 1
    return asked
