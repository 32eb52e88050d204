"""Links to narrowed lists of work."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from translations import languages
from translations.enums import Kind
from translations.queries.gate import Candidate, Obstacle
from translations.queries.work.items import Item

register = template.Library()


@register.simple_tag
def asking(**query: Any) -> str:
    """`{% asking scope="forum-2027" due="overdue" %}`: a query string of what is not empty."""
    return urlencode({name: value for name, value in query.items() if value})


@register.simple_tag
def workbench_url(item: Item) -> str:
    """Where a page or a label is translated; "" where there is nothing to open yet."""
    if item.kind == Kind.LABEL:
        labels = reverse("translations:labels", args=[item.language])
        scope = urlencode({"scope": min(item.scopes)})
        return f"{labels}?{scope}#l-{item.type_name}-{item.row}-{item.field}"
    if item.translation is None:
        return ""
    return reverse("translations:workbench", args=[item.translation])


@register.simple_tag
def mended_at(candidate: Candidate, obstacle: Obstacle) -> str:
    """The workbench where a translation lacks something; "" where nothing is translated."""
    translation = candidate.translations.get(obstacle.language)
    return reverse("translations:workbench", args=[translation.pk]) if translation else ""


@register.filter
def overdue(item: Item, today: Any) -> bool:
    """`{% if item|overdue:today %}`: whether an item should have been done before."""
    return bool(item.is_overdue(today))


@register.filter
def language_names(codes: list[str]) -> str:
    """`{{ gap.languages|language_names }}`: names of languages, in that of the reader."""
    return languages.language_names(codes)
