"""Who translates a page."""

from wagtail_localize.models import Translation

from translations.models import Assignment


def assignment_of(translation: Translation) -> Assignment | None:
    """Who has a page in the language of `translation`; None for nobody. One query."""
    return (
        Assignment.objects.filter(
            object=translation.source.object_id, locale=translation.target_locale_id
        )
        .select_related("owner")
        .first()
    )
