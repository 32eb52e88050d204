"""Spreadsheets: letters, cells, and every refusal with its row and column."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from programme.enums import Encoding, FileKind
from programme.exchange.imported import Refused, Request
from programme.exchange.plan import plan_import
from programme.exchange.read import read
from programme.exports.table import template_xlsx
from programme.models import Room, Session
from programme.pages import SessionPage

from .files_of import PARIS, book

HEAD = "code;title_fr;title_ko;kind;date;start;end;room_fr;spoken;speakers\n"
ROW = "T1;Atelier d’été : l’œuvre;여름 워크숍;workshop;2027-05-21;14:00;15:00;Salle Loire;fr, ko;Jean DUPONT [moderator]\n"  # noqa: E501


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ((HEAD + ROW).encode(), Encoding.UTF_8),
        ((HEAD + ROW).encode("utf-8-sig"), Encoding.UTF_8),
        ((HEAD + ROW).encode("utf-16"), Encoding.UTF_16),
        ((HEAD + ROW).replace(";", "\t").encode("utf-16-le"), Encoding.UTF_16),
        (
            (HEAD + ROW).replace(";", ",").replace("fr, ko", '"fr, ko"').replace(
                "d’été : l’œuvre", "d'ete"
            ).encode("cp949"),
            Encoding.CP949,
        ),
        ((HEAD + ROW).replace("여름 워크숍", "").encode("cp1252"), Encoding.CP1252),
    ],
)  # fmt: skip
def test_letters_and_delimiters_are_recognised(data, encoding):
    programme = read(data, PARIS)
    assert (programme.kind, programme.encoding, programme.problems) == (
        FileKind.CSV, encoding, [],
    )  # fmt: skip
    (session,) = programme.sessions
    french = "Atelier d'ete" if encoding == Encoding.CP949 else "Atelier d’été : l’œuvre"
    korean = {} if encoding == Encoding.CP1252 else {"ko": "여름 워크숍"}
    assert session.titles == {"fr": french, **korean}
    assert session.start == datetime.datetime(2027, 5, 21, 12, tzinfo=datetime.UTC)
    assert (session.spoken, session.people[0].role) == (["fr", "ko"], "moderator")
    assert programme.sample[1][0] == "T1"


def test_an_editor_may_correct_the_guess():
    data = (HEAD + ROW).replace("여름 워크숍", "").encode("cp1252")
    corrected = read(data, Request(PARIS.zone, encoding="cp1252"))
    assert corrected.sessions[0].titles["fr"] == "Atelier d’été : l’œuvre"
    with pytest.raises(Refused) as refusal:
        read(data, Request(PARIS.zone, encoding="utf-8"))
    assert str(refusal.value.problem) == "octet 80: Le fichier n’est pas écrit en UTF-8."


def test_a_workbook_may_hold_real_days_and_hours():
    data = book(
        ["title_fr", "date", "start", "end"],
        ["Nuit", datetime.date(2027, 5, 20), datetime.time(23, 30), datetime.time(0, 15)],
    )
    (session,) = read(data, PARIS).sessions
    assert session.end - session.start == datetime.timedelta(minutes=45)


def columns(row) -> dict:
    """Every column; modeltranslation's `values` would leave out the languages."""
    return {field.attname: field.value_from_object(row) for field in row._meta.concrete_fields}


def test_a_table_touches_the_columns_it_has(edition, session):
    """And an empty cell leaves what is there."""
    before = columns(session)
    data = "code,title_ko,kind\nP1,새 제목,\n".encode()
    plan = plan_import(edition, read(data, PARIS))
    (step,) = plan.sessions
    assert [(c.name, c.new) for c in step.changes] == [("titre (한국어)", "새 제목")]
    assert (step.move, step.people, step.languages) == (None, None, None)
    assert len(plan.absent) == edition.sessions.count() - 1
    from programme.services.imports import import_programme

    import_programme(edition, read(data, PARIS))
    after = columns(Session.objects.get(pk=session.pk))
    assert {name for name in after if after[name] != before[name]} == {"title_ko"}
    page = SessionPage.objects.get(session=session, locale__language_code="ko")
    assert (page.title, page.live) == ("새 제목", True)


WRONG = [
    ("P1,A,workshop,2027-05-20,10:00,09:30,,", "F (end)", "La fin doit être postérieure au début."),
    ("P1,A,workshop,2027-05-20,10:00,10:00,,", "F (end)", "La fin doit être postérieure au début."),
    (
        "P1,A,workshop,2027-05-20,1000,11:00,,",
        "E (start)",
        "Ce n’est pas une heure valable : 1000.",
    ),
    ("P1,A,workshop,demain,10:00,11:00,,", "D (date)", "Ce n’est pas une date valable : demain."),
    ("P1,A,workshop,2027-05-20,10:00,11:00,Salle X,", "G (room_fr)", "Salle inconnue : Salle X."),
    ("P1,A,fête,,,,,", "C (kind)", "Ce mot est inconnu : fête."),
    ("P1,A,,,,,,de", "H (spoken)", "Cette langue est inconnue : de."),
    ("P1,,,,,,,", "B (title_fr)", "Le titre manque."),
    ("P_1,A,,,,,,", "A (code)", "Un code a au plus 12 lettres, chiffres et traits d’union."),
]


@pytest.mark.parametrize(("row", "column", "sentence"), WRONG)
def test_what_is_wrong_is_named_and_nothing_is_written(edition, tmp_path, row, column, sentence):
    path = tmp_path / "x.csv"
    path.write_text(f"code,title_fr,kind,date,start,end,room_fr,spoken\nZ9,Bon,,,,,,\n{row}\n")
    before = list(Session.objects.values())
    with pytest.raises(CommandError) as refusal:
        call_command("import_schedule", str(path), "--edition", edition.slug)
    said = str(refusal.value).replace("\u00a0", " ").replace("\u202f", " ")
    assert said == f"ligne 3, colonne {column}: {sentence}"
    assert list(Session.objects.values()) == before


def test_the_same_code_twice_is_refused(edition):
    data = b"code,title_fr\nZ1,A\nZ1,B\n"
    plan = plan_import(edition, read(data, PARIS))
    assert [problem.where for problem in plan.errors] == ["ligne 3, colonne A (code)"]


def test_unknown_rooms_are_added_on_request(edition, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "code,title_fr,date,start,end,room_fr,room_ko\nZ1,A,2027-03-25,10:00,11:00,Salle X,X실\n"
    )
    call_command("import_schedule", str(path), "--edition", edition.slug, "--create-rooms")
    room = Room.objects.get(name_fr="Salle X")
    assert (room.venue_id, room.name_ko, room.capacity) == (edition.venue_id, "X실", 0)
    session = Session.objects.get(edition=edition, code="Z1")
    assert [slot.room for slot in session.slots.all()] == [room]


def test_the_template_reads_as_an_empty_table():
    problems = read(template_xlsx(), PARIS).problems
    assert [str(problem) for problem in problems] == ["Le fichier ne contient aucune séance."]


def test_what_begins_with_an_equals_sign_is_text(edition, visitor, session):
    session.title_fr = "=1+1"
    session.save()
    import io

    from openpyxl import load_workbook

    data = visitor.get("/fr/forum-2027/programme.xlsx").content
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}
