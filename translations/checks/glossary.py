"""Whether a translation says what the glossary says."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .subject import Finding, Severity, Subject
from .terms import TermPair, contains, without, wordings


def forbidden_words(subject: Subject, pair: TermPair) -> list[str]:
    """Those variants in the translation that are not to stand for this term.

    A variant that is part of the right word is none, nor is the right word of another term
    in the same sentence.
    """
    text = subject.translation.text
    if not pair.forbidden:
        return []
    for right in (pair, *subject.terms):
        for words in wordings(right.target):
            text = without(text, words, subject.language)
    return [words for words in pair.forbidden if contains(text, words, subject.language)]


def check_terms(subject: Subject) -> Iterator[Finding]:
    """A term without its counterpart; one that was avoided is told of only once."""
    for pair in subject.terms:
        said = [
            contains(subject.translation.text, words, subject.language)
            for words in wordings(pair.target)
        ]
        if said and not any(said) and not forbidden_words(subject, pair):
            message = _("“%(source)s” is “%(target)s” in the glossary.")
            shown = {"source": pair.source, "target": pair.target}
            detail = f"{pair.source} → {pair.target}"
            yield Finding("term", Severity.WARNING, message % shown, detail)


def check_forbidden(subject: Subject) -> Iterator[Finding]:
    """A word that the glossary names as one not to use."""
    for pair in subject.terms:
        for words in forbidden_words(subject, pair):
            message = _("Not “%(words)s”: for “%(source)s” the glossary has “%(target)s”.")
            shown = {"words": words, "source": pair.source, "target": pair.target or "–"}
            severity = Severity.ERROR if pair.strict else Severity.WARNING
            yield Finding("forbidden", severity, message % shown, f"{pair.source} → {words}")
