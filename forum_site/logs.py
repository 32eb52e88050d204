"""Logs say what happened, not with which key: tokens in addresses are masked."""

import logging
import re

#: A speaker's page has an address that begins alike, and no colon in it.
TOKEN = re.compile(
    r"""(/registrations/(?:ticket/)?)[^/\s?"']{20,}|(/speakers/)[^/\s?"']+(?::|%3A)[^/\s?"']+""",
    re.IGNORECASE,
)
#: Loggers that write addresses; a filter acts on the very logger only.
WRITERS = ("django.server", "django.request", "django.security.csrf")


class MaskTokens(logging.Filter):
    """Takes the tokens out of a record before anybody writes it down."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(value) for value in record.args)
        return True


def _masked(value: object) -> object:
    return TOKEN.sub(r"\1\2…", value) if isinstance(value, str) else value


def mask_tokens() -> None:
    """Put the filter where addresses are logged."""
    for name in WRITERS:
        logging.getLogger(name).addFilter(MaskTokens())
