"""A mail server for tests: real SMTP on a port of its own, and what it was given."""

import asyncio
import email
import email.policy
import random
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope

from outbox.models import OutgoingEmail
from tests.databases import free_port, wait_until

LISTENING_SECONDS = 30


class Sink:
    """Takes mail, refuses it, is slow or away, as it is told."""

    def __init__(self) -> None:
        self.port = free_port()
        #: What was accepted, in that order, and who was named outside the letter.
        self.messages: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []
        self.refusals = 0
        #: Seconds that a mail takes: half before it counts as accepted, half before the answer.
        self.delay = 0.0
        self.refuse(0)
        self._sessions: set[SMTP] = set()
        self._controller: Controller | None = None

    def refuse(self, share: float, code: int = 451, *, at: str = "RCPT", seed: int = 0) -> None:
        """Refuse this share of the mails from now on; the same ones with the same seed.

        `at` is where: RCPT (the address) or DATA (the letter).
        """
        self._share, self._code, self._at = share, code, at
        self._dice = random.Random(seed)

    def start(self) -> None:
        """Listen, on the same port as before."""
        self._controller = Listener(self)
        self._controller.start()

    def stop(self) -> None:
        """Be away: whoever connects is refused. Mails that are being taken are taken first."""
        controller = self._controller
        if controller is None:
            return
        controller.loop.call_soon_threadsafe(controller.server.close)
        wait_until(lambda: not self._sessions)
        controller.stop()
        self._controller = None

    def wait_for(
        self, wanted: int | Callable[[list[EmailMessage]], Any], seconds: float = 60
    ) -> list[EmailMessage]:
        """All messages, once there are as many as `wanted`, or once it says yes to them."""
        enough = wanted if callable(wanted) else lambda messages: len(messages) >= wanted
        wait_until(lambda: enough(self.messages), seconds)
        return self.messages

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each message."""
        return [str(message["Message-ID"]) for message in self.messages]

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if refusal := self._refusal("RCPT", address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.delay / 2)
        if refusal := self._refusal("DATA", envelope.rcpt_tos[0]):
            return refusal
        parsed = email.message_from_bytes(
            cast(bytes, envelope.original_content), policy=email.policy.default
        )
        self.envelopes.append(envelope)
        self.messages.append(cast(EmailMessage, parsed))
        await asyncio.sleep(self.delay / 2)
        return "250 OK"

    def _refusal(self, at: str, address: str) -> str:
        """What a refused mail is told, with the address in it as real servers do; else ""."""
        if at != self._at or self._dice.random() >= self._share:
            return ""
        self.refusals += 1
        return f"{self._code} <{address}> is refused"


class Session(SMTP):
    """A conversation that the sink knows of for as long as it lasts."""

    def __init__(self, sessions: set[SMTP], *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sessions = sessions

    def connection_made(self, transport: Any) -> None:
        self.sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.sessions.discard(self)
        super().connection_lost(error)


class Listener(Controller):
    """Listens in a thread of its own."""

    def __init__(self, sink: Sink) -> None:
        self.sessions = sink._sessions
        super().__init__(
            sink, hostname="127.0.0.1", port=sink.port, ready_timeout=LISTENING_SECONDS
        )

    def factory(self) -> SMTP:
        return Session(self.sessions, self.handler, **self.SMTP_kwargs)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A mail server that listens."""
    held = Sink()
    held.start()
    yield held
    held.stop()


@pytest.fixture
def outbox(db, settings, sink) -> Sink:
    """An empty outbox; what is sent from it goes to this server."""
    OutgoingEmail.objects.all().delete()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    return sink
