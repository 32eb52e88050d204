"""Nothing, the same again, too much: what the bare length of a translation tells."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .subject import Finding, Severity, Subject

#: Letters that the same text takes, by each letter of French: the median of the sample.
LETTERS = {"fr": 1.0, "en": 0.89, "ko": 0.42}
#: Shorter texts vary too much to be compared.
SHORT = 60
#: How far from what is expected a text may be.
FACTOR = 2.2
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Words in a name that take no capital.
LITTLE = {
    *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "sur"),
    *("and", "at", "for", "in", "of", "on", "the", "to"),
}


def check_blank(subject: Subject) -> Iterator[Finding]:
    """Spaces are no translation: on the page they would take the sentence's place."""
    if subject.translation.is_blank and not subject.original.is_blank:
        yield Finding("blank", Severity.ERROR, _("The translation is empty."), "")


def check_equal(subject: Subject) -> Iterator[Finding]:
    """The source again; names, numbers and addresses are the same in every language."""
    source, target = _plain(subject.original.text), _plain(subject.translation.text)
    if subject.language == subject.source_language or source.casefold() != target.casefold():
        return
    if not is_name(source, subject.language):
        message = _("The translation is the same as the source.")
        yield Finding("equal", Severity.WARNING, message, target)


def _plain(text: str) -> str:
    return " ".join(text.split())


def is_name(text: str, language: str) -> bool:
    """Whether nothing in `text` would be another word in `language`, as far as one can see."""
    words = WORD.findall(ADDRESS.sub(" ", text))
    if any(word[0].islower() and word not in LITTLE for word in words):
        return False
    # One word with a capital begins a heading as often as it is a name; English may share it.
    return len(words) != 1 or words[0].isupper() or language != "ko"


def check_length(subject: Subject) -> Iterator[Finding]:
    """Much longer or shorter than this text would be in that language: part of it is missing."""
    text = _plain(subject.original.text)
    source, target = len(text), len(_plain(subject.translation.text))
    expected = source * LETTERS.get(subject.language, 1) / LETTERS.get(subject.source_language, 1)
    if max(source, target) < SHORT:
        return
    if target > expected * FACTOR:
        message = _("Much longer than the source suggests.")
        yield Finding("length", Severity.WARNING, message, f"> {text}")
    elif target < expected / FACTOR:
        message = _("Much shorter than the source suggests.")
        yield Finding("length", Severity.WARNING, message, f"< {text}")


def check_max_length(subject: Subject) -> Iterator[Finding]:
    """What the field does not take would stop the whole page at its publication."""
    most, length = subject.max_length, len(subject.translation.text)
    if most is not None and length > most:
        over = length - most
        message = ngettext(
            "Too long by %(over)d character: at most %(most)d fit.",
            "Too long by %(over)d characters: at most %(most)d fit.",
            over,
        )
        yield Finding(
            "max_length", Severity.ERROR, message % {"over": over, "most": most}, f"{over}"
        )
