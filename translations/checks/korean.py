"""What only Korean gets wrong: signs as wide as a syllable, and mixed levels of speech."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .mending import Edit, joined, mended, places
from .subject import Finding, Severity, Subject

#: Full-width forms of ASCII, the wide space, and the stops of Chinese and Japanese.
FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000、。]")
STOPS = {"、": ",", "。": "."}
#: After these, a Korean line goes on with a space.
SPACED = ",.;:!?"
SENTENCE_END = re.compile(r"[.!?…\n]+|$")
#: What somebody else said keeps its own level.
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|「[^」]*」|『[^』]*』|\([^)]*\)")
LAST_WORD = re.compile("([가-힣]+)[^가-힣\\w]*$")
FORMAL, POLITE, PLAIN = "합니다", "해요", "한다"
#: Nouns that end like verbs.
NOUNS = re.compile("(?:필요|중요|주요|개요|수요|소요|동요|민요|강요|바다|저마다)$")
FIRST_SYLLABLE, SYLLABLES_A_VOWEL, FINAL_BIEUP = ord("가"), 28, 17


def check_full_width(subject: Subject) -> Iterator[Finding]:
    """Signs of an input method for Chinese or Japanese, which tear a Korean line apart."""
    if subject.language != "ko":
        return
    text = joined(subject.translation)
    found = [narrow(match) for match in FULL_WIDTH.finditer(text)]
    if found:
        signs = "".join(dict.fromkeys(text[edit.start] for edit in found))
        message = _("Full-width signs: %(signs)s") % {"signs": signs}
        suggestion = mended(subject.translation, found)
        yield Finding("full_width", Severity.WARNING, message, places(text, found), suggestion)


def narrow(found: re.Match[str]) -> Edit:
    """The narrow sign; a space follows where a word does, but not inside a number or a time."""
    sign = STOPS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    within = before.isdigit() and after.isdigit()
    if sign in SPACED and after.isalnum() and not within:
        sign += " "
    return Edit(found.start(), found.end(), sign)


def check_endings(subject: Subject) -> Iterator[Finding]:
    """One text speaks to its readers on one level; headings and lists end in nouns."""
    if subject.language == "ko":
        yield from mixed_levels([subject.translation.text])


def mixed_levels(texts: Iterable[str]) -> list[Finding]:
    """One question when these texts, read as one, speak on several levels."""
    levels = levels_of(texts)
    if len(levels) <= 1:
        return []
    shown = ", ".join(f"{level} ({example})" for level, example in levels.items())
    message = _("Levels of speech are mixed: %(levels)s.") % {"levels": shown}
    return [Finding("endings", Severity.WARNING, message, shown)]


def levels_of(texts: Iterable[str]) -> dict[str, str]:
    """The levels of speech on which sentences end, each with its first word."""
    found: dict[str, str] = {}
    for text in texts:
        for sentence in SENTENCE_END.split(QUOTED.sub("", text)):
            word = LAST_WORD.search(sentence)
            level = level_of(word[1]) if word else ""
            if word and level:
                found.setdefault(level, word[1])
    return found


def level_of(word: str) -> str:
    """On which level a sentence ending in `word` speaks; "" where a noun ends it."""
    if len(word) == 1 or NOUNS.search(word):
        return ""
    if word.endswith("시오") or (word.endswith(("니다", "니까")) and _closes_in_bieup(word[-3:-2])):
        return FORMAL
    if word.endswith(("요", "죠")):
        return POLITE
    return PLAIN if word.endswith("다") else ""


def _closes_in_bieup(syllable: str) -> bool:
    """Whether it ends as in 합 or 습."""
    return bool(syllable) and (ord(syllable) - FIRST_SYLLABLE) % SYLLABLES_A_VOWEL == FINAL_BIEUP
