"""One name in a file; family name, given name and script with us."""

import re
import unicodedata

from programme.enums import NameOrder
from programme.models import Speaker

from .texts import has_hangul

#: Shorter words in capitals may be initials.
LEAST_CAPITALS = 2
BOTH_SCRIPTS = re.compile(r"^(.*?)\s*[(（]([^)）]*)[)）]$")


def name_key(name: str) -> str:
    """The same for `DUPONT Jean` and `Jean Dupont`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(sorted(folded.split()))


def keys_of(speaker: Speaker) -> set[str]:
    """Every name by which a file may call a speaker."""
    given = speaker.exchange.get("name", "")
    both = f"{speaker.latin_name} ({speaker.name_hangul})" if speaker.name_hangul else ""
    names = {speaker.latin_name, speaker.name_hangul, both, str(given)}
    return {name_key(name) for name in names if name}


def split_name(name: str) -> dict[str, str]:
    """Name fields of a speaker: capitals mark the family name, else it is the last word."""
    hangul = ""
    if (found := BOTH_SCRIPTS.match(name)) and has_hangul(found[2]):
        name, hangul = found[1], found[2]
    parts = name.split()
    if has_hangul(name) or len(parts) < LEAST_CAPITALS:
        return _fields(name, "", hangul, NameOrder.FAMILY_FIRST)
    capitals = [part for part in parts if _is_capitals(part)]
    if capitals and len(capitals) < len(parts):
        given = [part for part in parts if part not in capitals]
        order = NameOrder.FAMILY_FIRST if parts[0] in capitals else NameOrder.GIVEN_FIRST
        return _fields(" ".join(capitals), " ".join(given), hangul, order)
    return _fields(parts[-1], " ".join(parts[:-1]), hangul, NameOrder.GIVEN_FIRST)


def _is_capitals(part: str) -> bool:
    return part.isupper() and len(part.strip(".")) >= LEAST_CAPITALS


def _fields(family: str, given: str, hangul: str, order: NameOrder) -> dict[str, str]:
    return {
        "family_name": family,
        "given_name": given,
        "name_hangul": hangul,
        "display_order": order.value,
    }
