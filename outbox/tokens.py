"""Keys in mails: signed, expiring, and void when their number is old."""

import uuid
from dataclasses import dataclass

from django.core import signing

#: Long enough for a mail read on holiday; afterwards a new link is asked for.
LINK_AGE = 30 * 24 * 3600


@dataclass(frozen=True)
class Access:
    """What is opened, as of which of its link numbers."""

    key: uuid.UUID
    link_version: int


def token(access: Access, salt: str) -> str:
    """A token for one use: a link in a mail, or the stay that follows it, each has its salt."""
    return signing.dumps([access.key.hex, access.link_version], salt=salt)


def read(text: str, salt: str, seconds: int) -> Access | None:
    """What a token opens; None when it is foreign, altered or older than `seconds`."""
    try:
        key, version = signing.loads(text, salt=salt, max_age=seconds)
        return Access(uuid.UUID(key), int(version))
    except (signing.BadSignature, ValueError, TypeError):
        return None
