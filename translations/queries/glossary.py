"""What the house calls things: the glossary, and labels that name rooms, themes, organisations."""

from collections.abc import Iterator

from translations.checks.terms import TermPair, Terms, terms
from translations.labels import LabelSet, label_sets
from translations.models import GlossaryTerm

#: Longer labels are sentences and no names.
LONGEST_NAME = 80


def glossary(source_language: str, language: str) -> Terms:
    """All terms, ready to be found in texts of `source_language`. One query, and one a vocabulary.

    A word of the glossary comes before the same word of a label.
    """
    pairs: dict[str, TermPair] = {}
    for pair in (*_terms(source_language, language), *_names(source_language, language)):
        pairs.setdefault(pair.source, pair)
    return terms(tuple(pairs.values()), source_language)


def _terms(source_language: str, language: str) -> Iterator[TermPair]:
    for term in GlossaryTerm.objects.order_by("pk"):
        if source := term.term(source_language):
            yield TermPair(
                source,
                term.term(language),
                term.note,
                term.forbidden(language),
                term.strict,
                term.case_sensitive,
            )


def _names(source_language: str, language: str) -> Iterator[TermPair]:
    for labels in label_sets():
        if labels.vocabulary:
            yield from _names_of(labels, source_language, language)


def _names_of(labels: LabelSet, source_language: str, language: str) -> Iterator[TermPair]:
    """The names in one set of labels; only with their capitals are they names."""
    columns = [(f"{name}_{source_language}", f"{name}_{language}") for name in labels.vocabulary]
    rows = labels.model._default_manager.order_by("pk")
    for row in rows.values(*{column for pair in columns for column in pair}):
        for column, translated in columns:
            source, target = row[column] or "", row[translated] or ""
            if target and source != target and 1 < len(source) <= LONGEST_NAME:
                yield TermPair(source, target, labels.kind, case_sensitive=True)
