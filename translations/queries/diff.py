"""What differs between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Piece:
    """Words that both texts have, that only the old one has, or only the new one."""

    kind: Kind
    text: str


def word_diff(old: str, new: str) -> list[Piece]:
    """How `old` became `new`, in the order of reading. Both are plain text."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(before[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(after[c:d])))
    return pieces


#: Words that stay beside a change, so that one sees where it is.
AROUND = 4


def shortened(pieces: list[Piece]) -> list[Piece]:
    """`pieces` with little of what both texts have: what changed, and a few words around it."""
    last = len(pieces) - 1
    return [
        Piece("same", _around(piece.text, first=place == 0, last=place == last))
        if piece.kind == "same"
        else piece
        for place, piece in enumerate(pieces)
    ]


def _around(text: str, *, first: bool, last: bool) -> str:
    tokens = _TOKENS.findall(text)
    before = [] if first else tokens[: 2 * AROUND]
    after = [] if last else tokens[-2 * AROUND :]
    if len(before) + len(after) + 1 >= len(tokens):
        return text
    return "".join([*before, "\u2026" if first or last else " \u2026 ", *after])
