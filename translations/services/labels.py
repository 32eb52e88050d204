"""Writing labels, language by language, and what was decided about them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model, TextField

from translations.enums import StringState
from translations.exchange.texts import line
from translations.labels import LabelSet, label_set
from translations.languages import language_codes, source_language
from translations.models import LabelReview
from translations.queries.labels import LabelPlace, many_label_columns

from .strings import ChangedMeanwhile, OwnWords, second_reader_for, write_review


@transaction.atomic
def save_label(
    place: LabelPlace, text: str, user: Any, seen: int, dismissed: Mapping[str, str] | None = None
) -> LabelReview:
    """Write one label in one language; it is public at once, and still to be validated.

    Raises ChangedMeanwhile when it is no longer at version `seen`, and the model's
    DoesNotExist when the row is gone; nothing is written then. ValidationError of the service
    that saves the row passes through.
    """
    row = place.labels.model._default_manager.select_for_update().get(pk=place.pk)
    review = _claim(place, row, seen)
    setattr(row, place.column, _fitting(row, place, text))
    place.labels.save(row, user)
    review.refresh_from_db()
    review.state, review.previous_source = StringState.TRANSLATED, ""
    review.author, review.dismissed = user, dict(dismissed or {})
    return write_review(review, user)


def _fitting(row: Model, place: LabelPlace, text: str) -> str:
    """The text as its column holds it: a name is one line, or no mail could have it as subject."""
    column = row._meta.get_field(place.column)
    return text if isinstance(column, TextField) else line(text)


@transaction.atomic
def decide_label(place: LabelPlace, state: StringState, user: Any, seen: int) -> LabelReview:
    """Declare a label validated, or to be adapted, as it stands.

    Raises ChangedMeanwhile as save_label does, and OwnWords when the language asks for a second
    reader and `user` wrote the words.
    """
    row = place.labels.model._default_manager.select_for_update().get(pk=place.pk)
    review = _claim(place, row, seen)
    if state == StringState.VALIDATED:
        own = review.author_id is not None and review.author_id == user.pk
        if own and second_reader_for(place.language):
            raise OwnWords
        review.previous_source = ""
    review.state = state
    return write_review(review, user)


@transaction.atomic
def dismiss_label_warnings(
    place: LabelPlace, dismissed: Mapping[str, str], user: Any, seen: int
) -> LabelReview:
    """Note why warnings about a label do not apply. Raises ChangedMeanwhile as save_label does."""
    row = place.labels.model._default_manager.select_for_update().get(pk=place.pk)
    review = _claim(place, row, seen)
    review.dismissed = dict(dismissed)
    return write_review(review, user)


@contextmanager
def noting_labels(model: type[Model], rows: Sequence[Any]) -> Iterator[None]:
    """Mark what becomes stale while `rows` of `model` are written in bulk, past all signals."""
    labels = label_set(model._meta.label_lower)
    before = many_label_columns(labels, [row.pk for row in rows]) if labels else {}
    yield
    for row in rows:
        if labels and row.pk in before:
            note_label_changes(labels, row, before[row.pk])


def note_label_changes(labels: LabelSet, row: Any, before: Mapping[str, str]) -> None:
    """Mark what became stale when the row was saved; `before` is what its columns said."""
    source = source_language()
    for field in labels.fields:
        old = before[f"{field}_{source}"] or ""
        renamed = bool(old) and old != (getattr(row, f"{field}_{source}") or "")
        for language in language_codes():
            if language != source:
                place = LabelPlace(labels, row.pk, field, language)
                _note(place, row, before[place.column] or "", old if renamed else "")


def _note(place: LabelPlace, row: Any, was: str, old_source: str) -> None:
    """New words are no longer stale; words that stay while the source changed become so."""
    text = getattr(row, place.column) or ""
    reviews = LabelReview.objects.select_for_update()
    with transaction.atomic(savepoint=False):
        if text != was:
            for review in reviews.filter(**_where(place)):
                review.state, review.previous_source = StringState.VALIDATED, ""
                review.author = None  # whoever it was before did not write these
                write_review(review, None)
        elif text and old_source:
            review, _new = reviews.get_or_create(**_where(place))
            review.previous_source = review.previous_source or old_source
            review.state = StringState.TO_ADAPT
            write_review(review, None)


def _where(place: LabelPlace) -> dict[str, Any]:
    return {
        "labels": place.labels.name,
        "object_pk": place.pk,
        "field": place.field,
        "language": place.language,
    }


def _claim(place: LabelPlace, row: Any, seen: int) -> LabelReview:
    review, _new = LabelReview.objects.select_for_update().get_or_create(
        **_where(place), defaults={"state": StringState.VALIDATED}
    )
    if review.version != seen:
        raise ChangedMeanwhile(getattr(row, place.column) or "", review.version, review.by)
    return review
