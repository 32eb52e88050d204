"""The sample's glossary, read from `content/glossary.toml`."""

from collections.abc import Iterator
from typing import Any

from translations.languages import language_codes
from translations.services.glossary import import_terms

from .content import read


def load_glossary() -> None:
    """Enter the terms; those that are there already follow the file."""
    import_terms(map(dict, map(columns_of, read("glossary")["term"])))


def columns_of(term: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A term's columns, as far as the file fills them in."""
    for code in language_codes():
        yield f"term_{code}", term.get(code, "")
        yield f"forbidden_{code}", "\n".join(term.get(f"forbidden_{code}", []))
    for name in ("kind", "note", "strict"):
        if name in term:
            yield name, term[name]
