"""Things that lack a language and are neither label nor page, such as a document to download.

Upper floors say which; translators find them in their work list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .labels import Words


@dataclass(frozen=True)
class Gap:
    """Something that does not exist in a translator's language yet."""

    words: Words
    kind: str
    #: Where it is read in another language.
    url: str
    languages: list[str]
    #: Where an editor adds what is missing.
    edit_url: str


Find = Callable[[str], list[Gap]]
_finders: list[Find] = []


def register_gaps(find: Find) -> None:
    """Ask `find(language)` for what lacks that language, in a constant number of queries."""
    if find not in _finders:
        _finders.append(find)


def gaps(language: str) -> list[Gap]:
    """Everything that lacks `language`."""
    return [gap for find in _finders for gap in find(language)]
