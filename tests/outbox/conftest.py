"""An empty outbox, a kind of mail to put into it, and a real server to send it to."""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.utils import timezone

from outbox import mails
from outbox.mails import Kind, Mail
from outbox.models import OutgoingEmail
from outbox.services import queue_mail
from tests import smtp

sink, outbox = smtp.sink, smtp.outbox
NOTE = "test.note"
RECIPIENT = "hong@suwon.example"
Queue = Callable[..., OutgoingEmail]


class Clock:
    """The time, which stands still until it is moved."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self.traveller = traveller

    def forward(self, seconds: float) -> None:
        self.traveller.shift(datetime.timedelta(seconds=seconds))


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def written() -> dict[str, Mail | Exception | None]:
    """What the next note says; None for nothing, an exception for an error."""
    mail = Mail("Bonjour – 안녕하세요", "Texte\n", "<p>Texte</p>", reply_to="forum@nantes.example")
    return {"note": mail}


@pytest.fixture
def put_in(outbox, monkeypatch, written) -> Queue:
    """`put_in()`: a note in the outbox; every one is another."""

    def render(_keys: mails.Keys, _recipient: str) -> Mail | None:
        if isinstance(written["note"], Exception):
            raise written["note"]
        return written["note"]

    monkeypatch.setitem(mails._registered, NOTE, Kind(NOTE, "Note", render))

    def put(recipient: str = RECIPIENT, language: str = "ko", key: str = "") -> OutgoingEmail:
        dedupe_key = key or f"note:{OutgoingEmail.objects.count()}"
        queue_mail(NOTE, {"n": "1"}, recipient=recipient, language=language, dedupe_key=dedupe_key)
        return OutgoingEmail.objects.get(dedupe_key=dedupe_key)

    return put
