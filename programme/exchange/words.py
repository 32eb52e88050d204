"""Words between files, which hold plain text, and pages, which hold rich text."""

import re
from typing import Any

from bs4 import BeautifulSoup
from django.utils.html import escape

from .imported import Text

TAG = re.compile(r"</(?:[a-z]+|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
BLOCK = re.compile(r"<(?:p|div|ul|ol|li|br|h[1-6])\b", re.IGNORECASE)
#: Parts of the words about a session, as files have them.
WORDS = ("abstract", "description")


def by_element(words: dict[str, Text]) -> dict[str, Text]:
    """Element → language → text, of what stands by language; only what says something."""
    found = {
        element: {code: said[element] for code, said in words.items() if element in said}
        for element in WORDS
    }
    return {element: said for element, said in found.items() if said}


def exchange_words(exchange: dict[str, Any]) -> Text:
    """What files have said of a session, by language."""
    codes = {code for name in WORDS for code in exchange.get(name, {})}
    return {code: whole(parts_in(exchange, code)) for code in codes}


def parts_in(exchange: dict[str, Any], language: str) -> Text:
    """Abstract and description as files have said them in one language."""
    return {name: exchange.get(name, {}).get(language, "") for name in WORDS}


def whole(words: Text) -> str:
    """Abstract and description as one text, as a page shows them."""
    return "\n\n".join(filter(None, map(readable, (words.get(name, "") for name in WORDS))))


def readable(text: str) -> str:
    """The text of what may be HTML: some programs write their words so.

    Where it has paragraphs, its ends of lines mean nothing.
    """
    if not TAG.search(text):
        return text
    return plain(re.sub(r"\s+", " ", text) if BLOCK.search(text) else text)


def rich(text: str) -> str:
    """Paragraphs of a plain text."""
    parts = [part for part in re.split(r"\n\s*\n", text.strip()) if part]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in parts)


def plain(html: str) -> str:
    """The text of paragraphs, lists and lines, without mark-up."""
    if not html:
        return ""
    page = BeautifulSoup(re.sub(r"<br\s*/?>", "\n", html), "html.parser")
    for tag in page.find_all(["p", "li", "div", "h1", "h2", "h3", "h4"]):
        tag.append("\n\n" if tag.name != "li" else "\n")
    text = "\n".join(line.strip(" ") for line in page.get_text().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
