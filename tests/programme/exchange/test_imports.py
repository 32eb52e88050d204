"""The way of an import through the admin: file, check, worker."""

import datetime
import threading
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum_site.worker import do_chores
from programme.enums import JobState
from programme.exchange.read import read
from programme.models import Edition, ScheduleImport, Session, Slot
from programme.queries.entries import released_schedule
from programme.services import import_rows
from programme.services.imports import import_programme, run_import
from tests.factories import crowd
from tests.html import soup

from .files_of import FRAB, PARIS, many

TABLE = (
    "code,title_fr,date,start,end,room_fr,speakers\n"
    "P1,Plénière,2027-03-25,08:00,09:00,Salle Erdre,\n"
    "Z1,Nouvelle,2027-03-25,08:00,09:00,Salle Loire,Zoé NOUVELLE [moderator]\n"
)


def upload(client, edition, data: bytes, name: str = "programme.csv"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("programme:import", args=[edition.pk]), {"file": file})


def everything() -> list:
    return [list(model.objects.order_by("pk").values()) for model in (Edition, Session, Slot)]


def test_an_editor_checks_and_imports(edition, editor):
    before = everything()
    response = upload(editor, edition, TABLE.encode("cp1252"))
    held = ScheduleImport.objects.get()
    assert response["Location"] == reverse("programme:import_check", args=[held.pk])
    page = soup(editor.get(response["Location"]))
    rows = [
        [cell.get_text(" ", strip=True) for cell in row("td")]
        for row in page.select(".wide-table tbody tr")
    ]
    assert [row[:2] for row in rows[:2]] == [["P1", "Plénière"], ["Z1", "Nouvelle"]]
    assert [row[0] for row in rows[2:]] == [
        "P1 · Plénière", "P1 · Plénière", "Z1 · Nouvelle", "Zoé NOUVELLE",
    ]  # fmt: skip
    assert everything() == before
    done = editor.post(response["Location"], {"import": "1"})
    progress = reverse("programme:import_progress", args=[held.pk])
    assert done["Location"] == progress
    assert soup(editor.get(progress)).select_one('meta[http-equiv="refresh"]')
    (task,) = DBTaskResult.objects.filter(task_path__endswith="run_import")
    assert task.args_kwargs["args"] == [held.pk, "fr"]
    run_import.call(*task.args_kwargs["args"])
    held.refresh_from_db()
    assert (held.state, held.done, held.file.name) == (JobState.DONE, 2, "")
    assert (held.report["new"], held.report["changed"], held.report["absent"]) == (1, 1, 27)
    assert soup(editor.get(progress)).select_one('meta[http-equiv="refresh"]') is None
    session = edition.sessions.get(code="Z1")
    assert [str(item.speaker) for item in session.session_speakers.all()] == ["Zoé NOUVELLE"]
    public = {slot.session_id for slot in released_schedule(edition).slots.all()}
    assert session.pk not in public


def test_a_second_run_of_the_job_changes_nothing(edition, editor):
    upload(editor, edition, TABLE.encode())
    held = ScheduleImport.objects.get()
    run_import.call(held.pk, "fr")
    before = everything()
    run_import.call(held.pk, "fr")
    ScheduleImport.objects.filter(pk=held.pk).update(state=JobState.RUNNING)
    assert everything() == before


def test_a_wrong_file_is_not_imported(edition, editor):
    before = everything()
    response = upload(editor, edition, TABLE.replace("Salle Loire", "Salle X").encode())
    page = editor.post(response["Location"], {"import": "1"})
    text = soup(page).select_one(".help-critical li").get_text()
    assert text.startswith("ligne 3, colonne F (room_fr) – ")
    assert soup(page).select_one("button[name=import]") is None
    assert everything() == before
    held = ScheduleImport.objects.get()
    run_import.call(held.pk, "fr")  # the database has changed since the check
    held.refresh_from_db()
    assert (held.state, everything() == before) == (JobState.FAILED, True)
    ticked = editor.get(reverse("programme:import_progress", args=[held.pk]))
    assert "Salle X" in ticked.content.decode()


def test_rooms_are_added_when_the_box_is_ticked(edition, editor):
    response = upload(editor, edition, TABLE.replace("Salle Loire", "Salle X").encode())
    page = soup(editor.post(response["Location"], {"creates_rooms": "on"}))
    assert page.select_one(".help-critical") is None
    assert page.select_one("button[name=import]") is not None


