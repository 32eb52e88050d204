"""Source pages with new words."""

from typing import Any


def publish(page: Any, abstract: str) -> None:
    """Put `abstract` on the page of a session, for everybody to see."""
    page.abstract = abstract
    page.save_revision().publish()


def publish_sentences(page: Any, *sentences: str) -> None:
    """The same, each sentence as a paragraph."""
    publish(page, "".join(f"<p>{sentence}</p>" for sentence in sentences))
