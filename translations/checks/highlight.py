"""Terms shown where they stand in a source, so that translators see and insert them."""

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .subject import Html
from .terms import Terms


def highlight(markup: SafeString | str, terms: Terms) -> SafeString:
    """Safe HTML with its terms in `<mark>`, the words to insert in `data-target`.

    What is not marked safe is escaped first, such as a label.
    """
    html = Html(conditional_escape(markup))
    for node in list(html.nodes):
        marked = mark_terms(str(node), terms)
        if marked != escape(str(node)):
            node.replace_with(*list(Html(marked).soup.children))
    return mark_safe(html.soup.decode())  # noqa: S308 -- as safe as it came in


def mark_terms(text: str, terms: Terms) -> SafeString:
    """A plain text, escaped, with its terms marked."""
    parts, place = [], 0
    for found in terms.find(text):
        words = text[found.start : found.end]
        target = found.pair.wording_for(words)
        title = " – ".join(filter(None, (target, found.pair.note)))
        mark = '<mark class="term" data-target="{}" title="{}">{}</mark>'
        parts += [escape(text[place : found.start]), format_html(mark, target, title, words)]
        place = found.end
    return mark_safe("".join([*parts, escape(text[place:])]))  # noqa: S308 -- each part is escaped
