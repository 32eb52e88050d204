"""The rows of the workbench: texts of all kinds, each with all that a translator looks at."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail_localize.models import String, StringSegment, Translation, TranslationContext

from translations.enums import StringState
from translations.labels import label_set
from translations.models import LabelReview, StringReview
from translations.scopes import Rows, companions
from translations.sentences import as_marked, as_plain, as_sentence, has_markup

from .diff import Piece, shortened, word_diff
from .labels import LabelPlace, LabelText, label_texts
from .memory import ORIGIN
from .own_texts import OwnPlace, OwnWords, own_words
from .roles import Role, Roles, field_name
from .strings import Place, StringWork, sentence_at, string_work

AnyPlace = Place | LabelPlace | OwnPlace
#: Characters in a line of a field.
LINE = 55
KEY = re.compile(r"(?:s-(\d{1,18})-(\d{1,18})|l-([a-z_.]+)-(\d{1,18})-([a-z_]+)|o-([a-z_]+))")


@dataclass(frozen=True)
class Row:
    """One text to translate. `text` is what its field shows: what stands there, or is to adapt."""

    place: AnyPlace
    key: str
    group: str
    role: str
    source: str
    source_language: str
    #: What is saved, as its field would show it.
    target: str
    text: str
    state: StringState
    version: int
    rich: bool = False
    max_length: int | None = None
    origin: str = ""
    #: How the source became what it is, where the translation was made from an older one.
    diff: list[Piece] = field(default_factory=list)
    #: How often the same sentence stands in the same block.
    times: int = 1
    dismissed: dict[str, str] = field(default_factory=dict)
    #: What is to be said about what somebody typed.
    note: str = ""

    @property
    def marked_source(self) -> SafeString | str:
        return self.source if isinstance(self.place, LabelPlace) else as_marked(self.source)

    @property
    def sentence(self) -> str:
        """The source as a sentence is kept, whatever it is kept as."""
        return self.source if isinstance(self.place, Place) else as_sentence(self.source)

    @property
    def words(self) -> int:
        return len(self.source.split())

    @property
    def lines(self) -> int:
        """How many lines its field is likely to need."""
        longest = max(len(self.text), len(self.source))
        return min(12, 1 + longest // LINE + self.text.count("\n"))

    def check_fits(self, words: str) -> None:
        """Raise ValidationError when `words`, as they are kept, are too long for their place."""
        length = len(as_plain(words) if isinstance(self.place, Place) else words)
        if self.max_length and length > self.max_length:
            raise ValidationError(
                _("Too long: %(length)d characters, and there is room for %(room)d.")
                % {"length": length, "room": self.max_length}
            )

    @property
    def is_label(self) -> bool:
        return isinstance(self.place, LabelPlace)

    @property
    def is_optional(self) -> bool:
        return isinstance(self.place, OwnPlace)

    @property
    def is_prefilled(self) -> bool:
        """Whether the field shows words that are not saved."""
        return self.text != self.target


def key_of(place: AnyPlace) -> str:
    """Stable name of a row, on the screen and in addresses."""
    if isinstance(place, Place):
        return f"s-{place.string}-{place.context}"
    if isinstance(place, LabelPlace):
        return f"l-{place.labels.name}-{place.pk}-{place.field}"
    return f"o-{place.field}"


def place_in_page(key: str, translation: Translation) -> AnyPlace | None:
    """What `key` means on the screen of `translation`; None for what is not of this page."""
    found = KEY.fullmatch(key)
    if not found:
        return None
    string, context, labels, _pk, _field, own = found.groups()
    if own:
        return OwnPlace(translation.pk, own)
    if labels:
        place = place_of_label(key, translation.target_locale.language_code)
        rows = companions(translation.source.object_id).get(place.labels.model) if place else None
        return place if rows is not None and place and rows.filter(pk=place.pk).exists() else None
    # The sentence itself may have left the page meanwhile: its words are kept all the same.
    contexts = TranslationContext.objects.filter(object=translation.source.object_id, pk=context)
    strings = String.objects.filter(locale=translation.source.locale_id, pk=string)
    if not (contexts.exists() and strings.exists()):
        return None
    return Place(int(string), int(context), translation.target_locale_id)


def place_of_label(key: str, language: str) -> LabelPlace | None:
    """The label that `key` means, of whatever row; None for what is no label."""
    found = KEY.fullmatch(key)
    labels = label_set(found[3]) if found and found[3] else None
    if not found or labels is None or found[5] not in labels.fields:
        return None
    return LabelPlace(labels, int(found[4]), found[5], language)


def page_rows(translation: Translation, target: Any) -> list[Row]:
    """All texts of a page in one language: labels, sentences, fields that may be filled.

    A constant number of queries: three of labels' sets, six more.
    """
    language = translation.target_locale.language_code
    labels = label_texts(language, companions(translation.source.object_id))
    strings = string_work([translation])[translation.pk]
    return [
        *(label_row(text) for text in labels),
        *_sentences(strings, Roles(translation.source), translation.source.locale.language_code),
        *(_own(words) for words in own_words(translation, target)),
    ]


def label_rows(language: str, rows: Rows | None) -> list[Row]:
    """The labels of these rows, or of all. One query a set, and one more."""
    return [label_row(text) for text in label_texts(language, rows)]


def label_row(text: LabelText) -> Row:
    column = text.place.labels.model._meta.get_field(text.place.column)
    name = field_name(text.place.labels.model._meta.get_field(text.place.field))
    return Row(
        text.place,
        key_of(text.place),
        group=str(capfirst(text.place.labels.kind)),
        role=name,
        source=text.source,
        source_language=text.source_language,
        target=text.target,
        text=text.target,
        state=text.state,
        version=text.version,
        max_length=column.max_length,  # type: ignore[union-attr]
        diff=changes(text.former_source, text.source),
        dismissed=text.dismissed,
    )


def fresh_row(place: AnyPlace, translation: Translation | None, target: Any) -> Row | None:
    """One text as it is now, without what is of no use once it is being written."""
    if isinstance(place, LabelPlace):
        rows = place.labels.model._default_manager.filter(pk=place.pk)
        texts = label_texts(place.language, {place.labels.model: rows})
        return next((label_row(text) for text in texts if text.place == place), None)
    if translation is None:
        return None
    if isinstance(place, OwnPlace):
        found = own_words(translation, target)
        return next((_own(words) for words in found if words.place == place), None)
    work = sentence_at(place)
    role = Roles(translation.source).of(work)
    return sentence_row(work, role, translation.source.locale.language_code)


def _sentences(strings: list[StringWork], roles: Roles, language: str) -> Iterator[Row]:
    times = Counter(work.place for work in strings)
    positions: Counter[str] = Counter()
    seen = set()
    for work in strings:
        role = roles.of(work, positions[work.path])
        positions[work.path] += 1
        if work.place not in seen:
            seen.add(work.place)
            yield sentence_row(work, role, language, times[work.place])


def sentence_row(work: StringWork, role: Role, language: str, times: int = 1) -> Row:
    former = work.former
    shown = former.target if former and not work.target else work.target
    rich = any(map(has_markup, (work.source, shown)))
    form = str if rich else as_plain
    return Row(
        work.place,
        key_of(work.place),
        group=role.field,
        role=role.part,
        source=work.source,
        source_language=language,
        target=form(work.target),
        text=form(shown),
        state=work.state,
        version=work.version,
        rich=rich,
        max_length=role.max_length,
        origin=_("Memory of translations") if work.origin == ORIGIN else work.origin,
        diff=changes(as_plain(former.source), as_plain(work.source)) if former else [],
        times=times,
        dismissed=work.dismissed,
    )


def changes(old: str, new: str) -> list[Piece]:
    """What became of a source, where one is known from which the translation was made."""
    return shortened(word_diff(old, new)) if old else []


def _own(words: OwnWords) -> Row:
    name = field_name(words.field)
    state = StringState.VALIDATED if words.text else StringState.TO_TRANSLATE
    return Row(
        words.place,
        key_of(words.place),
        group=name,
        role="",
        source="",
        source_language="",
        target=words.text,
        text=words.text,
        state=state,
        version=words.version,
        max_length=words.field.max_length,
    )


@dataclass(frozen=True)
class Progress:
    """How many words wait for what."""

    to_do: int
    to_adapt: int
    to_validate: int
    total: int

    @property
    def percent(self) -> int:
        """The share of words that nobody has to touch any more."""
        left = self.to_do + self.to_adapt + self.to_validate
        return 100 * (self.total - left) // self.total if self.total else 100


def progress(rows: Iterable[Row]) -> Progress:
    """The words of `rows` by what is left to do; fields that may stay blank do not count."""
    words: Counter[StringState] = Counter()
    for row in rows:
        if not row.is_optional:
            words[row.state] += row.words
    return Progress(
        words[StringState.TO_TRANSLATE],
        words[StringState.TO_ADAPT],
        words[StringState.PROPOSAL] + words[StringState.TRANSLATED],
        words.total(),
    )


def review_of(place: AnyPlace) -> StringReview | LabelReview | None:
    """What was decided about a text, and by whom; None where nobody has looked at it."""
    reviews: Any
    if isinstance(place, Place):
        reviews = StringReview.objects.filter(
            translation__translation_of=place.string,
            translation__context=place.context,
            translation__locale=place.locale,
        )
    elif isinstance(place, LabelPlace):
        reviews = LabelReview.objects.filter(
            labels=place.labels.name,
            object_pk=place.pk,
            field=place.field,
            language=place.language,
        )
    else:
        return None
    return reviews.select_related("by", "author").first()


def is_current(place: Place, translation: Translation) -> bool:
    """Whether the page still has this sentence."""
    segments = StringSegment.objects.filter(source=translation.source_id)
    return bool(segments.filter(string=place.string, context=place.context).exists())
