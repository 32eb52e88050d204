"""Development only: the mails that were written to files instead of being sent."""

import base64
import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from django.conf import settings

#: What Django's file backend puts between the mails of one file.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Written:
    """A mail in a file."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["subject"])

    @property
    def recipient(self) -> str:
        return str(self.message["to"])

    @property
    def date(self) -> str:
        return str(self.message["date"])

    def body(self, kind: str) -> str:
        """The text of the mail as `plain` or `html`; "" where it has none."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part else ""

    @property
    def text(self) -> str:
        return self.body("plain")

    @property
    def shown(self) -> str:
        """The HTML with the pictures that the mail brings along."""
        html = self.body("html")
        for part in self.message.iter_attachments():
            if name := (part["Content-ID"] or "").strip("<>"):
                data = base64.b64encode(bytes(part.get_content())).decode()
                html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
        return html

    @property
    def files(self) -> list[str]:
        return [part.get_filename() or "" for part in self.message.iter_attachments()]


def folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]


def latest(limit: int = 50) -> list[Written]:
    """The mails written last, the latest first."""
    files = sorted(folder().glob("*.log"), key=lambda path: -path.stat().st_mtime)[:limit]
    return [mail for path in files for mail in reversed(read(path))]


def read(path: Path) -> list[Written]:
    """Every mail in a file of Django's file backend."""
    parts = [part for part in path.read_bytes().split(BETWEEN) if part.strip()]
    return [
        Written(f"{path.stem}.{number}", cast(EmailMessage, _parsed(part)))
        for number, part in enumerate(parts)
    ]


def _parsed(part: bytes) -> email.message.Message:
    return email.message_from_bytes(part, policy=email.policy.default)


def called(name: str) -> Written | None:
    """The mail of this name, or None."""
    return next((mail for mail in latest(limit=1000) if mail.name == name), None)
