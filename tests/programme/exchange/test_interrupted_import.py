"""A worker that is killed in the middle of an import: nothing by halves, and nothing twice."""

import json
import signal
import sqlite3
import time

import pytest

from tests.databases import Copy, wait_until

from .files_of import many

SESSIONS = 800
START = """
from pathlib import Path
from django.contrib.auth import get_user_model
from programme.models import Edition
from programme.services.imports import keep_file, read_kept, start_import
data = Path({path!r}).read_bytes()
editor = get_user_model().objects.get(username="editor")
held = keep_file(Edition.objects.get(slug="forum-2027"), "p.json", data, editor)
start_import(held, len(read_kept(held).sessions))
"""
COUNTS = """
SELECT (SELECT count(*) FROM programme_session), (SELECT count(*) FROM programme_slot),
       (SELECT count(*) FROM programme_speaker), (SELECT count(*) FROM programme_room),
       (SELECT count(*) FROM programme_sessionpage), (SELECT count(*) FROM wagtailcore_revision)
"""
WHOLE = """
from programme.pages import SessionPage
from wagtail.models import Page
print(Page.find_problems(), SessionPage.objects.all().search("777").count())
"""


def is_writing(copy: Copy) -> bool:
    """Whether somebody is in the middle of writing sessions, for longer than a moment."""
    if not copy.url.startswith("sqlite"):
        locks = (
            "SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation"
            " WHERE relname = 'programme_slot' AND mode = 'RowExclusiveLock'"
        )
        return copy.rows(locks) != [(0,)]
    return all(_is_locked(copy) for _attempt in range(10))


def _is_locked(copy: Copy) -> bool:
    time.sleep(0.02)
    database = sqlite3.connect(copy.url.removeprefix("sqlite:///"), timeout=0)
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        database.close()
    return False


@pytest.fixture
def private_copy(copy, tmp_path) -> Copy:
    copy.variables["PRIVATE_ROOT"] = str(tmp_path / "private")
    return copy


def test_a_killed_worker_writes_nothing_or_all_and_the_job_ends_once(private_copy, tmp_path):
    """SIGKILL while it writes, and again when it has written: the third one finishes."""
    copy = private_copy
    (tmp_path / "p.json").write_bytes(many(SESSIONS))
    copy.run(START.format(path=str(tmp_path / "p.json")))

    def state() -> tuple[str, int, int]:
        return copy.rows("SELECT state, done, total FROM programme_scheduleimport")[0]

    def counts() -> tuple[int, ...]:
        return copy.rows(COUNTS)[0]

    def kill(worker) -> None:
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    before = counts()
    worker = copy.start("worker")
    wait_until(lambda: state()[0] == "running" and is_writing(copy))
    kill(worker)
    assert (state(), counts()) == (("running", 0, SESSIONS), before)

    worker = copy.start("worker")
    wait_until(lambda: state()[1] >= 100, seconds=180)
    kill(worker)
    name, done, _total = state()
    assert (name, done < SESSIONS) == ("running", True)
    written = counts()
    # Sessions, places, speakers, rooms and pages; a draft for every page.
    assert [new - old for new, old in zip(written, before, strict=True)] == [
        SESSIONS, SESSIONS, 50, 10, SESSIONS, SESSIONS + 50,
    ]  # fmt: skip

    copy.start("worker")
    wait_until(lambda: state() == ("done", SESSIONS, SESSIONS), seconds=180)
    assert counts() == written
    ((report, file),) = copy.rows("SELECT report, file FROM programme_scheduleimport")
    report = json.loads(report) if isinstance(report, str) else report
    assert (report["new"], report["changed"], report["speakers"], file) == (SESSIONS, 0, 50, "")
    assert list((tmp_path / "private").rglob("programme*")) == []
    assert copy.run(WHOLE).split("\n")[0] == "([], [], [], [], []) 1"
