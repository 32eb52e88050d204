"""What a programme file said of a session beyond the facts, for the public page."""

from typing import Any

from programme.models.session import Session
from translations.labels import Words, pick


def subtitle(session: Session, language: str) -> Words:
    """The second line under the title, in the best language there is."""
    held = session.exchange.get("subtitle") or {}
    return pick({f"subtitle_{code}": text for code, text in held.items()}, "subtitle", language)


def links(session: Session) -> list[dict[str, Any]]:
    """Addresses of the web that belong to the session, documents last."""
    held = session.exchange
    return [*held.get("links", []), *held.get("attachments", [])]
