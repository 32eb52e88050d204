"""Entering the translations of many pages at once, as a file brings them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    String,
    StringTranslation,
    TranslatableObject,
    TranslationContext,
)

from translations.languages import source_language
from translations.models import StringReview
from translations.models.review import digest

from .strings import note_foreign_words

#: Rows that are written or read in one go.
PORTION = 500


def enter_translations(
    path: str, entered: Mapping[tuple[UUID, str], Mapping[str, str]], user: Any = None
) -> None:
    """Enter translations of sentences of the field `path`, by translation key and language.

    The pages need not be sent for translation yet: whoever sends one later finds them done.
    The number of queries grows with portions of 500 sentences only.
    """
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows = [
        (key, locales[code], sentence, text)
        for (key, code), texts in entered.items()
        for sentence, text in texts.items()
    ]
    contexts = _contexts({key for key, *_rest in rows}, path)
    strings = _strings({sentence for _key, _locale, sentence, _text in rows})
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=strings[sentence],
                locale=locale,
                context_id=contexts[key],
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=user,
            )
            for key, locale, sentence, text in rows
        ],
        batch_size=PORTION,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "last_translated_by", "updated_at", "has_error", "field_error"],
    )
    _unread(list(contexts.values()))


def _unread(contexts: list[int]) -> None:
    """What translators had decided about words that are others now is to be decided anew."""
    for start in range(0, len(contexts), PORTION):
        chunk = contexts[start : start + PORTION]
        for review in StringReview.objects.filter(translation__context__in=chunk).select_related(
            "translation"
        ):
            if review.digest != digest(review.translation.data):
                note_foreign_words(review.translation)


def _contexts(keys: set[UUID], path: str) -> dict[UUID, int]:
    """The place of the field on each page, made where it is missing."""
    kind = ContentType.objects.get_for_model(Page)
    TranslatableObject.objects.bulk_create(
        [TranslatableObject(translation_key=key, content_type=kind) for key in keys],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    path_id = TranslationContext._get_path_id(path)
    TranslationContext.objects.bulk_create(
        [
            TranslationContext(object_id=key, path=path, path_id=path_id, field_path=path)
            for key in keys
        ],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    return _found(TranslationContext.objects.filter(path_id=path_id), "object_id", keys)


def _strings(sentences: set[str]) -> dict[str, int]:
    """Each sentence of the source language as wagtail-localize knows it, made where missing."""
    locale = Locale.objects.get(language_code=source_language())
    hashes = {String._get_data_hash(sentence): sentence for sentence in sentences}
    String.objects.bulk_create(
        [String(locale=locale, data=text, data_hash=mark) for mark, text in hashes.items()],
        batch_size=PORTION,
        ignore_conflicts=True,
    )
    found = _found(String.objects.filter(locale=locale), "data_hash", hashes)
    return {sentence: found[mark] for mark, sentence in hashes.items()}


def _found(rows: QuerySet[Any], name: str, values: Iterable[Any]) -> dict[Any, int]:
    """Primary keys of rows by one of their columns."""
    wanted = list(values)
    found: dict[Any, int] = {}
    for start in range(0, len(wanted), PORTION):
        chunk = rows.filter(**{f"{name}__in": wanted[start : start + PORTION]})
        found |= dict(chunk.values_list(name, "pk"))
    return found
