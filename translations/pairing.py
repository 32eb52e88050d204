"""Sentences of a rich text, taken out and put back as wagtail-localize does it."""

from collections.abc import Mapping

from wagtail_localize.strings import StringValue, extract_strings, restore_strings


def sentences(html: str) -> list[str]:
    """What a translator would be asked to translate of a rich text, in its order."""
    return [string.data for string, _attributes in extract_strings(html)[1]]


def pairs(source: str, target: str) -> dict[str, str]:
    """Each sentence of `source` with the one of `target` that stands in its place.

    What `target` has more of goes with the last one, so that none of its words is lost. Nothing
    where it has fewer, or where a sentence of `source` stands there twice: there nobody could
    tell what belongs together.
    """
    left, right = sentences(source), sentences(target)
    if not left or len(right) < len(left) or len(set(left)) < len(left):
        return {}
    last = len(left) - 1
    return dict(zip(left, [*right[:last], "<br/><br/>".join(right[last:])], strict=True))


def translated(html: str, translations: Mapping[str, str]) -> str:
    """A rich text with its sentences translated; "" unless each of them is."""
    template, strings = extract_strings(html)
    if not strings or any(string.data not in translations for string, _attributes in strings):
        return ""
    translated_strings = [
        (StringValue(translations[string.data]), attributes) for string, attributes in strings
    ]
    return str(restore_strings(template, translated_strings))
