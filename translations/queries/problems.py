"""What the checks find in one text of the workbench."""

import html
from collections.abc import Collection

from translations.checks import Finding, Severity, Subject, find_problems

from .glossary import terms_for
from .rows import Row
from .strings import Place


def problems(row: Row, language: str, dismissed: Collection[str] = ()) -> list[Finding]:
    """What is wrong, or may be, with the words of `row`; without warnings that are dismissed.

    Nothing is said of fields that stand for themselves: there is no source to compare with.
    """
    if row.is_optional:
        return []
    source = sentence(row)
    subject = Subject(
        source,
        row.target if row.rich else html.escape(row.target, quote=False),
        row.source_language,
        language,
        row.max_length,
        terms_for([source], row.source_language, language)[source],
    )
    return [
        finding
        for finding in find_problems(subject)
        if finding.severity == Severity.ERROR or finding.key not in dismissed
    ]


def sentence(row: Row) -> str:
    """The source of `row` as HTML, whatever it is kept as."""
    return row.source if isinstance(row.place, Place) else html.escape(row.source, quote=False)
