"""Where words occur in sources, translations and labels, all languages side by side."""

import html
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail_localize.models import String, StringSegment

from translations.labels import LabelSet, Words, label_sets
from translations.languages import language_codes, source_language

from .memory import fold, plain, source_index, usable
from .titles import source_titles

#: Of the pages on which a sentence stands, so many are named.
MOST_PLACES = 5


@dataclass(frozen=True)
class LabelHit:
    """A label in which the words occur."""

    labels: LabelSet
    pk: int
    field: str
    texts: dict[str, str]


#: A sentence's primary key, or a label.
Hit = int | LabelHit


@dataclass(frozen=True)
class Spot:
    """Where a text stands; `url` is empty where the user has nothing to edit."""

    title: Words
    url: str = ""
    language: str = ""


@dataclass
class Line:
    """One text in all languages; several translations where pages differ."""

    texts: list[tuple[str, list[str]]]
    places: list[Spot] = field(default_factory=list)


def hits(words: str) -> list[Hit]:
    """Sentences and labels with `words` in some language: labels first, then the shortest.

    Case and accents do not count in sources and labels. One query a set of labels, and three.
    """
    words = unicodedata.normalize("NFC", " ".join(words.split()))
    if not fold(words):
        return []
    sources = dict.fromkeys(source_index().containing(words))
    said = usable().filter(data__icontains=html.escape(words, quote=False))
    targets = dict.fromkeys(said.order_by("pk").values_list("translation_of", flat=True))
    return [*_labels(fold(words)), *(sources | targets)]


def _labels(folded: str) -> list[LabelHit]:
    found = []
    for labels in label_sets():
        columns = [f"{name}_{code}" for name in labels.fields for code in language_codes()]
        for row in labels.model._default_manager.order_by("pk").values("pk", *columns):
            for name in labels.fields:
                texts = {code: row[f"{name}_{code}"] or "" for code in language_codes()}
                if any(folded in fold(text) for text in texts.values()):
                    found.append(LabelHit(labels, row["pk"], name, texts))
    return found


def lines(found: Sequence[Hit], languages: Collection[str]) -> list[Line]:
    """What these hits say in every language, with links into `languages`. Five queries at most."""
    strings = [hit for hit in found if isinstance(hit, int)]
    sources = dict(String.objects.filter(pk__in=strings).values_list("pk", "data"))
    targets: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    rows = usable().filter(translation_of__in=strings).select_related("locale")
    for row in rows.order_by("-updated_at", "-pk"):
        targets[(row.translation_of_id, row.locale.language_code)][plain(row.data)] = None
    places = _places(strings, languages)
    return [
        _of_label(hit, languages)
        if isinstance(hit, LabelHit)
        else Line(
            [
                (
                    code,
                    [plain(sources[hit])] if code == source_language() else [*targets[hit, code]],
                )
                for code in language_codes()
            ],
            places[hit],
        )
        for hit in found
        if isinstance(hit, LabelHit) or hit in sources
    ]


def _of_label(hit: LabelHit, languages: Collection[str]) -> Line:
    texts = [(code, [text] if text else []) for code, text in hit.texts.items()]
    return Line(
        texts,
        [
            Spot(
                Words(capfirst(hit.labels.kind), get_language() or language),
                reverse("translations:edit_label", args=[language, hit.labels.name, hit.pk]),
                language,
            )
            for language in languages
        ],
    )


def _places(strings: list[int], languages: Collection[str]) -> dict[int, list[Spot]]:
    """The pages on which each of these sentences stands now."""
    stands: dict[int, dict[Any, None]] = defaultdict(dict)
    segments = StringSegment.objects.filter(string__in=strings).order_by("-source", "order")
    for string, key in segments.values_list("string", "source__object"):
        stands[string][key] = None
    keys = {key for pages in stands.values() for key in pages}
    titles = source_titles(keys)
    urls: dict[Any, list[Spot]] = defaultdict(list)
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code__in=languages)
    for pk, key, code in pages.values_list("pk", "translation_key", "locale__language_code"):
        url = reverse("wagtailadmin_pages:edit", args=[pk])
        urls[key].append(Spot(titles[key], url, code))
    return defaultdict(
        list,
        {
            string: [
                spot
                for key in list(pages)[:MOST_PLACES]
                for spot in urls.get(key) or [Spot(titles[key])]
            ]
            for string, pages in stands.items()
        },
    )
