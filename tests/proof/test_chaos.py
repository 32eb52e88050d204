"""Everything at once: people register while workers, mail and database fail under them.

Nothing is lost, nothing is invented, nobody is told nonsense.
"""

import json
import os
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tests.databases import Copy, free_port, wait_until
from tests.postgresql import DATA, control
from tests.proof.visitors import AWAY, FOUND, SENT, Answers, Visitor
from tests.registrations.race import show
from tests.smtp import Sink

PEOPLE, AT_ONCE = 300, 8
WORKERS, KILLS = 2, 10
REFUSED = 0.15
MAIL_SECONDS = 0.3
MAIL_AWAY_SECONDS, DATABASE_AWAY_SECONDS = 5, 3
PATIENCE_SECONDS = 300

PREPARE = "from tests.proof import test_chaos; test_chaos.prepare()"
RESULT = "from tests.proof import test_chaos; test_chaos.result()"


def prepare() -> None:
    """Nobody is registered and no mail waits; prints what a form holds. Run by Copy.run."""
    from registrations.models import Quota
    from tests.registrations.entry import filled, session_pk
    from tests.registrations.race import empty

    edition = empty(on_site=PEOPLE, online=PEOPLE, V1=PEOPLE, V2=PEOPLE)
    assert not Quota.objects.filter(edition=edition, taken__gt=0).exists()
    if connection.vendor == "postgresql":
        # A crash soon after CREATE DATABASE … TEMPLATE would set the copy's sequences back.
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
    show({**filled(edition), "sessions": [session_pk(edition, "V1"), session_pk(edition, "V2")]})


def result() -> None:
    """Prints what the database holds at the end. Run by Copy.run."""
    from outbox.models import OutgoingEmail
    from programme.models import Edition
    from registrations.models import Registration
    from tests.registrations.race import EDITION, quotas_and_rows

    keys = Registration.objects.values_list("key", flat=True)
    mails = OutgoingEmail.objects.order_by().values_list("key", "about__registration", "state")
    show(
        {
            "registrations": [str(key) for key in keys],
            "mails": [[str(key), about, state] for key, about, state in mails],
            "quotas": quotas_and_rows(Edition.objects.get(slug=EDITION)),
        }
    )


