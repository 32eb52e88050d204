"""The site's languages: which one comes first, and what stands in for what."""

from collections.abc import Iterable

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from modeltranslation.utils import resolution_order

#: Depth in the tree of each language's home page, right below the root.
HOME_DEPTH = 2


def source_language() -> str:
    """The language in which words are written first."""
    return settings.LANGUAGE_CODE


def language_codes() -> list[str]:
    """All languages of the site, the source first."""
    return [code for code, _name in settings.LANGUAGES]


def words_chain(language: str) -> list[str]:
    """Languages whose words may stand on a page of `language`, best first."""
    return list(dict.fromkeys([language, source_language()]))


def label_chain(language: str) -> list[str]:
    """Languages whose label may stand for that of `language`, best first."""
    return [code.replace("_", "-") for code in resolution_order(language)]


def language_names(codes: Iterable[str]) -> str:
    """`français, coréen`: names of languages, in that of the reader."""
    names = Locale.parse(get_language() or source_language()).languages
    return ", ".join(names[code] for code in codes)
