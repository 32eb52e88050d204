"""Labels, language by language, and how far each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from translations.enums import StringState
from translations.labels import LabelSet, label_sets, pick
from translations.languages import language_codes, source_language
from translations.models import LabelReview
from translations.scopes import Rows

#: Rows that are read in one go.
PORTION = 500


@dataclass(frozen=True)
class LabelPlace:
    """Where one label stands: a field of a row, and a language."""

    labels: LabelSet
    pk: int
    field: str
    language: str

    @property
    def key(self) -> str:
        """Stable name in any language, such as `programme.session:12:title`."""
        return f"{self.labels.name}:{self.pk}:{self.field}"

    @property
    def column(self) -> str:
        return f"{self.field}_{self.language}"


@dataclass(frozen=True)
class LabelText:
    """One label of one row in one language."""

    place: LabelPlace
    #: The source's words, or those of the language that has some.
    source: str
    source_language: str
    target: str
    state: StringState
    version: int = 0
    #: The source's words that a stale label was made from.
    former_source: str = ""
    author: int | None = None
    dismissed: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> int:
        return len(self.source.split())


def label_columns(labels: LabelSet, pk: Any) -> dict[str, str] | None:
    """What the columns of a row say now; None when there is no such row."""
    return many_label_columns(labels, [pk]).get(pk)


def many_label_columns(labels: LabelSet, pks: Sequence[Any]) -> dict[Any, dict[str, str]]:
    """What the columns of rows say now, by primary key."""
    columns = [f"{name}_{code}" for name in labels.fields for code in language_codes()]
    rows = labels.model._default_manager
    found: dict[Any, dict[str, str]] = {}
    for start in range(0, len(pks), PORTION):
        asked = rows.filter(pk__in=pks[start : start + PORTION])
        found |= {row["pk"]: row for row in asked.values("pk", *columns)}
    return found


def label_texts(language: str, rows: Rows | None = None) -> list[LabelText]:
    """Every label that has words in some language, as it stands in `language`.

    With `rows` only those of these rows of these models. One query a set, and one more.
    """
    reviews = {
        (review.labels, review.object_pk, review.field): review
        for review in LabelReview.objects.filter(language=language)
    }
    return [
        text
        for labels, row in _rows(rows)
        for name in labels.fields
        if (text := _text(labels, row, name, language, reviews))
    ]


def _rows(rows: Rows | None) -> Iterator[tuple[LabelSet, Any]]:
    for labels in label_sets():
        if rows is None or labels.model in rows:
            asked = rows[labels.model] if rows else labels.model._default_manager.all()
            for row in asked.order_by("pk"):
                yield labels, row


def _text(
    labels: LabelSet, row: Any, name: str, language: str, reviews: dict[Any, LabelReview]
) -> LabelText | None:
    source, spoken = pick(row, name, source_language())
    target = getattr(row, f"{name}_{language}") or ""
    if not source:
        return None
    review = reviews.get((labels.name, row.pk, name))
    return LabelText(
        LabelPlace(labels, row.pk, name, language),
        source,
        spoken,
        target,
        label_state(target, review),
        review.version if review else 0,
        review.previous_source if review else "",
        review.author_id if review else None,
        review.dismissed if review else {},
    )


def label_state(target: str, review: LabelReview | None) -> StringState:
    """Labels are public at once, so one that nobody marked needs nobody."""
    if not target:
        return StringState.TO_TRANSLATE
    return StringState(review.state) if review else StringState.VALIDATED
