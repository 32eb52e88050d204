"""Terms shown where they stand in a source, so that translators see and insert them."""

from bs4.exceptions import ParserRejectedMarkup
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail_localize.strings import StringValue

from .subject import Html
from .terms import Terms


def highlight(source: str, terms: Terms) -> SafeString:
    """`source` as safe HTML, its terms in `<mark>` with the words to insert in `data-target`.

    What the engine would not take as a sentence is shown as plain text.
    """
    html = Html(source)
    if html.has_hidden_text or not is_sentence(source):
        return marked(source, terms)
    for node in list(html.nodes):
        text = marked(str(node), terms)
        if "<mark" in text:
            node.replace_with(*list(Html(text).soup.children))
    return mark_safe(html.soup.decode())  # noqa: S308 -- nothing but what is_sentence lets through


def is_sentence(source: str) -> bool:
    """Whether the engine takes it: inline tags only, and no attribute but a link's id."""
    try:
        StringValue.from_translated_html(source)
    except (ValueError, RecursionError, ParserRejectedMarkup):
        return False
    return True


def marked(text: str, terms: Terms) -> SafeString:
    """A plain text, escaped, with its terms marked."""
    parts, place = [], 0
    for found in terms.find(text):
        words = text[found.start : found.end]
        target = found.pair.wording_for(words)
        parts.append(escape(text[place : found.start]))
        parts.append(
            format_html(
                '<mark class="term" data-target="{}" title="{}">{}</mark>',
                target,
                " – ".join(filter(None, (target, found.pair.note))),
                words,
            )
        )
        place = found.end
    return mark_safe("".join([*parts, escape(text[place:])]))  # noqa: S308 -- escaped, each part
