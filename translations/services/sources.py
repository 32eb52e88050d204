"""What translators see of a source page: its sentences, read again in few queries.

wagtail-localize writes each sentence with half a dozen queries (`refresh_segments`); a page of
500 sentences would take thousands, inside the request that publishes it. The rows are the same.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

#: Kinds of segments of which a page has few: written by wagtail-localize, one by one.
FEW: dict[type[Any], type[Any]] = {
    TemplateSegmentValue: TemplateSegment,
    RelatedObjectSegmentValue: RelatedObjectSegment,
    OverridableSegmentValue: OverridableSegment,
}


def words_of(page: Page) -> Page:
    """What is translated of a page: what is public, or the latest draft before it ever was."""
    specific: Page = page.specific
    return specific if specific.live else specific.get_latest_revision_as_object()


@transaction.atomic
def take_up(page: Page) -> TranslationSource:
    """The source of a page, with its sentences as they are now; made when there is none."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return _make(page.specific)
    read_again(source)
    return source


def _make(page: Page) -> TranslationSource:
    kept, _created = TranslatableObject.objects.get_or_create_from_instance(page)
    source = TranslationSource(object=kept, locale_id=page.locale_id)
    source.specific_content_type = page.cached_content_type
    _copy_words(source, words_of(page))
    source.save()
    write_segments(source)
    return source


def read_again(source: TranslationSource) -> bool:
    """Bring the sentences of a source up to date; returns whether any changed.

    `last_updated_at` moves only then: it says when sentences changed last, and translations
    older than it are stale.
    """
    before, changed_at = source.content_json, source.last_updated_at
    _copy_words(source, words_of(source.get_source_instance()))
    if source.content_json == before:
        return False
    changed = write_segments(source)
    if not changed:
        source.last_updated_at = changed_at
    source.save()
    return changed


def _copy_words(source: TranslationSource, page: Page) -> None:
    source.content_json = page.to_json()
    source.object_repr = str(page)[:200]
    source.schema_version = get_schema_version(page._meta.app_label)
    source.last_updated_at = timezone.now()


@transaction.atomic
def write_segments(source: TranslationSource) -> bool:
    """Write what `source` holds as segments; returns whether its sentences changed.

    The number of queries does not grow with the sentences.
    """
    page = source.as_instance()
    values = list(extract_segments(page))
    few = [value for value in values if type(value) in FEW]
    sentences = [value for value in values if isinstance(value, StringSegmentValue)]
    contexts = _contexts(source, page, {value.path for value in values})
    _write_few(source, few)
    strings = _strings(source, {value.string.data for value in sentences})
    return _write_sentences(
        source,
        [
            StringSegment(
                source=source,
                string=strings[value.string.data],
                context=contexts[value.path],
                order=value.order,
                attrs=json.dumps(value.attrs, cls=DjangoJSONEncoder),
            )
            for value in sentences
        ],
    )


def _write_few(source: TranslationSource, values: Iterable[Any]) -> None:
    seen: dict[type[Any], list[int]] = {model: [] for model in FEW.values()}
    for value in values:
        segment = FEW[type(value)].from_value(source, value)  # type: ignore[attr-defined]
        seen[type(segment)].append(segment.pk)
    for model, pks in seen.items():
        model.objects.filter(source=source).exclude(pk__in=pks).delete()


def _contexts(
    source: TranslationSource, page: Page, paths: set[str]
) -> dict[str, TranslationContext]:
    """Where on the page each path is; rows are made for what is new."""

    def make(path: str) -> TranslationContext:
        context = TranslationContext(
            object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
        )
        # It would save itself, one query each; all are written together.
        context.save = lambda **_kwargs: None  # type: ignore[method-assign]
        context.get_field_path(page)
        del context.save
        return context

    rows = TranslationContext.objects.filter(object=source.object_id)
    return _complete(TranslationContext, rows, lambda row: row.path, paths, make)


def _strings(source: TranslationSource, texts: set[str]) -> dict[str, String]:
    """The row of each sentence, which pages share; made for what is new."""
    hashes = {text: String._get_data_hash(text) for text in texts}
    rows = String.objects.filter(locale=source.locale_id, data_hash__in=hashes.values())

    def make(text: str) -> String:
        return String(locale_id=source.locale_id, data=text, data_hash=hashes[text])

    return _complete(String, rows, lambda row: row.data, texts, make)


def _complete(
    model: type[Model],
    rows: Any,
    name: Callable[[Any], str],
    wanted: set[str],
    make: Callable[[str], Any],
) -> dict[str, Any]:
    """Rows by name, for every name `wanted`. At most three queries a batch."""
    found = {name(row): row for row in rows}
    if missing := sorted(wanted - found.keys()):
        # Another page may hold the same sentence, and be read at the same moment.
        model._default_manager.bulk_create(
            [make(text) for text in missing], batch_size=200, ignore_conflicts=True
        )
        found |= {name(row): row for row in rows.all()}
    return found


def _write_sentences(source: TranslationSource, wanted: list[StringSegment]) -> bool:
    """Keep the rows that are still right, write the new ones, drop the others."""
    held: dict[Any, list[StringSegment]] = defaultdict(list)
    for row in StringSegment.objects.filter(source=source):
        held[_same(row)].append(row)
    new = []
    for segment in wanted:
        if rows := held[_same(segment)]:
            rows.pop()
        else:
            new.append(segment)
    gone = [row.pk for rows in held.values() for row in rows]
    StringSegment.objects.filter(pk__in=gone).delete()
    StringSegment.objects.bulk_create(new, batch_size=200)
    return bool(new or gone)


def _same(segment: StringSegment) -> tuple[int, int, int, str]:
    return (segment.context_id, segment.string_id, segment.order, segment.attrs)