class Site:
    """A web server with three processes, two workers and a mail server."""

    def __init__(self, copy: Copy, sink: Sink) -> None:
        self.copy, self.sink = copy, sink
        self.port = free_port()
        self.answers = Answers()
        copy.variables |= {"SMTP_PORT": str(sink.port), "REGISTER_LIMIT": "100000/10m/ip"}
        self.typed = json.loads(copy.run(PREPARE))
        self.server = copy.start_python(
            *("-m", "gunicorn", "forum_site.wsgi", "--workers=3", "--timeout=60"),
            f"--bind=127.0.0.1:{self.port}",
        )
        self.workers = [copy.start("worker") for _worker in range(WORKERS)]
        self.started = WORKERS
        wait_until(self.is_up, PATIENCE_SECONDS)
        wait_until(self.workers_are_up, PATIENCE_SECONDS)

    def is_up(self) -> bool:
        return Visitor(self.port, Answers()).ask_once("GET", "/readyz", "")[0] == FOUND

    def workers_are_up(self) -> bool:
        """Whether every worker, also the youngest, has shown a sign of life."""
        try:
            beats = self.copy.rows("SELECT count(*) FROM forum_site_workerbeat")
        except psycopg2.OperationalError:
            return False
        return beats == [(self.started,)]

    def register(self, number: int) -> uuid.UUID:
        """One person of many: on site or online, with a visit or without, in any language."""
        here = number % 2 == 0
        typed = self.typed | {
            "family_name": f"Nom{number}",
            "email": f"person{number}@registrations.example",
            "language": ("fr", "ko", "en")[number % 3],
            "mode": "on_site" if here else "online",
            "sessions": [self.typed["sessions"][number // 2 % 2]] if here and number % 5 else [],
        }
        visitor = Visitor(self.port, self.answers)
        return visitor.register(typed, hasty=number % 7 == 0, nervous=number % 11 == 0)

    def kill_a_worker(self) -> None:
        """SIGKILL the one that has worked longest, and start another."""
        oldest = self.workers.pop(0)
        oldest.kill()
        oldest.wait()
        self.workers.append(self.copy.start("worker"))
        self.started += 1

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()


@pytest.fixture
def site(copy, sink) -> Iterator[Site]:
    held = Site(copy, sink)
    yield held
    held.close()


class Mischief(threading.Thread):
    """Something bad that happens meanwhile; what goes wrong in it is raised by `join`."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.act, self.error = act, None
        self.start()

    def run(self) -> None:
        try:
            self.act()
        except BaseException as error:
            self.error = error

    def join(self, timeout: float | None = PATIENCE_SECONDS) -> None:
        super().join(timeout)
        if self.error:
            raise self.error
        assert not self.is_alive()


def kill_workers(site: Site) -> None:
    """KILLS times, spread over all mails: at a moment of chance while mail is being sent."""
    dice = random.Random(7)
    for kill in range(KILLS):
        wait_until(site.workers_are_up, PATIENCE_SECONDS)
        site.sink.wait_for((kill + 1) * PEOPLE // (KILLS + 2), PATIENCE_SECONDS)
        time.sleep(dice.uniform(0, MAIL_SECONDS))
        site.kill_a_worker()


def take_mail_away(site: Site) -> None:
    """The mail server does not answer for some seconds."""
    site.sink.wait_for(PEOPLE // 3, PATIENCE_SECONDS)
    site.sink.stop()
    time.sleep(MAIL_AWAY_SECONDS)
    site.sink.start()


def crash_database(registered: Callable[[], int]) -> None:
    """The database server stops at once, and comes back after some seconds."""
    data = Path(os.environ[DATA])
    wait_until(lambda: registered() >= PEOPLE // 2, PATIENCE_SECONDS)
    control(data, "stop")
    time.sleep(DATABASE_AWAY_SECONDS)
    control(data, "start")


def everything_at_once(site: Site) -> list[uuid.UUID]:
    """Let PEOPLE register while all this happens; the keys of their registrations."""
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        people: list[Future[uuid.UUID]] = [
            crowd.submit(site.register, number) for number in range(PEOPLE)
        ]
        mischiefs = [Mischief(lambda: kill_workers(site)), Mischief(lambda: take_mail_away(site))]
        if connection.vendor == "postgresql":
            registered = lambda: sum(person.done() for person in people)  # noqa: E731
            mischiefs.append(Mischief(lambda: crash_database(registered)))
        keys = [person.result() for person in people]
    for mischief in mischiefs:
        mischief.join()
    return keys


def all_sent(copy: Copy) -> bool:
    return copy.rows("SELECT count(*) FROM outbox_outgoingemail WHERE state <> 'sent'") == [(0,)]


def test_nothing_is_lost_and_nothing_invented(site, capsys):
    site.sink.delay = MAIL_SECONDS
    site.sink.refuse(REFUSED, 451, at="DATA", seed=3)
    keys = everything_at_once(site)
    wait_until(lambda: all_sent(site.copy), PATIENCE_SECONDS)
    end = json.loads(site.copy.run(RESULT))
    report(site, capsys)

    # Everybody is registered, once, and nobody else is.
    assert len(set(keys)) == PEOPLE
    assert sorted(end["registrations"]) == sorted(map(str, keys))
    assert all(taken == rows for taken, rows in end["quotas"].values())
    assert [end["quotas"][mode] for mode in ("on_site", "online")] == [[PEOPLE // 2] * 2] * 2
    # Each has one confirmation, and it arrived; no other mail did.
    assert sorted(about for _key, about, _state in end["mails"]) == sorted(map(str, keys))
    expected = {f"<{key}@forum.example>" for key, _about, _state in end["mails"]}
    assert set(site.sink.ids) == expected
    assert len(expected) == PEOPLE
    # It arrived twice only where the sender died before it could note it.
    assert twice(site) <= KILLS
    assert site.sink.refusals > 0
    # Whoever could not be served was told when to come back; nobody met an error.
    told = site.answers.count
    assert set(told) - {"dropped"} <= {FOUND, SENT, AWAY}
    assert site.answers.without_retry_after == 0
    assert (told[AWAY] > 0) == (connection.vendor == "postgresql")


def twice(site: Site) -> int:
    """How many deliveries repeat an earlier one, with its Message-ID."""
    return len(site.sink.ids) - len(set(site.sink.ids))


def report(site: Site, capsys: Any) -> None:
    """What happened, for whoever runs the proof."""
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{connection.vendor}: answers {dict(site.answers.count)}, {KILLS} kills, "
            f"{site.sink.refusals} mails refused, {twice(site)} delivered twice"
        )
