"""Reading pages as a browser does: links, and the language each text is said to be in."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

INVISIBLE = {"script", "style", "template"}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def language_of(node) -> str:
    """The `lang` in force at a node."""
    return next(
        (
            parent["lang"]
            for parent in [node, *node.parents]
            if isinstance(parent, Tag) and parent.get("lang")
        ),
        "",
    )


def texts(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Every text a reader or a screen reader meets, with its language."""
    for node in page.find_all(string=True):
        if type(node) is NavigableString and node.parent.name not in INVISIBLE and node.strip():
            yield " ".join(node.split()), language_of(node.parent)
    for tag in page.find_all(True):
        for name in ("alt", "title", "aria-label", "content"):
            if isinstance(tag.get(name), str) and tag[name].strip():
                yield " ".join(tag[name].split()), language_of(tag)


def links(page: BeautifulSoup) -> set[str]:
    """Addresses on this site that a page leads to, without fragments."""
    found = {tag["href"].split("#")[0] for tag in page.find_all("a", href=True)}
    return {address for address in found if address.startswith("/")}
