"""All checks, by their stable names."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import pgettext_lazy

from . import figures, glossary, korean, lengths, markup, typography
from .subject import Finding, Severity, Subject


class Check(NamedTuple):
    #: What it is about, in a word or two.
    label: Any
    find: Callable[[Subject], Iterator[Finding]]


CHECKS: dict[str, Check] = {
    "markup": Check(pgettext_lazy("check", "Mark-up"), markup.check_validity),
    "links": Check(pgettext_lazy("check", "Links"), markup.check_links),
    "placeholders": Check(pgettext_lazy("check", "Placeholders"), markup.check_placeholders),
    "tags": Check(pgettext_lazy("check", "Emphasis and line breaks"), markup.check_tags),
    "numbers": Check(pgettext_lazy("check", "Numbers"), figures.check_numbers),
    "times": Check(pgettext_lazy("check", "Times"), figures.check_times),
    "dates": Check(pgettext_lazy("check", "Dates"), figures.check_dates),
    "equal": Check(pgettext_lazy("check", "Same as the source"), lengths.check_equal),
    "length": Check(pgettext_lazy("check", "Length"), lengths.check_length),
    "max_length": Check(pgettext_lazy("check", "Too long"), lengths.check_max_length),
    "term": Check(pgettext_lazy("check", "Glossary"), glossary.check_terms),
    "forbidden": Check(pgettext_lazy("check", "Words to avoid"), glossary.check_forbidden),
    "spaces": Check(pgettext_lazy("check", "Spaces"), typography.check_spaces),
    "quotes": Check(pgettext_lazy("check", "Quotation marks"), typography.check_quotes),
    "apostrophes": Check(pgettext_lazy("check", "Apostrophes"), typography.check_apostrophes),
    "full_width": Check(pgettext_lazy("check", "Full-width signs"), korean.check_full_width),
    "endings": Check(pgettext_lazy("check", "Levels of speech"), korean.check_endings),
}
#: Of an empty translation nothing more is said.
BLANK = Check(pgettext_lazy("check", "Empty"), lengths.check_blank)


def check_label(code: str) -> str:
    """What a check is about, in the active language; the bare name for one that is gone."""
    check = BLANK if code == "blank" else CHECKS.get(code)
    return str(check.label) if check else code


def find_problems(subject: Subject) -> list[Finding]:
    """What is wrong with a translation, errors first; never raises, whatever the texts hold."""
    if blank := list(BLANK.find(subject)):
        return blank
    found = [finding for check in CHECKS.values() for finding in check.find(subject)]
    return sorted(found, key=lambda finding: finding.severity != Severity.ERROR)