def test_an_unreadable_file_is_told(edition, editor):
    response = upload(editor, edition, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a.xml")
    page = soup(editor.get(response["Location"]))
    assert len(page.select(".help-critical li")) == 1


def test_a_new_file_takes_the_place_of_the_one_left_behind(edition, editor):
    upload(editor, edition, TABLE.encode())
    first = ScheduleImport.objects.get()
    path = first.file.path
    upload(editor, edition, TABLE.encode())
    assert ScheduleImport.objects.get().pk != first.pk
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: SIM115


def test_chores_delete_what_nobody_decided_about(edition, editor):
    """Left at the check or given up by the worker: after a week file and row are gone."""
    held = []
    for days, state, total in (
        (6, JobState.WAITING, 0), (8, JobState.WAITING, 0), (8, JobState.RUNNING, 2),
        (8, JobState.DONE, 2),
    ):  # fmt: skip
        upload(editor, edition, TABLE.encode())
        found = ScheduleImport.objects.latest("pk")
        held.append((found.pk, Path(found.file.path)))
        asked = timezone.now() - datetime.timedelta(days=days)
        ScheduleImport.objects.filter(pk=found.pk).update(
            requested_at=asked, state=state, total=total or 1
        )
    ScheduleImport.objects.filter(state=JobState.WAITING).update(total=0)
    for _twice in range(2):
        do_chores(threading.Event())
    left = set(ScheduleImport.objects.values_list("pk", flat=True))
    assert [pk in left for pk, _path in held] == [True, False, False, True]
    assert [path.exists() for _pk, path in held] == [True, False, False, True]
    run_import.call(held[2][0], "fr")  # still in the queue of a worker


def test_all_or_nothing(edition, monkeypatch):
    """Something goes wrong at the last moment: nothing is left of the rest."""

    def fail(*_args) -> None:
        raise RuntimeError

    before = everything()
    monkeypatch.setattr(import_rows, "write_places", fail)
    programme = read(TABLE.encode(), PARIS)
    with pytest.raises(RuntimeError):
        import_programme(edition, programme)
    assert everything() == before
    assert not edition.speakers.filter(family_name="NOUVELLE").exists()


@pytest.mark.django_db
def test_a_dry_run_writes_nothing(capsys):
    before = everything()
    call_command("import_schedule", str(FRAB), "--edition", "new-2028", "--dry-run")
    assert everything() == before
    assert "new-2028: would be new 4" in capsys.readouterr().out
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_schedule", "/nowhere", "--edition", "new-2028")
    with pytest.raises(CommandError):
        call_command("import_schedule", str(FRAB), "--edition", "not a slug!")


@pytest.mark.django_db
def test_many_sessions_come_in_few_queries():
    """Bulk writing: the transaction of 600 sessions has about as many queries as that of 60."""
    counts = []
    for slug, count in (("few-2029", 60), ("many-2029", 600)):
        programme = read(many(count), PARIS)
        with CaptureQueriesContext(connection) as captured:
            import_programme(Edition(slug=slug), programme)
        counts.append(len(captured))
    assert Session.objects.filter(edition__slug="many-2029").count() == 600
    assert counts[1] < counts[0] + 100


@pytest.mark.parametrize("kind", ["schedule.xml", "programme.json", "programme.xlsx"])
@pytest.mark.parametrize("language", ["fr", "ko"])
def test_queries_of_exports_do_not_grow(edition, visitor, kind, language):
    address = f"/{language}/forum-2027/{kind}"

    def queries() -> int:
        visitor.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(address).status_code == 200
        return len(captured)

    crowd(edition, 30)
    few = queries()
    Session.objects.filter(code__startswith="X").delete()
    crowd(edition, 300)
    assert queries() == few <= 16


def test_what_is_not_public_is_not_exported(edition, visitor):
    edition.schedules.all().delete()
    assert visitor.get("/fr/forum-2027/programme.json").status_code == 404
    assert visitor.get("/fr/nothing/schedule.xml").status_code == 404


def test_cancelled_sessions_leave_as_a_table_only(edition, session, visitor):
    session.state = "cancelled"
    session.save()
    assert str(session.key) not in visitor.get("/fr/forum-2027/schedule.xml").content.decode()


def test_the_command_writes_files(edition, tmp_path, capsysbinary):
    path = tmp_path / "p.xml"
    call_command("export_schedule", edition.slug, "--format", "xml", "--output", str(path))
    assert path.read_bytes().startswith(b"<?xml")
    call_command("export_schedule", edition.slug)
    assert b'"daysCount": 2' in capsysbinary.readouterr().out
    with pytest.raises(CommandError, match="No edition 'x'"):
        call_command("export_schedule", "x")
