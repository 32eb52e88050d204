"""What is left to do on each page sent for translation."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translations.enums import WorkState

from .strings import finished


@dataclass(frozen=True)
class PageWork:
    """One page in one language: its target page, and the sentences left."""

    page: Page
    state: WorkState
    total: int
    missing: int


def missing_strings(translation: Translation) -> int:
    """How many sentences of `translation` may not be published yet: missing, stale or unread."""
    return int(_translations().get(pk=translation.pk).missing)


def page_work(language: str, keys: Collection[UUID] | None = None) -> list[PageWork]:
    """Every page sent for translation into `language`, most pressing first. 2 queries.

    With `keys` only the pages of these translation keys.
    """
    sent = _translations().filter(target_locale__language_code=language)
    if keys is not None:
        sent = sent.filter(source__object__in=keys)
    translations = list(sent.order_by("created_at", "pk"))
    targets = {
        page.translation_key: page
        for page in Page.objects.filter(
            locale__language_code=language,
            translation_key__in=[t.source.object_id for t in translations],
        )
    }
    work = [
        PageWork(target, _state(translation, target), translation.total, translation.missing)
        for translation in translations
        if (target := targets.get(translation.source.object_id))
    ]
    order = list(WorkState)
    return sorted(work, key=lambda item: order.index(item.state))


def _state(translation: Any, target: Page) -> WorkState:
    if translation.missing:
        return WorkState.TO_ADAPT if target.live else WorkState.TO_TRANSLATE
    published = target.last_published_at
    latest = max(filter(None, (translation.latest, translation.source.last_updated_at)))
    if not target.live or (published and latest > published):
        return WorkState.TO_PUBLISH
    return WorkState.PUBLISHED


def _translations() -> QuerySet[Any]:
    """Translations in use, with `total`, `missing` (sentences) and `latest` (date of a string)."""
    segments = StringSegment.objects.filter(source=OuterRef("source")).order_by()
    ready = finished(
        StringTranslation.objects.filter(
            translation_of=OuterRef("string"),
            context=OuterRef("context"),
            locale=OuterRef(OuterRef("target_locale")),
        )
    )
    strings = StringTranslation.objects.filter(
        context__object=OuterRef("source__object"), locale=OuterRef("target_locale")
    ).order_by()
    return (
        Translation.objects.filter(enabled=True)
        .select_related("source")
        .annotate(
            total=_count(segments),
            missing=_count(segments.filter(~Exists(ready))),
            latest=Subquery(strings.values("locale").annotate(at=Max("updated_at")).values("at")),
        )
    )


def _count(segments: QuerySet[Any]) -> Coalesce:
    count = segments.values("source").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)
