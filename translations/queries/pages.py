"""What keeps a page from being published."""

from typing import Any

from django.db.models import Exists, OuterRef
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from .strings import finished


def missing_strings(translation: Translation) -> int:
    """How many sentences of `translation` may not be published yet: missing, stale or unread."""
    ready = finished(
        StringTranslation.objects.filter(
            translation_of=OuterRef("string"),
            context=OuterRef("context"),
            locale=translation.target_locale_id,
        )
    )
    return StringSegment.objects.filter(~Exists(ready), source=translation.source_id).count()


def translation_onto(page: Any) -> Translation | None:
    """The translation in use that writes `page`, if it has one."""
    return Translation.objects.filter(
        source__object=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
