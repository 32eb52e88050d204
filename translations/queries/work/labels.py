"""Labels: a row's short names in each language. They are public at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, CharField, F, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast, Coalesce

from translations.enums import Kind, Stage, StringState
from translations.labels import LabelSet, label_set, label_sets, pick
from translations.languages import language_codes, source_language
from translations.models import LabelReview
from translations.queries.labels import label_state
from translations.scopes import REST, Scope

from .items import Count, Item, Tally, most_pressing, stage_of
from .terms import Terms

#: What the columns of a label are called while all sets are read at once.
TEXT = "text"


@dataclass
class Row:
    """One row with labels: the texts of each field by column, and where it belongs."""

    labels: LabelSet
    pk: int
    page: UUID | None
    scopes: set[str] = field(default_factory=set)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


def label_items(codes: Collection[str], scope: Scope | None, terms: Terms) -> list[Item]:
    """Every row with labels in each of the languages `codes`. Two queries."""
    reviews = {
        (review.labels, review.object_pk, review.field, review.language): review
        for review in LabelReview.objects.filter(language__in=codes)
    }
    return [
        _item(row, code, tally, terms, reviews)
        for row in _rows(scope)
        for code in codes
        if (tally := _tally(row, code, reviews, strict=code in terms.strict))
    ]


def _rows(scope: Scope | None) -> Iterator[Row]:
    """All rows, or those of `scope`, in the order of their sets. One query."""
    asked = scope.rows() if scope else {}
    parts = [
        _texts(labels, name, asked.get(labels.model), with_scope=scope is None)
        for labels in label_sets()
        if scope is None or labels.model in asked
        for name in labels.fields
    ]
    held: dict[tuple[str, int], Row] = {}
    for name, pk, page, home, text, *texts in parts[0].union(*parts[1:], all=True) if parts else ():
        labels = label_set(name)
        if labels is None:
            continue
        row = held.setdefault((name, pk), Row(labels, pk, page))
        row.scopes.add(scope.name if scope else home or REST)
        row.texts[text] = {
            f"{TEXT}_{code}": said for code, said in zip(language_codes(), texts, strict=True)
        }
    order = [labels.name for labels in label_sets()]
    yield from sorted(held.values(), key=lambda row: (order.index(row.labels.name), row.pk))


def _texts(
    labels: LabelSet, name: str, rows: QuerySet[Any] | None, *, with_scope: bool
) -> QuerySet[Any]:
    """One field of every row: set, key, page, scope, field and columns, alike for all sets."""
    asked = labels.model._default_manager.all() if rows is None else rows
    page = F(labels.page) if labels.page else Value(None)
    home = F(labels.scope) if labels.scope and with_scope else Value("")
    columns = {
        f"of_{code}": Coalesce(
            Cast(f"{name}_{code}", TextField()), Value(""), output_field=TextField()
        )
        for code in language_codes()
    }
    return (
        asked.order_by()
        .annotate(
            of_set=Value(labels.name, CharField()),
            of_pk=Cast("pk", BigIntegerField()),
            of_page=Cast(page, UUIDField()),
            of_scope=Cast(home, TextField()),
            of_field=Value(name, CharField()),
            **columns,
        )
        .values_list("of_set", "of_pk", "of_page", "of_scope", "of_field", *columns)
    )


def _item(row: Row, code: str, tally: Tally, terms: Terms, reviews: dict[Any, LabelReview]) -> Item:
    found = (reviews.get((row.labels.name, row.pk, name, code)) for name in row.texts)
    stale = [review.at for review in found if review and review.state == StringState.TO_ADAPT]
    titles = (pick(texts, TEXT, code) for texts in row.texts.values())
    return Item(
        kind=Kind.LABEL,
        scopes=frozenset(row.scopes),
        language=code,
        title=next(title for title in titles if title.text),
        type=row.labels.kind,
        type_name=row.labels.name,
        tally=tally,
        stage=most_pressing(tally, Stage.PUBLISHED),
        stale=bool(tally[Stage.TO_ADAPT]),
        key=row.page,
        changed_at=max(stale, default=None),
        row=row.pk,
        field=next(iter(row.texts)),
        assignment=terms.assignments.get((row.page, code)) if row.page else None,
        questions=terms.questions[(f"{row.labels.name}:{row.pk}", code)],
    )


def _tally(row: Row, code: str, reviews: dict[Any, LabelReview], *, strict: bool) -> Tally:
    tally = Tally()
    for name, texts in row.texts.items():
        source, _spoken = pick(texts, TEXT, source_language())
        if source:
            review = reviews.get((row.labels.name, row.pk, name, code))
            state = label_state(texts[f"{TEXT}_{code}"], review)
            stage = stage_of(state, public=True, strict=strict)
            tally.add(stage, Count(1, len(source.split())))
    return tally
