"""What keeps a page from being published."""

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
