"""Letters: which encoding they are in, and what is taken out of them."""

import codecs
import re

from django.utils.translation import gettext as _

from programme.enums import Encoding

from .imported import Refused

BOMS = (
    (codecs.BOM_UTF8, Encoding.UTF_8),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16),
)
#: From this share of Hangul on, letters beyond ASCII were meant to be Korean.
MOSTLY = 0.8
HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")


def has_hangul(text: str) -> bool:
    return HANGUL.search(text) is not None


def guess_encoding(data: bytes) -> Encoding:
    """By its mark, else by trial: UTF-8 is never right by accident, Windows-1252 never wrong."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data[:1000]:
        return Encoding.UTF_16
    if _fits(data, Encoding.UTF_8):
        return Encoding.UTF_8
    if _fits(data, Encoding.CP949) and _is_korean(data.decode(Encoding.CP949)):
        return Encoding.CP949
    return Encoding.CP1252


def _fits(data: bytes, encoding: Encoding) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_korean(text: str) -> bool:
    foreign = [letter for letter in text if letter > "\x7f"]
    korean = sum(has_hangul(letter) for letter in foreign)
    return korean > MOSTLY * len(foreign)


def decode(data: bytes, encoding: Encoding) -> str:
    """The text of a file; raises Refused where it is not in that encoding."""
    codec = {Encoding.UTF_8: "utf-8-sig", Encoding.UTF_16: _utf16(data)}.get(encoding, encoding)
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        where = _("byte %(number)s") % {"number": error.start + 1}
        sentence = _("The file is not written in %(encoding)s.") % {"encoding": encoding.label}
        raise Refused(sentence, where) from error


def _utf16(data: bytes) -> str:
    """With a mark it says itself which byte comes first; without, ASCII letters tell."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
