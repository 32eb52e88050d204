"""What a mail says: each kind has a renderer, registered by the app that it is about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Keys of what a mail is about, such as `{"registration": "5f0c…"}`; never a person's data.
Keys = Mapping[str, str]


@dataclass(frozen=True)
class Attachment:
    """A part of a mail beside its text; with a `content_id` it is shown inside the HTML."""

    name: str
    content: bytes
    mimetype: str
    content_id: str = ""


@dataclass(frozen=True)
class Mail:
    """A mail ready to be sent, in one language."""

    subject: str
    text: str
    html: str
    reply_to: str = ""
    attachments: list[Attachment] = field(default_factory=list)


#: Makes the mail about these keys, with the row's language active and its recipient known;
#: None when there is nothing to say any more.
Render = Callable[[Keys, str], Mail | None]


@dataclass(frozen=True)
class Kind:
    """A kind of mail, and what it is called in the admin."""

    name: str
    label: Any
    render: Render


_registered: dict[str, Kind] = {}


def register_mail(name: str, render: Render, label: Any) -> None:
    """Say how mails of the kind `name` are written. It runs when the mail is sent."""
    _registered[name] = Kind(name, label, render)


def kind_called(name: str) -> Kind:
    """The registered kind; raises KeyError for a name that nobody registered."""
    return _registered[name]


def kinds() -> list[tuple[str, Any]]:
    """Every kind as a choice: name and label."""
    return [(kind.name, kind.label) for kind in _registered.values()]
