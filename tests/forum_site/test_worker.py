"""Long work happens beside the requests, and survives the death of those who do it."""

import json
import signal
import threading

import pytest
from django.conf import settings
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from forum_site import worker
from forum_site.models import WorkerBeat
from forum_site.worker import beat, requeue_lost_tasks
from tests.databases import wait_until
from translations.models import Submission
from translations.services.submission import run_submission

NEW_EDITION = """
import datetime
from programme.models import Edition, Session
from programme.pages import SessionPage
from programme.services.editions import create_edition
from programme.services.fact_pages import pages_of
from programme.services.sessions import create_session
day = datetime.date(2028, 5, 4)
edition = Edition(slug="forum-2028", title_fr="Forum 2028", starts_on=day, ends_on=day)
create_edition(edition)
for number in range(25):
    session = Session(edition=edition, code=f"N{number}", kind="workshop", title_fr=f"A{number}")
    page = create_session(session, spoken=[], interpreted=[])
    page.abstract = f"<p>Texte {number}.</p>"
    page.save_revision().publish()
for page in pages_of(edition):
    page.save_revision().publish()
"""
SUBMIT = """
from wagtail.models import Locale, Page
from translations.services.submission import submit_tree
root = Page.objects.get(url_path="/fr/forum-2028/")
submit_tree(root, list(Locale.objects.exclude(language_code="fr")), None)
"""
REPORT = """
from django.test import Client
from wagtail.models import Page
below = Page.objects.filter(url_path__contains="/forum-2028/")
for code in ("fr", "ko", "en"):
    print(code, below.filter(locale__language_code=code).count())
client = Client()
print({client.get(page.url_path.replace("/fr/", f"/{code}/", 1)).status_code
       for page in below.filter(locale__language_code="fr") for code in ("fr", "ko", "en")})
print(Page.find_problems())
"""


def test_a_killed_worker_loses_nothing(copy):
    """SIGKILL in the middle of an edition; a new worker finishes what the first began."""
    copy.run(NEW_EDITION)
    copy.run(SUBMIT)

    def state() -> tuple[str, int]:
        return copy.rows(
            "SELECT state, done FROM translations_submission ORDER BY id DESC LIMIT 1"
        )[0]

    def finished() -> int:
        rows = copy.rows(
            "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult"
            " ORDER BY enqueued_at DESC LIMIT 1"
        )
        status, workers = rows[0]
        # SQLite gives the list as text, PostgreSQL as a list.
        held = json.loads(workers) if isinstance(workers, str) else workers
        return len(held) if status == "SUCCESSFUL" else 0

    assert state() == ("waiting", 0)
    first = copy.start("worker")
    wait_until(lambda: state()[1] >= 3)
    first.send_signal(signal.SIGKILL)
    first.wait()
    name, done = state()
    assert name == "running"
    assert 3 <= done < 28

    copy.start("worker")
    wait_until(lambda: state() == ("done", 28))
    # The task itself ends a moment after its submission, on its second worker.
    wait_until(lambda: finished() == 2)
    assert copy.run(REPORT).splitlines() == [
        "fr 28",
        "ko 28",
        "en 28",
        "{200}",
        "([], [], [], [], [])",
    ]


@pytest.fixture
def running(db) -> DBTaskResult:
    """A task that some worker has taken."""
    submission = Submission.objects.latest("pk")
    DBTaskResult.objects.all().delete()
    run_submission.enqueue(submission.pk)
    task = DBTaskResult.objects.get()
    task.claim("first")
    return task


def test_work_of_a_living_worker_is_left_alone(running):
    beat("first")
    assert requeue_lost_tasks() == 0
    running.refresh_from_db()
    assert running.status == TaskResultStatus.RUNNING


def test_work_of_a_silent_worker_goes_back(running):
    beat("second")
    assert requeue_lost_tasks() == 1
    running.refresh_from_db()
    assert running.status == TaskResultStatus.READY


def test_work_that_kills_every_worker_is_given_up(running):
    for number in range(settings.WORKER_MAX_ATTEMPTS - 1):
        running.claim(f"worker-{number}")
    assert requeue_lost_tasks() == 0
    running.refresh_from_db()
    assert running.status == TaskResultStatus.FAILED


def test_a_beat_is_one_row_a_worker(db):
    for _time in range(3):
        beat("first")
    assert WorkerBeat.objects.count() == 1


def test_a_chore_that_fails_stops_no_other(db, monkeypatch):
    done = []

    def fail() -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(worker, "CHORES", (fail, lambda: done.append("the next one")))
    worker.do_chores(threading.Event())
    assert done == ["the next one"]
