"""Sentences as wagtail-localize keeps them, HTML without attributes, and as people see them."""

import html
import re

from bs4 import BeautifulSoup, NavigableString
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail_localize.strings import INLINE_TAGS

_TAG = re.compile(r"<(?!br\s*/?>)/?[a-zA-Z]")
_BREAK = re.compile(r"<br\s*/?>")
_LINE_BREAK = SafeString("<br>")


def has_markup(text: str) -> bool:
    """Whether a sentence holds more than words and line breaks."""
    return bool(_TAG.search(text))


def as_plain(text: str) -> str:
    """The words of a sentence as one types them: `&`, not `&amp;`, and lines as lines."""
    return html.unescape(_TAG_ALL.sub("", _BREAK.sub("\n", text)))


_TAG_ALL = re.compile(r"</?[a-zA-Z][^<>]*>")


def as_sentence(text: str) -> str:
    """What somebody typed into a plain field, as a sentence is kept."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    return "<br/>".join(html.escape(line, quote=False) for line in lines)


def as_marked(text: str) -> SafeString:
    """A sentence to look at: its emphasis and links, which lead nowhere, and nothing else."""
    if "<" not in text:
        return escape(html.unescape(text))
    return _inside(BeautifulSoup(text, "html.parser"))


def _inside(element: object) -> SafeString:
    children = element.children  # type: ignore[attr-defined]
    return format_html_join("", "{}", ((_one(child),) for child in children))


def _one(child: object) -> SafeString | str:
    if isinstance(child, NavigableString):
        return str(child)
    name = child.name  # type: ignore[attr-defined]
    if name == "br":
        return _LINE_BREAK
    if name not in INLINE_TAGS:
        return _inside(child)
    link = child.get("id") if name == "a" else None  # type: ignore[attr-defined]
    mark = format_html(' data-link="{}"', link) if link else ""
    return format_html("<{0}{1}>{2}</{0}>", name, mark, _inside(child))
