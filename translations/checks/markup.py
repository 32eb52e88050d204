"""Links, placeholders and inline tags: what the page needs back as it was."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

from .subject import Finding, Html, Severity, Subject

PLACEHOLDER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|%\(\w+\)[a-z]|\{\w*\}")
#: Two names of one emphasis.
SAME = {"strong": "b", "em": "i"}


def check_validity(subject: Subject) -> Iterator[Finding]:
    """Tags and attributes that the engine refuses, and comments, which it does not."""
    if subject.translation.has_hidden_text:
        yield Finding(
            "markup", Severity.ERROR, _("Comments have no place in a translation."), "comment"
        )
    if "<" not in subject.target:
        return
    try:
        StringValue.from_translated_html(subject.target)
    except (ValueError, ParserRejectedMarkup) as error:
        yield Finding("markup", Severity.ERROR, str(error), subject.target)
    except RecursionError:
        message = _("The mark-up is nested too deeply.")
        yield Finding("markup", Severity.ERROR, message, subject.target)


def check_links(subject: Subject) -> Iterator[Finding]:
    """Every link of the source once, and no other."""
    expected, found = links(subject.original), links(subject.translation)
    for link, words in expected.items():
        if link not in found:
            message = _("The link “%(words)s” is missing.") % {"words": words}
            yield Finding("links", Severity.ERROR, message, words)
    for link, words in found.items():
        if link not in expected:
            message = _("The link “%(words)s” is not in the source.") % {"words": words}
            yield Finding("links", Severity.ERROR, message, words)


def links(html: Html) -> dict[str, str]:
    """The words of each link by its id; a link without one leads nowhere."""
    return {str(tag.get("id", "")): tag.get_text() for tag in html.tags if tag.name == "a"}


def check_placeholders(subject: Subject) -> Iterator[Finding]:
    """What a program replaces must stand as it is, as often as in the source."""
    expected = Counter(PLACEHOLDER.findall(subject.original.text))
    found = Counter(PLACEHOLDER.findall(subject.translation.text))
    for name in expected - found:
        message = _("The placeholder %(name)s is missing.") % {"name": name}
        yield Finding("placeholders", Severity.ERROR, message, name)
    for name in found - expected:
        message = _("The placeholder %(name)s is not in the source.") % {"name": name}
        yield Finding("placeholders", Severity.ERROR, message, name)


def check_tags(subject: Subject) -> Iterator[Finding]:
    """As many emphasised words and line breaks as in the source; a language may need others."""
    expected, found = tag_counts(subject.original), tag_counts(subject.translation)
    for name in sorted(expected.keys() | found.keys()):
        if expected[name] != found[name]:
            message = _("<%(tag)s>: %(expected)d in the source, %(found)d in the translation.")
            counts = {"tag": name, "expected": expected[name], "found": found[name]}
            detail = f"<{name}> {expected[name]} {found[name]}"
            yield Finding("tags", Severity.WARNING, message % counts, detail)


def tag_counts(html: Html) -> Counter[str]:
    return Counter(SAME.get(tag.name, tag.name) for tag in html.tags if tag.name != "a")
