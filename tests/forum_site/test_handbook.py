"""The handbook calls screens, fields and buttons by the words that stand on them.

What it puts into quotation marks is a name or a sentence of a screen, and is looked for among
all that the site and its packages say in the handbook's language.
"""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, npgettext, pgettext

from tests.messages import messages, packages, translated

FOLDER = Path(settings.BASE_DIR) / "docs" / "handbook"
QUOTED = {
    "en": r'"([^"]+)"',
    "fr": "«\u202f([^»]+)\u202f»",
    "ko": r"‘([^’]+)’|“([^”]+)”",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SENTENCE = re.compile(r"[.?!]$|\S…\s|\s…|…$")


def plain(text: str) -> str:
    """Without the differences that reading does not see."""
    return " ".join(text.split()).casefold().replace("'", "’")


def bare(text: str) -> str:
    """Without the signs and the counter that lead to what is filled in."""
    return text.strip(" :()건%")


def own_plurals() -> set[tuple[str | None, str, str]]:
    path = Path(settings.BASE_DIR) / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    return {(e.msgctxt, e.msgid, e.msgid_plural) for e in polib.pofile(str(path)) if e.msgid_plural}


@cache
def said(language: str) -> frozenset[str]:
    """All that screens say in a language, as the site puts it."""
    known = translated("ko", "django").union(*(messages(name, "django") for name in packages()))
    with translation.override(language):
        found = {pgettext(m.context, m.text) if m.context else gettext(m.text) for m in known}
        found |= {npgettext(c, one, many, 9) for c, one, many in own_plurals()}
    return frozenset(plain(text) for text in found if isinstance(text, str))


@cache
def names(language: str) -> frozenset[str]:
    """What is said in one piece, and the words beside what is filled in: `Overdue: %(count)s`."""
    pieces = {text for text in said(language) if not PLACEHOLDER.search(text)}
    for text in said(language) - pieces:
        pieces |= {piece for piece in PLACEHOLDER.split(text) if len(piece.strip()) > 3}
    return frozenset(bare(piece) for piece in pieces)


def is_said(quoted: str, language: str) -> bool:
    """Whether a screen says this: a name, a sentence with gaps, or `Add session` and the like."""
    quoted = plain(quoted)
    if bare(quoted) in names(language):
        return True
    if SENTENCE.search(quoted):
        pieces = [piece.strip() for piece in quoted.split("…")]
        gaps = re.compile(".*".join(re.escape(piece) for piece in pieces))
        return any(gaps.search(text) for text in said(language))
    frames = (PLACEHOLDER.split(text) for text in said(language) if PLACEHOLDER.search(text))
    return any(
        len(before + after) > 1
        and quoted.startswith(before)
        and quoted.endswith(after)
        and bare(quoted[len(before) : len(quoted) - len(after)]) in names(language)
        for before, after in (frame for frame in frames if len(frame) == 2)
    )


def handbook(language: str) -> str:
    return (FOLDER / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", QUOTED)
def test_what_is_quoted_stands_on_a_screen(language):
    text = handbook(language)
    headings = {plain(line.strip("# ")) for line in text.splitlines() if line.startswith("#")}
    quoted = ["".join(groups) for groups in re.findall(f"(?:{QUOTED[language]})", text)]
    named = {" ".join(words.split()) for words in quoted if re.search(r"\w", words)}
    assert len(named) > 120
    assert (
        sorted(
            words
            for words in named
            if plain(words) not in headings and not is_said(words, language)
        )
        == []
    )


@pytest.mark.parametrize("language", QUOTED)
def test_a_name_that_no_screen_knows_is_found(language):
    assert not is_said(
        {"en": "Workbranch", "fr": "Atellier", "ko": "번역 작업실"}[language], language
    )
