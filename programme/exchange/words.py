"""Words between files, which hold plain text, and pages, which hold rich text."""

import re

from bs4 import BeautifulSoup
from django.utils.html import escape

from .imported import Text


def whole(words: Text) -> str:
    """Abstract and description as one text, as a page shows them."""
    return "\n\n".join(filter(None, (words.get("abstract"), words.get("description"))))


def rich(text: str) -> str:
    """Paragraphs of a plain text."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in parts)


def plain(html: str) -> str:
    """The text of paragraphs, lists and lines, without mark-up."""
    if not html:
        return ""
    page = BeautifulSoup(re.sub(r"<br\s*/?>", "\n", html), "html.parser")
    for tag in page.find_all(["p", "li", "h2", "h3", "h4"]):
        tag.append("\n\n" if tag.name != "li" else "\n")
    return re.sub(r"\n{3,}", "\n\n", page.get_text()).strip()
