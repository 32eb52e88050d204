"""Keys to one's own registration: signed, expiring, and void when their number is old."""

import uuid
from dataclasses import dataclass

from django.core import signing

LINK, STAY, TICKET = "registrations.link", "registrations.stay", "registrations.ticket"
#: Long enough for a mail read on holiday; afterwards a new link is asked for.
LINK_AGE = 30 * 24 * 3600


@dataclass(frozen=True)
class Access:
    """Which registration is opened, as of which of its link numbers."""

    key: uuid.UUID
    link_version: int


def token(access: Access, salt: str) -> str:
    """A token for a link in a mail (LINK), or for the stay that follows it (STAY)."""
    return signing.dumps([access.key.hex, access.link_version], salt=salt)


def read(text: str, salt: str, seconds: int) -> Access | None:
    """What a token opens; None when it is foreign, altered or older than `seconds`."""
    try:
        key, version = signing.loads(text, salt=salt, max_age=seconds)
        return Access(uuid.UUID(key), int(version))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def ticket_token(key: uuid.UUID) -> str:
    """The token in the code on a confirmation. It says who, and opens nothing by itself."""
    return signing.Signer(salt=TICKET).sign_object(key.hex)


def read_ticket(text: str) -> uuid.UUID | None:
    """The registration a ticket belongs to; None for a foreign or altered one."""
    try:
        return uuid.UUID(signing.Signer(salt=TICKET).unsign_object(text))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
