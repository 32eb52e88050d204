"""What a page is called in one language, and in which language that really is."""

from collections.abc import Collection, Mapping
from typing import Any

from wagtail_localize.models import TranslationSource

from translations.labels import Words
from translations.languages import label_chain, source_language


def page_title(titles: Mapping[str, str], code: str) -> Words:
    """The title of a page in the language `code`, from those it has by language.

    A page that nobody has translated yet bears the title of the page it was made from: the same
    words are then said to be in that language.
    """
    if code not in titles:
        return Words(titles.get(source_language(), ""), source_language())
    others = [source_language(), *label_chain(code)]
    of_another = (other for other in others if other != code and titles.get(other) == titles[code])
    return Words(titles[code], next(of_another, code))


def source_titles(keys: Collection[Any]) -> dict[Any, Words]:
    """What the source pages of these translation keys are called. One query."""
    sources = TranslationSource.objects.filter(object__in=keys)
    titles = sources.values_list("object", "object_repr")
    return {key: Words(title, source_language()) for key, title in titles}
