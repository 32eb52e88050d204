"""Things that lack a language and are neither label nor page, such as a document to download.

Upper floors say which; translators find them in their work list.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from .labels import Words


@dataclass(frozen=True)
class Gap:
    """Something that does not exist in a translator's language yet."""

    language: str
    words: Words
    kind: str
    #: Where it is read in another language.
    url: str
    languages: list[str]
    #: Where an editor adds what is missing.
    edit_url: str
    #: Name of the body of work it belongs to.
    scope: str = ""


Find = Callable[[Collection[str]], list[Gap]]
_finders: list[Find] = []


def register_gaps(find: Find) -> None:
    """Ask `find(languages)` for what lacks one of them, in a constant number of queries."""
    if find not in _finders:
        _finders.append(find)


def gaps(languages: Collection[str]) -> list[Gap]:
    """Everything that lacks one of `languages`, once for each that it lacks."""
    return [gap for find in _finders for gap in find(languages)]
