"""Links to narrowed lists of work."""

from typing import Any
from urllib.parse import urlencode

from django import template

from translations import languages

register = template.Library()


@register.simple_tag
def asking(**query: Any) -> str:
    """`{% asking scope="forum-2027" due="overdue" %}`: a query string of what is not empty."""
    return urlencode({name: value for name, value in query.items() if value})


@register.filter
def overdue(item: Any, today: Any) -> bool:
    """`{% if item|overdue:today %}`: whether an item should have been done before."""
    return bool(item.is_overdue(today))


@register.filter
def language_names(codes: list[str]) -> str:
    """`{{ gap.languages|language_names }}`: names of languages, in that of the reader."""
    return languages.language_names(codes)
