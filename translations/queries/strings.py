"""Every sentence of pages sent for translation, and how far it is in a language."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
)

from translations.enums import UNFINISHED, StringState
from translations.models import LanguageRule

#: Below this likeness, an old sentence in the same place is not what a new one was made from.
ALIKE = 0.5


@dataclass(frozen=True)
class Place:
    """What a translation is the translation of: a sentence, where it stands, a language."""

    string: int
    context: int
    locale: int


@dataclass(frozen=True)
class Former:
    """What stood in the place of a sentence before the source changed."""

    source: str
    target: str


@dataclass(frozen=True)
class StringWork:
    """One sentence of a page in one language. Texts are HTML without attributes but link ids."""

    segment: int
    place: Place
    #: The field or block, as wagtail-localize writes it: `body.<id>`, `abstract`.
    path: str
    #: The same with the kinds of blocks: `body.text`; "" where the engine does not know.
    field_path: str
    order: int
    source: str
    target: str = ""
    state: StringState = StringState.TO_TRANSLATE
    #: How often it was saved; whoever saves says which version was seen.
    version: int = 0
    #: Where a proposal comes from.
    origin: str = ""
    author: int | None = None
    #: Warnings somebody has looked at: `Finding.key` → reason.
    dismissed: dict[str, str] = field(default_factory=dict)
    former: Former | None = None

    @property
    def words(self) -> int:
        """Words of the source, as languages with spaces count them."""
        return len(self.source.split())


def finished(translations: QuerySet[Any]) -> QuerySet[Any]:
    """Of these StringTranslations, those that may be published.

    Where a second person validates, that is what is validated; else whatever a person entered.
    """
    strict = LanguageRule.objects.filter(locale=OuterRef("locale"), second_reader=True)
    validated = Q(review__state=StringState.VALIDATED)
    return (
        translations.filter(has_error=False)
        .exclude(review__state__in=UNFINISHED)
        .filter(validated | ~Exists(strict))
    )


def string_work(translations: Collection[Translation]) -> dict[int, list[StringWork]]:
    """The sentences of each of `translations`, in the order of the page. 2 queries."""
    segments = _segments(translations)
    entered = _entered(translations)
    return {
        translation.pk: _of_page(
            segments[translation.source_id],
            entered[(translation.source.object_id, translation.target_locale_id)],
            translation.target_locale_id,
        )
        for translation in translations
    }


def _segments(translations: Collection[Translation]) -> dict[int, list[StringSegment]]:
    sources = {translation.source_id for translation in translations}
    found = defaultdict(list)
    rows = StringSegment.objects.filter(source__in=sources).select_related("string", "context")
    for segment in rows.order_by("source", "order", "pk"):
        found[segment.source_id].append(segment)
    return found


def _entered(translations: Collection[Translation]) -> dict[Any, list[StringTranslation]]:
    """Translations by page and locale, also of sentences that the page no longer has."""
    rows = StringTranslation.objects.filter(
        context__object__in={translation.source.object_id for translation in translations},
        locale__in={translation.target_locale_id for translation in translations},
    )
    found = defaultdict(list)
    for row in rows.select_related("translation_of", "context", "review").order_by("-updated_at"):
        found[(row.context.object_id, row.locale_id)].append(row)
    return found


def _of_page(
    segments: list[StringSegment], entered: list[StringTranslation], locale: int
) -> list[StringWork]:
    current = {(segment.string_id, segment.context_id) for segment in segments}
    by_place = {(row.translation_of_id, row.context_id): row for row in entered}
    former = _Formers(
        [
            row
            for row in entered
            if (row.translation_of_id, row.context_id) not in current and not row.has_error
        ],
        {segment.context_id for segment in segments},
    )
    return [
        _work(segment, by_place.get((segment.string_id, segment.context_id)), locale, former)
        for segment in segments
    ]


def _work(
    segment: StringSegment, row: StringTranslation | None, locale: int, formers: "_Formers"
) -> StringWork:
    base = {
        "segment": segment.pk,
        "place": Place(segment.string_id, segment.context_id, locale),
        "path": segment.context.path,
        "field_path": segment.context.field_path,
        "order": segment.order,
        "source": segment.string.data,
    }
    if row is None:
        former = formers.take(segment.context_id, segment.string.data)
        state = StringState.TO_ADAPT if former else StringState.TO_TRANSLATE
        return StringWork(**base, state=state, former=former)
    review = getattr(row, "review", None)
    return StringWork(
        **base,
        target=row.data,
        state=state_of(row),
        version=review.version if review else 0,
        origin=review.origin if review else "",
        author=review.author_id if review else row.last_translated_by_id,
        dismissed=review.dismissed if review else {},
    )


def sentence_at(place: Place) -> StringWork:
    """One sentence as it stands now, whether or not its page still has it. 3 queries."""
    rows = StringTranslation.objects.filter(
        translation_of=place.string, context=place.context, locale=place.locale
    )
    context = TranslationContext.objects.get(pk=place.context)
    string = String.objects.get(pk=place.string)
    segment = StringSegment(string=string, context=context, order=0)
    return _work(segment, rows.select_related("review").first(), place.locale, _Formers([], set()))


def sentence_translations(keys: QuerySet[Any], path: str) -> dict[tuple[UUID, str], dict[str, str]]:
    """What stands for each sentence of a field, by translation key and language. One query.

    Also of pages that have not been sent for translation; what breaks its mark-up is left out.
    """
    rows = StringTranslation.objects.filter(
        context__object__in=keys, context__path=path, has_error=False
    )
    found: dict[tuple[UUID, str], dict[str, str]] = defaultdict(dict)
    columns = ("context__object", "locale__language_code", "translation_of__data", "data")
    for key, code, sentence, text in rows.values_list(*columns):
        found[key, code][sentence] = text
    return found


def state_of(row: StringTranslation) -> StringState:
    """Where a translation that has been entered stands."""
    review = getattr(row, "review", None)
    if review and review.state == StringState.PROPOSAL:
        return StringState.PROPOSAL
    if row.has_error:
        return StringState.TO_ADAPT
    return StringState(review.state) if review else StringState.TRANSLATED


class _Formers:
    """Translations of sentences that are gone, each given to the new one it is most like."""

    def __init__(self, rows: Iterable[StringTranslation], contexts: set[int]) -> None:
        self.by_context: dict[int | None, list[StringTranslation]] = defaultdict(list)
        for row in rows:
            # A block typed anew has another path: its old sentences may fit anywhere.
            context = row.context_id if row.context_id in contexts else None
            self.by_context[context].append(row)

    def take(self, context: int, source: str) -> Former | None:
        """The most likely former of `source`, which no other sentence then gets."""
        for place in (context, None):
            rows = self.by_context[place]
            scored = [(likeness(row.translation_of.data, source), -i) for i, row in enumerate(rows)]
            if scored and max(scored)[0] >= ALIKE:
                row = rows.pop(-max(scored)[1])
                return Former(row.translation_of.data, row.data)
        return None


def likeness(old: str, new: str) -> float:
    """How alike two sentences are, from 0 to 1."""
    return SequenceMatcher(None, old, new, autojunk=False).ratio()
