"""What was translated before: the same sentence, or one much like it, on any page or label.

The words of all source sentences are held in each process, in the order of their length, so
that only those that can be alike are compared. Sentences never change once stored: one query
tells whether there are others than those held, and only the new ones are read then.
"""

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import zip_longest
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import Length
from rapidfuzz import fuzz, process
from wagtail_localize.models import String, StringTranslation

from translations.enums import UNFINISHED, StringState
from translations.labels import LabelSet, label_sets
from translations.languages import source_language
from translations.models import LabelReview
from translations.sentences import as_plain

from .diff import Piece, word_diff
from .labels import LabelPlace
from .own_texts import OwnPlace
from .strings import Place
from .titles import source_titles

#: Sentences less alike than this, in percent, are of no help.
ALIKE = 70
#: Two texts can only be alike to ALIKE when the shorter has this share of the longer's length.
SHARE = ALIKE / (200 - ALIKE)
#: How many of the most alike sentences are looked at in the database.
CANDIDATES = 300
EXACT = 100
#: Where its proposals say they come from.
ORIGIN = "memory"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def plain(markup: str) -> str:
    """The words of a sentence: no tags or entities, one kind of space, composed characters."""
    words = html.unescape(_TAG.sub(" ", markup) if "<br" in markup else _TAG.sub("", markup))
    return unicodedata.normalize("NFC", " ".join(words.split()))


def fold(text: str) -> str:
    """A text as it is searched: without case, accents, or kinds of apostrophes and spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    folded = unicodedata.normalize("NFC", bare).casefold().replace("’", "'").replace("œ", "oe")
    return " ".join(folded.split())


@dataclass(frozen=True)
class Match:
    """A sentence or label translated before, and how alike its source is to the one asked for.

    `source` and `target` are HTML where a sentence was asked for, else plain text.
    """

    source: str
    target: str
    #: 100: the same words and mark-up; 99 at most otherwise.
    percent: int
    #: The page, or the kind of label, in which it stands.
    where: str
    is_label: bool
    validated: bool
    #: The source asked for.
    asked: str = field(repr=False)

    @property
    def diff(self) -> list[Piece]:
        """How the words of its source became those asked for."""
        return word_diff(plain(self.source), plain(self.asked))


class _Found(NamedTuple):
    """A match while it is sorted: the better, the smaller."""

    percent: int
    validated: bool
    at: datetime
    source: str
    target: str
    #: The page's key, or the kind of label.
    where: Any
    is_label: bool

    @property
    def order(self) -> tuple[int, bool, float]:
        return -self.percent, not self.validated, -self.at.timestamp()


class SourceIndex:
    """The words of all source sentences, shortest first."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str, int]] = []
        self.lengths: list[int] = []
        self.texts: list[str] = []
        self.stamp: tuple[int, int, int] = (0, 0, 0)

    def extended(self, rows: Iterable[tuple[int, str]]) -> "SourceIndex":
        """This index with more sentences; this one stays as it is, others may be reading it."""
        new = SourceIndex()
        added, size = [], self.stamp[2]
        last = self.stamp[1]
        for pk, data in rows:
            text = plain(data)
            added.append((len(text), text, pk))
            size, last = size + len(data), max(last, pk)
        new.rows = sorted(self.rows + added)
        new.lengths = [length for length, _text, _pk in new.rows]
        new.texts = [text for _length, text, _pk in new.rows]
        new.stamp = (len(new.rows), last, size)
        return new

    @cached_property
    def folded(self) -> list[str]:
        """The words as they are searched."""
        return [fold(text) for text in self.texts]

    def containing(self, words: str) -> list[int]:
        """The sentences with `words` in them, shortest first, by primary key."""
        folded = fold(words)
        return [
            pk
            for text, (_length, _text, pk) in zip(self.folded, self.rows, strict=True)
            if folded in text
        ]

    def like(self, text: str) -> list[int]:
        """The sentences most like `text`, by primary key."""
        first = bisect_left(self.lengths, len(text) * SHARE)
        end = bisect_right(self.lengths, len(text) / SHARE)
        found = process.extract(
            text,
            self.texts[first:end],
            scorer=fuzz.ratio,
            processor=None,
            score_cutoff=ALIKE,
            limit=CANDIDATES,
        )
        return [self.rows[first + position][2] for _text, _score, position in found]


_held: dict[str, SourceIndex] = {}


def source_index() -> SourceIndex:
    """The index as the database is now. One query, and one more when there are new sentences."""
    strings = String.objects.filter(locale__language_code=source_language())
    count = strings.aggregate(n=Count("pk"), last=Max("pk"), size=Sum(Length("data")))
    stamp = (count["n"], count["last"] or 0, count["size"] or 0)
    index = _held.get(source_language(), SourceIndex())
    if index.stamp == stamp:
        return index
    rows = strings.values_list("pk", "data")
    index = index.extended(rows.filter(pk__gt=index.stamp[1]))
    if index.stamp != stamp:  # some were deleted, or committed late
        index = SourceIndex().extended(rows)
        index.stamp = stamp
    _held[source_language()] = index
    return index


def matches(
    source: str, language: str, limit: int = 9, place: Place | LabelPlace | OwnPlace | None = None
) -> list[Match]:
    """What was translated into `language` before and is like `source`, best first.

    Of the same likeness the validated come first, then the newest. `place` is where the
    translation is to stand; what stands there itself is no match. The number of queries does
    not depend on how much is stored.
    """
    is_words = isinstance(place, LabelPlace | OwnPlace)
    if not plain(source):
        return []
    found = [
        *_of_strings(source, language, place if isinstance(place, Place) else None),
        *_of_labels(source, language, place if isinstance(place, LabelPlace) else None),
    ]
    best: dict[tuple[str, str], _Found] = {}
    for item in sorted(found, key=lambda item: item.order):
        best.setdefault((plain(item.source), plain(item.target)), item)
    return _named(list(best.values())[:limit], source, is_words=is_words)


