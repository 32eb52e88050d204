"""2,000 events, sent as an editor sends them and written while the editor watches."""

import resource
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from programme.enums import JobState
from programme.models import ScheduleImport
from programme.pages import SessionPage
from programme.services import imports
from tests.html import soup

from .files_of import many

EVENTS = 2000


def most_memory() -> float:
    """Megabytes that this process has needed at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def test_two_thousand_events_come_in_while_the_editor_watches(edition, editor, monkeypatch):
    """The progress is that of the screen, asked for by another request after each portion."""
    file = SimpleUploadedFile("p.json", many(EVENTS))
    check = editor.post(reverse("programme:import", args=[edition.pk]), {"file": file})["Location"]
    assert f"{EVENTS} nouvelles séances" in editor.get(check).content.decode()
    progress = editor.post(check, {"import": "1"})["Location"]

    seen: list[int] = []
    index = imports.index_pages

    def index_and_look(*args):
        index(*args)
        seen.append(int(soup(editor.get(progress)).select_one("progress")["value"]))

    monkeypatch.setattr(imports, "index_pages", index_and_look)
    (task,) = DBTaskResult.objects.filter(task_path__endswith="run_import")
    began, grown = time.process_time(), most_memory()
    imports.run_import.call(*task.args_kwargs["args"])
    assert most_memory() - grown < 200
    assert time.process_time() - began < 120
    assert seen == sorted(seen)
    assert set(seen) == set(range(0, EVENTS + 1, imports.CHUNK))
    held = ScheduleImport.objects.get()
    assert (held.state, held.done, held.report["new"]) == (JobState.DONE, EVENTS, EVENTS)
    assert SessionPage.objects.filter(session__edition=edition).count() > EVENTS
