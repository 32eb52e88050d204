"""Pictures drawn from keys, for templates."""

import uuid

from django import template
from django.utils.safestring import SafeString

from programme import pictures

register = template.Library()


@register.simple_tag
def edition_pattern(key: uuid.UUID) -> SafeString:
    """The pattern of an edition."""
    return pictures.pattern(key)


@register.simple_tag
def monogram(name: str, key: uuid.UUID) -> SafeString:
    """The face of a speaker without a photograph."""
    return pictures.monogram(name, key)
