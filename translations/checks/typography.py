"""Spaces, quotation marks and apostrophes as each language writes them."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .mending import Edit, edits, joined, mended, places
from .subject import Finding, Severity, Subject

NARROW, NO_BREAK = "\u202f", "\u00a0"
_ANY = r"[ \u00a0\u2009\u202f]"
_CLOSED = r"(?=$|[\s»”’)\],.…!?])"

TWICE = (re.compile(r"(?<=\S) {2,}(?=\S)"), " ")
#: Patterns and what is to stand instead, by language.
SPACES: dict[str, list[tuple[re.Pattern[str], str]]] = {
    "fr": [
        (re.compile(rf"(?<=[\w»”)\]%’])(?!{NARROW}){_ANY}*([;!?]+){_CLOSED}"), NARROW + r"\1"),
        (re.compile(rf"(?<=[\w»”)\]%’])(?!{NO_BREAK}:){_ANY}*:(?=$|\s)"), NO_BREAK + ":"),
        (re.compile(rf"«(?!{NARROW}\S){_ANY}*(?=\S)"), "«" + NARROW),
        (re.compile(rf"(?<=[^\s{NARROW}]){_ANY}*(?<!\S{NARROW})»"), NARROW + "»"),
        TWICE,
    ],
    # What French leaves behind.
    "ko": [(re.compile(rf"(?<=\w){_ANY}+([;:!?]+){_CLOSED}"), r"\1"), TWICE],
    "en": [(re.compile(rf"(?<=\w){_ANY}+([;:!?]+){_CLOSED}"), r"\1"), TWICE],
}
_STRAIGHT = r"(?<!\d)\"([^\"]+)\""
_CURLY = r"“([^”]+)”"
_GUILLEMETS = rf"«{_ANY}*(.+?){_ANY}*»"
QUOTES: dict[str, list[tuple[re.Pattern[str], str]]] = {
    "fr": [
        (re.compile(_STRAIGHT), rf"«{NARROW}\1{NARROW}»"),
        # Inside « » the others are right.
        (re.compile(rf"{_CURLY}(?![^«]*»)"), rf"«{NARROW}\1{NARROW}»"),
    ],
    "ko": [(re.compile(_STRAIGHT), r"“\1”"), (re.compile(_GUILLEMETS), r"“\1”")],
    "en": [(re.compile(_STRAIGHT), r"“\1”"), (re.compile(_GUILLEMETS), r"“\1”")],
}
APOSTROPHES = (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"), "’")


def check_spaces(subject: Subject) -> Iterator[Finding]:
    """French narrow spaces; in other languages those that French left; two spaces in a row."""
    found = replaced(subject, SPACES.get(subject.language, [TWICE]))
    if found:
        message = {
            "fr": _("Spaces at ; : ! ? or « » are not as French writes them, or stand twice."),
        }.get(subject.language, _("A space too many, or one before a sign."))
        yield _finding("spaces", message, subject, found)


def check_quotes(subject: Subject) -> Iterator[Finding]:
    """« » in French, “ ” in Korean and English."""
    if found := replaced(subject, QUOTES.get(subject.language, [])):
        right = "« »" if subject.language == "fr" else "“ ”"
        message = _("This language puts quotations into %(marks)s.") % {"marks": right}
        yield _finding("quotes", message, subject, found)


def check_apostrophes(subject: Subject) -> Iterator[Finding]:
    """’ and not the sign of typewriters."""
    if subject.language == "ko":
        return
    if found := replaced(subject, [APOSTROPHES]):
        yield _finding("apostrophes", _("The apostrophe is ’."), subject, found)


def replaced(subject: Subject, rules: list[tuple[re.Pattern[str], str]]) -> list[Edit]:
    """What the rules would change, the earlier rule first where two would."""
    text = joined(subject.translation)
    found: list[Edit] = []
    for pattern, replacement in rules:
        for edit in edits(text, pattern, replacement):
            if text[edit.start : edit.end] != edit.text and not _meets(edit, found):
                found.append(edit)
    return found


def _meets(edit: Edit, others: list[Edit]) -> bool:
    return any(edit.start < other.end and other.start < edit.end for other in others)


def _finding(check: str, message: str, subject: Subject, found: list[Edit]) -> Finding:
    detail = places(joined(subject.translation), found)
    return Finding(check, Severity.WARNING, message, detail, mended(subject.translation, found))
