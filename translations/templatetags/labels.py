"""Filters that show a label in the reader's language, or say in which language it is."""

from html import unescape
from typing import Any

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from translations.labels import Words, in_its_language, pick

register = template.Library()


@register.filter
def label(source: Any, name: str = "title") -> SafeString | str:
    """`{{ session|label }}`, `{{ row|label:"room__name" }}`: marked up when it is a fall-back."""
    return in_its_language(*pick(source, name)) if source else ""


@register.filter
def marked(words: Words) -> SafeString | str:
    """`{{ entry.title|marked }}`: Words picked by a query, marked up when they are a fall-back."""
    return in_its_language(*words)


@register.filter
def plain(marked: Any) -> str:
    """A label without the markup that says its language."""
    return unescape(strip_tags(str(marked)))


@register.simple_tag
def lang_attr(code: str) -> SafeString | str:
    """` lang="fr"` when `code` is not the active language, else nothing."""
    return format_html(' lang="{}"', code) if code and code != get_language() else ""
