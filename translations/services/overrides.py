"""Links and pictures that a language has of its own."""

import json

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.whitelist import check_url
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation


def check_override(translation: Translation, segment: OverridableSegment, value: str) -> None:
    """Raise ValidationError unless `value` can stand at `segment` in this translation.

    wagtail-localize keeps whatever is sent: an address that runs a script, or a picture that
    does not exist, after which the page can be neither shown nor published.
    """
    if _is_link(segment) and check_url(value) is None:
        raise ValidationError(_("This address cannot be used in a link."))
    try:
        _try(translation, segment, value)
    except (ObjectDoesNotExist, TypeError, ValueError) as error:
        raise ValidationError(_("This does not fit here, or does not exist any more.")) from error


def _is_link(segment: OverridableSegment) -> bool:
    """Whether this is an address inside a text: its path ends in it, quoted."""
    return bool(segment.context.path.endswith("'"))


def _try(translation: Translation, segment: OverridableSegment, value: str) -> None:
    """Put the page together as it would be; nothing is kept."""
    with transaction.atomic():
        SegmentOverride.objects.update_or_create(
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data_json": json.dumps(value)},
        )
        translation.source.get_ephemeral_translated_instance(
            translation.target_locale, fallback=True
        )
        transaction.set_rollback(True)