def usable(language: str | None = None) -> QuerySet[StringTranslation]:
    """Translations of sentences that are worth using again, of all pages, also former ones."""
    rows = StringTranslation.objects.filter(
        has_error=False,
        context__isnull=False,
        translation_of__locale__language_code=source_language(),
    )
    if language:
        rows = rows.filter(locale__language_code=language)
    return rows.exclude(review__state__in=UNFINISHED).exclude(data="")


def _of_strings(source: str, language: str, place: Place | None) -> Iterator[_Found]:
    rows = usable(language).filter(translation_of__in=source_index().like(plain(source)))
    if place:
        rows = rows.exclude(translation_of=place.string, context=place.context)
    percents: dict[int, int] = {}
    for row in rows.select_related("translation_of", "context", "review"):
        other = row.translation_of
        percent = percents.get(other.pk) or likeness(source, other.data)
        percents[other.pk] = percent
        review = getattr(row, "review", None)
        validated = bool(review and review.state == StringState.VALIDATED)
        if percent >= ALIKE:
            yield _Found(
                percent,
                validated,
                row.updated_at,
                other.data,
                row.data,
                row.context.object_id,
                is_label=False,
            )


def likeness(asked: str, other: str) -> int:
    """How alike two sentences are, in percent; only the same words and mark-up are 100."""
    words, others = plain(asked), plain(other)
    if words == others:
        return EXACT if _TAG.findall(asked) == _TAG.findall(other) else EXACT - 1
    return min(EXACT - 1, round(fuzz.ratio(words, others)))


def _of_labels(source: str, language: str, place: LabelPlace | None) -> Iterator[_Found]:
    """Labels like `source`, as sentences would say them. One query a set, and one more."""
    reviews = {
        (review.labels, review.object_pk, review.field): review
        for review in LabelReview.objects.filter(language=language)
    }
    for labels, pk, name, text, target in label_pairs(source_language(), language):
        review, sentence = reviews.get((labels.name, pk, name)), html.escape(text, quote=False)
        if (review and review.state in UNFINISHED) or place == LabelPlace(
            labels, pk, name, language
        ):
            continue
        if (percent := likeness(source, sentence)) >= ALIKE:
            yield _Found(
                percent,
                review is None or review.state == StringState.VALIDATED,
                review.at if review else _EPOCH,
                sentence,
                html.escape(target, quote=False),
                labels.kind,
                is_label=True,
            )


def label_pairs(source: str, language: str) -> Iterator[tuple[LabelSet, int, str, str, str]]:
    """Every label with words in both languages: its set, row, field and both texts."""
    for labels in label_sets():
        columns = [f"{name}_{code}" for name in labels.fields for code in (source, language)]
        for row in labels.model._default_manager.order_by("pk").values("pk", *columns):
            for name in labels.fields:
                text, target = row[f"{name}_{source}"], row[f"{name}_{language}"]
                if text and target:
                    yield labels, row["pk"], name, text, target


def _named(found: list[_Found], asked: str, *, is_words: bool) -> list[Match]:
    titles = source_titles([item.where for item in found if not item.is_label])
    form = as_plain if is_words else str
    return [
        Match(
            form(item.source),
            form(item.target),
            item.percent,
            item.where if item.is_label else str(titles.get(item.where, "")),
            item.is_label,
            item.validated,
            asked,
        )
        for item in found
    ]


def exact(
    strings: Collection[int], locales: Collection[int]
) -> dict[tuple[int, int], StringTranslation]:
    """The best translation of each of `strings` in each locale: validated, then newest."""
    rows = usable().filter(translation_of__in=strings, locale__in=locales)
    best: dict[tuple[int, int], StringTranslation] = {}
    for row in sorted(rows.select_related("review"), key=_preference):
        best.setdefault((row.translation_of_id, row.locale_id), row)
    return best


def _preference(row: StringTranslation) -> tuple[bool, float, int]:
    review = getattr(row, "review", None)
    validated = bool(review and review.state == StringState.VALIDATED)
    return not validated, -row.updated_at.timestamp(), -row.pk


def memory_units(languages: Collection[str]) -> Iterator[dict[str, str]]:
    """Every sentence and label with a translation: its texts by language, the source first.

    Sentences are HTML. Where one has several translations, each is in a unit of its own, the
    best one first.
    """
    texts: dict[str, dict[str, list[str]]] = {}
    rows = usable().filter(locale__language_code__in=languages)
    for row in sorted(rows.select_related("translation_of", "locale", "review"), key=_preference):
        told = texts.setdefault(row.translation_of.data, {})
        told.setdefault(row.locale.language_code, []).append(row.data)
    for language in languages:
        for _labels, _pk, _name, text, target in label_pairs(source_language(), language):
            told = texts.setdefault(html.escape(text, quote=False), {})
            told.setdefault(language, []).append(html.escape(target, quote=False))
    for source, told in texts.items():
        distinct = {code: list(dict.fromkeys(targets)) for code, targets in told.items()}
        for targets in zip_longest(*distinct.values()):
            known = zip(distinct, targets, strict=True)
            yield {source_language(): source} | {code: text for code, text in known if text}
