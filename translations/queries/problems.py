"""What the checks find in one text of the workbench."""

from collections.abc import Collection

from translations.checks import Finding, Severity, Subject, find_problems
from translations.sentences import as_plain, as_sentence

from .glossary import glossary
from .rows import Row


def problems(row: Row, language: str, dismissed: Collection[str] = ()) -> list[Finding]:
    """What is wrong, or may be, with the words of `row`; without warnings that are dismissed.

    Nothing is said of fields that stand for themselves: there is no source to compare with.
    Queries as glossary.
    """
    if row.is_optional:
        return []
    subject = Subject(
        row.sentence,
        row.target if row.rich else as_sentence(row.target),
        row.source_language,
        language,
        row.max_length,
        glossary(row.source_language, language).pairs_in(as_plain(row.sentence)),
    )
    return [
        finding
        for finding in find_problems(subject)
        if finding.severity == Severity.ERROR or finding.key not in dismissed
    ]
