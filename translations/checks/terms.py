"""Terms in texts: the same word in its plural, its feminine, before a particle, elided.

Texts are compared folded: small letters, one kind of apostrophe, hyphen and space. Folding
keeps every letter in its place, so that what is found can be marked in the text itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

#: `Cités Unies France (CUF)`: the words, and what stands for them.
WITH_BRACKETS = re.compile(r"^(?P<words>[^()]+?)\s*\((?P<inside>[^()]+)\)$")
SEPARATOR = " / "
CAPITALS = 2
#: Shorter words have no ending that could be told from the word.
SHORTEST_STEM = 3
#: How many first letters put terms into one alternative.
BUCKET = 2

_ALIKE = str.maketrans("’ʼ‘\u2010\u2011\u2013\u00a0\u202f\u2009\n\t", "'''---     ")
HANGUL = re.compile("[가-힣]")
#: What may follow a Korean noun without a space.
PARTICLES = (
    *("이라는", "이라고", "에서는", "에서도", "으로서", "으로써", "에게서", "까지", "부터", "에서"),
    *(
        "에게",
        "으로",
        "이나",
        "이며",
        "이고",
        "처럼",
        "보다",
        "마다",
        "조차",
        "이란",
        "들의",
        "들이",
    ),
    *("들은", "들을", "들과", "들에", "은", "는", "이", "가", "을", "를", "의", "에", "도", "만"),
    *("와", "과", "로", "나", "며", "고", "들", "란"),
)
AFTER_KOREAN = rf"(?=(?:{'|'.join(PARTICLES)})?(?!\w))"


@dataclass(frozen=True)
class TermPair:
    """A term of the source language, and what it is called in the other one."""

    source: str
    #: "" where the glossary has no word yet.
    target: str
    note: str = ""
    #: Words of the target language that are not to stand for it.
    forbidden: tuple[str, ...] = ()
    #: Whether such a word stands in the way of validation.
    strict: bool = False
    case_sensitive: bool = False

    def wording_for(self, words: str) -> str:
        """What to write where the source says `words`: short for short, long for long."""
        best = next(iter(alternatives(self.target)), "")
        short = [fold(abbreviation(part)) for part in alternatives(self.source)]
        if fold(words) in short:
            return abbreviation(best) or without_brackets(best)
        return best if "(" in words else without_brackets(best)


class Occurrence(NamedTuple):
    """Where a term stands in a text."""

    start: int
    end: int
    pair: TermPair


def fold(text: str) -> str:
    """`text` as terms are compared, letter for letter."""
    small = text.lower()
    if len(small) != len(text):  # some letter becomes two
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return small.translate(_ALIKE)


def without_brackets(term: str) -> str:
    found = WITH_BRACKETS.match(term)
    return found["words"] if found else term


def abbreviation(term: str) -> str:
    """`CUF` of `Cités Unies France (CUF)`; "" of a term without one."""
    found = WITH_BRACKETS.match(term)
    if not found or sum(letter.isupper() for letter in found["inside"]) < CAPITALS:
        return ""
    return found["inside"]


def alternatives(term: str) -> list[str]:
    """`현장 참가 / 현장`: what a term may be called, the best word first."""
    return [words for part in term.split(SEPARATOR) if (words := part.strip())]


def wordings(term: str) -> list[str]:
    """What may stand for a term: each alternative, with and without brackets, abbreviated."""
    found = [
        unicodedata.normalize("NFC", words)
        for part in alternatives(term)
        for words in (part, without_brackets(part), abbreviation(part))
    ]
    return list(dict.fromkeys(filter(None, found)))


#: Endings of French words, and what they become.
FRENCH_FORMS = {
    "eau": "eaux?",
    "al": "(?:al|ale|ales|aux)",
    "teur": "t(?:eur|eure|rice)s?",
    "eur": "(?:eur|eure|euse)s?",
    "er": "(?:er|ère)s?",
    "if": "(?:if|ive)s?",
    "el": "(?:el|elle)s?",
    "eux": "(?:eux|euse|euses)",
}


def _french(word: str) -> str:
    """A French word in both numbers and genders."""
    if word == "au":
        return "aux?"
    if len(word) < SHORTEST_STEM or word[-1] in "xz":
        return re.escape(word)
    for ending, forms in FRENCH_FORMS.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= BUCKET:
            return re.escape(stem) + forms
    stem = word.removesuffix("s").removesuffix("e") if len(word) > SHORTEST_STEM else word
    return re.escape(stem) + "e?s?"


def _english(word: str) -> str:
    """An English word in both numbers, spelt the British or the American way."""
    if len(word) < SHORTEST_STEM:
        return re.escape(word)
    if word.endswith("y") and word[-2] not in "aeiou":
        return re.escape(word[:-1]) + "(?:y|ies)"
    spelt = re.sub(r"(?<=\w\w)is(?=e|ation)", "i[sz]", re.escape(word))
    return spelt.removesuffix("s") + "(?:e?s)?"


FORMS: dict[str, Callable[[str], str]] = {"fr": _french, "en": _english}


@lru_cache(maxsize=8192)
def expression(words: str, language: str) -> str:
    """A regular expression for one wording of a term in all its forms, in folded text."""
    inflect = FORMS.get(language, re.escape)
    parts = re.split(r"([^\W_]+)", fold(words))
    body = "".join(inflect(part) if n % 2 else _between(part) for n, part in enumerate(parts))
    return body + (AFTER_KOREAN if language == "ko" else r"(?!\w)")


def _between(separator: str) -> str:
    """What stands between two words; a hyphen is as good as a space."""
    return "[ -]+" if separator.strip(" -") == "" and separator else re.escape(separator)


@lru_cache(maxsize=8192)
def _pattern(words: str, language: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + expression(words, language))


def contains(text: str, words: str, language: str) -> bool:
    """Whether a text in `language` says `words`, in whatever form.

    Korean writes compounds together or apart as it likes, and takes its particles without
    a space: there spaces and what follows do not count.
    """
    if HANGUL.search(words):
        return _compact(words) in _compact(text)
    return bool(_pattern(words, language).search(fold(text)))


def without(text: str, words: str, language: str) -> str:
    """What is left of a text in `language` that says `words`, for `contains` to look at."""
    if HANGUL.search(words):
        return _compact(text).replace(_compact(words), "|")
    return _pattern(words, language).sub("|", fold(text))


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


class Terms:
    """All terms of a glossary, ready to be found in many texts."""

    def __init__(self, pairs: Iterable[TermPair], language: str) -> None:
        self.language = language
        buckets: dict[str, list[tuple[str, TermPair]]] = {}
        for pair in pairs:
            for words in wordings(pair.source):
                buckets.setdefault(fold(words)[:BUCKET], []).append((words, pair))
        for held in buckets.values():
            held.sort(key=lambda item: -len(item[0]))
        self.buckets = buckets
        alternatives = [
            "(?:" + "|".join(expression(words, language) for words, _pair in held) + ")"
            for held in buckets.values()
        ]
        self.pattern = re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + ")") if buckets else None

    def find(self, text: str) -> Iterator[Occurrence]:
        """Where terms stand in `text`, from its beginning, the longest where several do."""
        folded = fold(text)
        place = 0
        while self.pattern and (found := self.pattern.search(folded, place)):
            pair = self._pair(text, folded, found)
            if pair:
                yield Occurrence(found.start(), found.end(), pair)
            place = found.end() if pair else found.start() + 1

    def pairs_in(self, text: str) -> list[TermPair]:
        """The terms that `text` uses, each once, in their order."""
        return list(dict.fromkeys(found.pair for found in self.find(text)))

    def _pair(self, text: str, folded: str, found: re.Match[str]) -> TermPair | None:
        """Which term was found; None where its capitals are others."""
        for words, pair in self.buckets.get(folded[found.start() : found.start() + BUCKET], ()):
            if not _pattern(words, self.language).match(folded, found.start()):
                continue
            if not pair.case_sensitive or text.startswith(words, found.start()):
                return pair
        return None


@lru_cache(maxsize=8)
def terms(pairs: tuple[TermPair, ...], language: str) -> Terms:
    """The same terms, compiled once for all texts and requests."""
    return Terms(pairs, language)
