"""A copied page takes over the work of the translators on the one it was copied from."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
    Translation,
    TranslationContext,
    TranslationSource,
)

from .memory import prefill
from .sources import write_segments

#: What wagtail-localize takes out of a page: sentences, their mark-up, what they point to.
SEGMENTS = (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)


def take_over_translations(page: Page, new: Page) -> None:
    """Give `new`, a source page copied from `page`, the work of the translators on that one.

    Sentences that are the same stay translated, so that a person sees the changed ones only.
    The number of queries does not grow with the sentences of a published page.
    """
    before = TranslationSource.objects.get_for_instance_or_none(page)
    if before is None:
        return
    source = _copy_source(before, new)
    Translation.objects.bulk_create(
        Translation(source=source, target_locale_id=row.target_locale_id, enabled=row.enabled)
        for row in before.translations.all()
    )
    places = TranslationContext.objects.filter(object=before.object_id)
    contexts = _copy_rows(places, object_id=source.object_id)
    for model in SEGMENTS:
        _copy_rows(model.objects.filter(source=before), contexts, source=source)
    if not page.live:  # its sentences are those of a draft, which nobody has counted yet
        write_segments(source)
    in_use = StringSegment.objects.filter(
        source=before, string=OuterRef("translation_of"), context=OuterRef("context")
    )
    held = {"context__object": before.object_id}
    _copy_rows(StringTranslation.objects.filter(Exists(in_use), **held), contexts)
    _copy_rows(SegmentOverride.objects.filter(**held), contexts)
    prefill(source.translations.filter(enabled=True).select_related("source"))


def _copy_source(before: TranslationSource, new: Page) -> TranslationSource:
    """What translators see of the new page."""
    kind = before.object.content_type_id
    return TranslationSource.objects.create(
        object=TranslatableObject.objects.create(
            translation_key=new.translation_key, content_type_id=kind
        ),
        specific_content_type_id=before.specific_content_type_id,
        locale_id=before.locale_id,
        object_repr=str(new)[:200],
        content_json=new.to_json(),
        schema_version=before.schema_version,
        last_updated_at=timezone.now(),
    )


def _copy_rows(
    rows: QuerySet[Any], contexts: dict[int, int] | None = None, **changes: Any
) -> dict[int, int]:
    """Write rows like `rows`, but for `changes`; returns the new primary keys by the old ones.

    `contexts` says which place of a sentence on the new page is which on the old one.
    """
    old, new = [], list(rows.order_by("pk"))
    for row in new:
        old.append(row.pk)
        row.pk = None
        if contexts is not None:
            row.context_id = contexts[row.context_id]
        for name, value in changes.items():
            setattr(row, name, value)
    rows.model._default_manager.bulk_create(new)
    return {pk: row.pk for pk, row in zip(old, new, strict=True)}
