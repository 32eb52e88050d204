"""Questions and remarks about texts, with their answers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from wagtail.models import Page
from wagtail_localize.models import String, Translation

from translations.labels import Words, label_set, pick
from translations.languages import source_language
from translations.models import Comment

from .labels import LabelPlace
from .rows import AnyPlace, key_of
from .strings import Place
from .titles import page_title


@dataclass(frozen=True)
class Question:
    """A comment with its answers, and the way to the text that it is about."""

    comment: Comment
    language: str
    title: Words
    #: Of a sentence of a page; None for a label.
    translation: int | None
    #: The text's row in the workbench; "" when the sentence is gone.
    row: str

    @property
    def as_list(self) -> list[Comment]:
        return [self.comment]


def comments_with_answers() -> QuerySet[Comment]:
    """Comments that begin a conversation, with authors and answers. Two queries."""
    answers = Comment.objects.select_related("author")
    return (
        Comment.objects.filter(answers=None)
        .select_related("author", "locale")
        .prefetch_related(Prefetch("replies", answers))
    )


def comments_about(place: AnyPlace) -> list[Comment]:
    """What was asked and said about a text, in its language; the settled last. Two queries.

    Sentences of one block share what was said about those that are gone.
    """
    if isinstance(place, Place):
        return _in_order(context=place.context, locale=place.locale)
    if isinstance(place, LabelPlace):
        return _in_order(label=place.key, locale__language_code=place.language)
    return []


def comments_beside(comment: Comment) -> list[Comment]:
    """What was said about the text that `comment` is about, as `comments_about` has it."""
    return _in_order(context=comment.context_id, label=comment.label, locale=comment.locale_id)


def _in_order(**about: Any) -> list[Comment]:
    return list(comments_with_answers().filter(**about).order_by("settled", "written_at", "pk"))


def questions(languages: Collection[str], *, settled: bool) -> list[Question]:
    """Every conversation in these languages, open or settled, the latest first. Six queries,
    and one a set of labels."""
    found = list(
        comments_with_answers()
        .filter(locale__language_code__in=languages, settled=settled)
        .select_related("context")
        .order_by("-written_at", "-pk")
    )
    keys = {comment.context.object_id for comment in found if comment.context}
    pages: dict[Any, dict[str, str]] = defaultdict(dict)
    columns = ("translation_key", "locale__language_code", "draft_title")
    for key, code, title in Page.objects.filter(translation_key__in=keys).values_list(*columns):
        pages[key][code] = title
    translations = {
        (row.source.object_id, row.target_locale_id): row.pk
        for row in Translation.objects.filter(source__object__in=keys).select_related("source")
    }
    strings = _strings({comment.quote for comment in found if comment.context})
    titles = _label_titles({comment.label for comment in found if comment.label})
    return [_question(comment, pages, translations, strings, titles) for comment in found]


def _question(
    comment: Comment, pages: Any, translations: Any, strings: dict[str, int], titles: dict[str, Any]
) -> Question:
    code = comment.locale.language_code
    if comment.context is None:
        row = f"l-{comment.label.replace(':', '-')}"
        return Question(comment, code, titles.get(comment.label, Words("", code)), None, row)
    place = (comment.context.object_id, comment.locale_id)
    string = strings.get(comment.quote)
    row = key_of(Place(string, comment.context.pk, comment.locale_id)) if string else ""
    title = page_title(pages[comment.context.object_id], code)
    return Question(comment, code, title, translations.get(place), row)


def _strings(quotes: Collection[str]) -> dict[str, int]:
    rows = String.objects.filter(locale__language_code=source_language(), data__in=quotes)
    return dict(rows.values_list("data", "pk"))


def _label_titles(keys: Collection[str]) -> dict[str, Words]:
    """What the labels say, in the active language."""
    wanted: dict[str, dict[int, list[tuple[str, str]]]] = {}
    for key in keys:
        name, pk, field = key.split(":")
        wanted.setdefault(name, {}).setdefault(int(pk), []).append((key, field))
    return {
        key: pick(row, field)
        for name, rows in wanted.items()
        if (labels := label_set(name))
        for row in labels.model._default_manager.filter(pk__in=rows)
        for key, field in rows[row.pk]
    }
