"""Keys to one's own registration, and the code at the entrance."""

import uuid

from django.core import signing

from outbox.tokens import LINK_AGE, Access, read, token

__all__ = [
    "LINK",
    "LINK_AGE",
    "STAY",
    "Access",
    "read",
    "read_ticket",
    "ticket_token",
    "token",
]

LINK, STAY, TICKET = "registrations.link", "registrations.stay", "registrations.ticket"


def ticket_token(key: uuid.UUID) -> str:
    """The token in the code on a confirmation. It says who, and opens nothing by itself."""
    return signing.Signer(salt=TICKET).sign_object(key.hex)


def read_ticket(text: str) -> uuid.UUID | None:
    """The registration a ticket belongs to; None for a foreign or altered one."""
    try:
        return uuid.UUID(signing.Signer(salt=TICKET).unsign_object(text))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
