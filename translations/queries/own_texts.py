"""Fields that are blank in the source, and may be filled in one language all the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, TextField
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import Translation

from translations.models import OwnText


@dataclass(frozen=True)
class OwnPlace:
    """A field of one page in one language."""

    translation: int
    field: str


@dataclass(frozen=True)
class OwnWords:
    """What stands in such a field."""

    place: OwnPlace
    field: Any
    text: str
    version: int


def own_words(translation: Translation, target: Any) -> list[OwnWords]:
    """The fields of `target` that its source leaves blank, with their words. One query."""
    held = {own.field: own for own in OwnText.objects.filter(translation=translation)}
    return [
        OwnWords(
            OwnPlace(translation.pk, field.name),
            field,
            own.text if (own := held.get(field.name)) else getattr(target, field.name) or "",
            own.version if own else 0,
        )
        for field in blank_fields(translation)
    ]


def blank_fields(translation: Translation) -> Iterator[Any]:
    """The plain text fields that are translated, and hold nothing in the source."""
    source = translation.source
    model, content = source.specific_content_type.model_class(), json.loads(source.content_json)
    for translatable in get_translatable_fields(model):
        field = translatable.get_field(model)
        plain = isinstance(field, CharField | TextField) and not field.choices
        rich = isinstance(field, RichTextField | StreamField)
        if plain and not rich and translatable.is_translated(None) and not content.get(field.name):
            yield field
