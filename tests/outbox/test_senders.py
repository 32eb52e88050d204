"""Senders in processes of their own: together, killed, told to stop, and left by the database."""

import json
import signal
import threading
import time
import uuid

import pytest
from django.db import InterfaceError, OperationalError, connection

from forum_site.worker import Loop
from tests.databases import Copy, wait_until
from tests.outbox.senders import MAILS, SENDERS

FILL = "import json; from tests.outbox.senders import fill; print(json.dumps(fill({})))"


@pytest.fixture
def post(copy, sink) -> Copy:
    """A database whose processes send to the sink."""
    copy.variables["SMTP_PORT"] = str(sink.port)
    return copy


def filled(post: Copy, count: int) -> list[str]:
    """`count` mails wait; the Message-IDs that they will have."""
    return [f"<{key}@forum.example>" for key in json.loads(post.run(FILL.format(count)))]


def states(post: Copy) -> set[tuple[str, int]]:
    return set(post.rows("SELECT state, attempts FROM outbox_outgoingemail"))


def test_senders_at_once_send_every_mail_once(post, sink):
    """Each of them sends some, no mail goes twice, none is left."""
    sink.delay = 0.02
    came_to = json.loads(
        post.run("from tests.outbox.senders import send_together; send_together()")
    )
    assert came_to["states"] == [["sent", 1]]
    assert sum(came_to["sent"]) == MAILS
    assert len(came_to["sent"]) == SENDERS
    assert min(came_to["sent"]) > 0
    assert sorted(sink.ids) == sorted(
        f"<{uuid.UUID(key)}@forum.example>" for key in came_to["keys"]
    )


def test_a_killed_sender_s_mail_is_sent_by_the_next_one(post, sink):
    """SIGKILL while the server has the mail and has not answered: it comes again, as the same."""
    post.variables["OUTBOX_LEASE_SECONDS"] = "2"  # there is one sender at a time
    (message_id,) = filled(post, 1)
    sink.delay = 4
    first = post.start("worker")
    sink.wait_for(1)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert states(post) == {("sending", 1)}
    sink.delay = 0
    post.start("worker")
    assert [str(message["Message-ID"]) for message in sink.wait_for(2)] == [message_id] * 2
    wait_until(lambda: states(post) == {("sent", 2)})


def test_a_sender_told_to_stop_ends_its_mail_first(post, sink):
    """SIGTERM, as when a new version is installed: no mail is left half sent, none goes twice."""
    ids = filled(post, 3)
    sink.delay = 2
    worker = post.start("worker")
    sink.wait_for(1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    assert sink.ids == ids[:1]
    assert states(post) == {("sent", 1), ("ready", 0)}
    # Nobody waits for the sign of life of one that has gone.
    assert post.rows("SELECT count(*) FROM forum_site_workerbeat") == [(0,)]


def interrupt(post: Copy) -> None:
    """Let the database fail whoever writes a mail's state, and be well again a moment later."""
    if connection.vendor == "postgresql":
        post.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    else:
        post.rows("ALTER TABLE outbox_outgoingemail RENAME TO away")
        time.sleep(2)
        post.rows("ALTER TABLE away RENAME TO outbox_outgoingemail")


def test_a_mail_that_has_left_is_noted_though_the_database_failed_meanwhile(post, sink):
    (message_id,) = filled(post, 1)
    sink.delay = 2
    post.start("worker")
    sink.wait_for(1)
    interrupt(post)
    wait_until(lambda: states(post) == {("sent", 1)})
    assert sink.ids == [message_id]


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection unexpectedly"),
        InterfaceError("connection already closed"),
        ValueError("a fault of ours"),
    ],
)
def test_a_loop_outlives_every_error(error, db):
    """Else a worker would show signs of life, and send no mail any more."""
    done = threading.Event()
    times = []

    def act(_stopped: threading.Event) -> None:
        times.append(1)
        if len(times) == 1:
            raise error
        done.set()

    loop = Loop(act, 0.01)
    loop.start()
    assert done.wait(30)
    loop.stop()
    assert not loop.is_alive()
