"""Figures in words, which may stand for digits in another language."""

import re
from collections.abc import Iterator

from .clocks import DAY, HOUR
from .figure import Key
from .figure_words import HOURS, NUMBERS

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
KOREAN_WORD = re.compile(
    "(?<![가-힣])(?:" + "|".join(sorted(NUMBERS["ko"], key=len, reverse=True)) + ")"
)
#: Centuries and the like.
ROMAN = re.compile(r"\b(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?=e?\b)")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}


def worded_keys(text: str, language: str) -> Iterator[Key]:
    """All that words of `text` may mean as a figure."""
    for number in numbers(text.lower(), language):
        yield from (("number", number), ("time", number), ("time", number * HOUR))
    for pattern, time in HOURS.get(language, {}).items():
        if re.search(pattern, text, re.IGNORECASE):
            yield from (("time", time), ("time", time or DAY))
    for numeral in filter(None, map("".join, ROMAN.findall(text))):
        yield "number", roman_value(numeral)


def numbers(text: str, language: str) -> Iterator[int]:
    """Numbers in words, and what compounds such as `vingt-cinq` add up to."""
    known = NUMBERS.get(language, {})
    pattern = KOREAN_WORD if language == "ko" else WORD
    for word in pattern.findall(text):
        parts = [known[part] for part in {word, *word.split("-")} if part in known]
        yield from parts
        if len(parts) > 1 and word not in known:
            yield sum(parts)


def roman_value(numeral: str) -> int:
    numbers = [ROMAN_DIGITS[letter] for letter in numeral]
    pairs = zip(numbers, [*numbers[1:], 0], strict=True)
    return sum(-number if number < after else number for number, after in pairs)
