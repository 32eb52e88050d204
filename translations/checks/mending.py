"""Replacing single signs in the texts of a sentence, past its tags."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .subject import Html

ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+")


class Edit(NamedTuple):
    """From where to where in the text something else should stand."""

    start: int
    end: int
    text: str


def joined(html: Html) -> str:
    """The texts as one, without line breaks, in which an Edit counts its places."""
    return "".join(html.nodes)


def edits(text: str, pattern: re.Pattern[str], replacement: str) -> list[Edit]:
    """What `pattern` would replace, but not inside addresses."""
    closed = [found.span() for found in ADDRESS.finditer(text)]
    return [
        Edit(found.start(), found.end(), found.expand(replacement))
        for found in pattern.finditer(text)
        if not any(start <= found.start() < end for start, end in closed)
    ]


def places(text: str, changes: Iterable[Edit]) -> str:
    """Where these edits are, by the words around each."""
    found = []
    for change in sorted(changes):
        before = text[: change.start].rpartition(" ")[2]
        after = text[change.end :].partition(" ")[0]
        found.append(before + text[change.start : change.end] + after)
    return ", ".join(found)


def mended(html: Html, changes: Iterable[Edit]) -> str:
    """The HTML with these edits, which do not overlap; one across a tag is left out."""
    fresh = Html(html.data)
    place = 0
    ordered = sorted(changes)
    for node in list(fresh.nodes):
        begin, end, place = place, place + len(node), place + len(node)
        text = str(node)
        for change in reversed(ordered):
            if begin <= change.start and change.end <= end:
                text = text[: change.start - begin] + change.text + text[change.end - begin :]
        if text != node:
            node.replace_with(text)
    return str(fresh.soup)
