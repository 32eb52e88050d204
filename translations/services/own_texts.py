"""Words of fields that the source leaves blank."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from translations.models import OwnText
from translations.queries.own_texts import OwnPlace, blank_fields

from .strings import ChangedMeanwhile


@transaction.atomic
def save_own_text(place: OwnPlace, text: str, user: Any, seen: int) -> OwnText:
    """Keep `text` for a field that the source leaves blank; it is live with the next publication.

    Raises ChangedMeanwhile when it is no longer at version `seen`, ValidationError when it
    does not fit its field, or the source has words there now.
    """
    translation = Translation.objects.select_related("source").get(pk=place.translation)
    field = next((f for f in blank_fields(translation) if f.name == place.field), None)
    if field is None:
        raise ValidationError(_("The source has words for this field now. Reload the page."))
    field.run_validators(text)
    own, _new = OwnText.objects.select_for_update().get_or_create(
        translation=translation, field=place.field
    )
    if own.version != seen:
        raise ChangedMeanwhile(own.text, own.version, None)
    own.text, own.version = text, own.version + 1
    own.save()
    return own


def apply_own_texts(target: Any) -> None:
    """Put a language's own words into the fields of `target` that its source leaves blank.

    Nothing is saved. The engine empties those fields each time it writes a translation.
    """
    own = OwnText.objects.filter(
        translation__source__object=target.translation_key,
        translation__target_locale=target.locale_id,
        translation__enabled=True,
    )
    for field, text in own.values_list("field", "text"):
        if not getattr(target, field, "x"):
            setattr(target, field, text)
