"""A worker that is killed while it publishes a set: nothing is live before everything is."""

import json
import signal
import time

import pytest

from tests.databases import wait_until

ASK = """
import json
from wagtail.models import Locale, Page
from programme.models import Edition
from translations.scopes import scope
from translations.services.publication import request_publication
body = scope("forum-2027")
locales = list(Locale.objects.exclude(language_code="fr"))
request_publication("Forum", body.keys(), locales, None, scope_name=body.name,
                    override_reason="Demain")
"""


@pytest.mark.parametrize("seconds", [0, 1.5])
def test_a_killed_worker_publishes_nothing_and_the_next_one_everything(copy, seconds):
    """Killed as it begins, and when pages are written already: one transaction holds them all."""
    copy.run(ASK)

    def state() -> str:
        return copy.rows("SELECT state FROM translations_publication")[0][0]

    def live() -> list[tuple]:
        return copy.rows("SELECT id, live_revision_id FROM wagtailcore_page ORDER BY id")

    def workers() -> int:
        rows = copy.rows("SELECT worker_ids FROM django_tasks_database_dbtaskresult")
        held = [json.loads(ids) if isinstance(ids, str) else ids for (ids,) in rows]
        return max(map(len, held))

    before = live()
    worker = copy.start("worker")
    wait_until(lambda: state() == "running")
    time.sleep(seconds)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert (state(), live()) == ("running", before)
    copy.start("worker")
    wait_until(lambda: state() == "published", seconds=120)
    assert workers() == 2
    french = "SELECT COUNT(*) FROM wagtailcore_page WHERE url_path LIKE '/fr/forum-2027/%' AND live"
    korean = french.replace("/fr/", "/ko/")
    assert copy.rows(korean) == copy.rows(french)
    assert len(set(live()) - set(before)) > 60
