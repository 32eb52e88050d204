"""Interpreters: who they are, where they work, and the plan that they are given."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import ModelLogEntry

from programme.models import Edition, InterpretationAssignment, Interpreter, Session
from programme.queries.interpretation import interpretation_plan
from tests.html import soup
from tests.programme.test_admin import FORMSET, seen
from tests.programme.test_conflicts import in_the_draft, named, place


@pytest.fixture
def bae(edition) -> Interpreter:
    return edition.interpreters.get(name="BAE Choan")


def add(client, edition, **changed):
    typed = {"seen": "", "edition": edition.pk, "name": "CHO Geul", "note": ""} | changed
    return client.post("/admin/interpreters/new/", typed)


def test_an_editor_adds_an_interpreter_without_seeing_the_address(editor, edition):
    assert not soup(editor.get("/admin/interpreters/new/")).select("#id_email")
    response = add(editor, edition, email="cho@x.example")
    made = Interpreter.objects.get(name="CHO Geul")
    assert response["Location"] == f"/admin/interpreters/edit/{made.pk}/"
    assert (made.edition, made.email) == (edition, "")


def test_the_address_is_for_those_with_a_second_factor(log_in, bae):
    clerk, address = log_in("clerk", mfa=True), f"/admin/interpreters/edit/{bae.pk}/"
    typed = {"name": bae.name, "note": bae.note, "email": "bae@x.example"}
    assert clerk.post(address, typed | {"seen": seen(clerk, address)}).status_code == 302
    bae.refresh_from_db()
    assert bae.email == "bae@x.example"


def test_the_log_names_no_interpreter(editor, edition):
    add(editor, edition)
    made = Interpreter.objects.get(name="CHO Geul")
    address = f"/admin/interpreters/edit/{made.pk}/"
    editor.post(address, {"name": "CHO Geulssi", "note": "", "seen": seen(editor, address)})
    editor.post(f"/admin/interpreters/delete/{made.pk}/")
    assert not Interpreter.objects.filter(pk=made.pk).exists()
    entries = ModelLogEntry.objects.filter(object_id=str(made.pk), label__contains="·")
    actions = entries.filter(content_type__model="interpreter").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "wagtail.create",
        "wagtail.edit",
        "wagtail.delete",
    ]
    assert not ModelLogEntry.objects.filter(label__contains="CHO Geul").exists()


def test_the_list_is_filtered_by_edition(editor, edition, bae):
    other = Edition.objects.exclude(pk=edition.pk).first()
    Interpreter.objects.create(edition=other, name="SEO Myeong")
    shown = editor.get("/admin/interpreters/", {"edition": edition.pk}).content.decode()
    assert bae.name in shown
    assert "SEO Myeong" not in shown


# Assignments on a session's form


def typed(client, session: Session, *rows: tuple[Interpreter, str, str]) -> dict:
    """A session's form as it was shown, with these assignments added."""
    fields = {
        "title_fr": session.title_fr,
        "code": session.code,
        "kind": session.kind,
        "state": session.state,
        "spoken": ["fr"],
        "interpreted": ["ko"],
        "seen": seen(client, f"/admin/sessions/edit/{session.pk}/"),
    }
    prefix = "interpretation_assignments"
    fields |= FORMSET | {f"{prefix}-TOTAL_FORMS": str(len(rows))}
    for number, (interpreter, source, target) in enumerate(rows):
        values = {"interpreter": interpreter.pk, "source": source, "target": target}
        fields |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return fields


def send(client, session: Session, *rows):
    return client.post(f"/admin/sessions/edit/{session.pk}/", typed(client, session, *rows))


def test_interpreters_are_assigned_on_the_form(editor, edition, bae):
    session = named(edition, "V3")
    assert send(editor, session, (bae, "fr", "ko")).status_code == 302
    (made,) = session.interpretation_assignments.all()
    assert (made.interpreter, made.source, made.target) == (bae, "fr", "ko")


@pytest.mark.parametrize(("way", "field"), [(("fr", "en"), "target"), (("en", "ko"), "source")])
def test_languages_must_be_the_sessions(editor, edition, bae, way, field):
    """The session is in French, and interpreted into Korean."""
    session = named(edition, "V3")
    response = send(editor, session, (bae, *way))
    assert response.status_code == 200
    page = soup(response)
    chosen = page.select_one(f"#id_interpretation_assignments-0-{field}")
    assert chosen["aria-invalid"] == "true"
    assert chosen.select_one("[selected]")["value"] == way[field == "target"]
    assert not session.interpretation_assignments.exists()


def test_nobody_interprets_from_a_language_into_itself(editor, edition, bae):
    session = named(edition, "V3")
    page = soup(send(editor, session, (bae, "ko", "ko")))
    sentence = str(InterpretationAssignment._meta.constraints[1].violation_error_message)
    assert sentence in page.get_text()
    assert not session.interpretation_assignments.exists()


def test_one_may_work_from_what_a_colleague_says(editor, edition, bae):
    """Relay: Korean is heard in English, and goes from there into French."""
    session = named(edition, "V3")
    fields = typed(editor, session, (bae, "en", "fr"))
    fields |= {"spoken": ["ko"], "interpreted": ["en", "fr"]}
    response = editor.post(f"/admin/sessions/edit/{session.pk}/", fields)
    assert response.status_code == 302
    assert session.interpretation_assignments.get().source == "en"


def test_a_language_cannot_go_while_somebody_interprets_into_it(editor, edition, bae):
    session = named(edition, "V3")
    fields = typed(editor, session, (bae, "fr", "ko")) | {"interpreted": []}
    assert editor.post(f"/admin/sessions/edit/{session.pk}/", fields).status_code == 200
    assert list(session.languages.filter(use="interpreted").values_list("language")) == [("ko",)]


def test_language_and_interpreter_go_together(editor, edition, bae):
    """What is taken out is not asked whether it fits."""
    session = named(edition, "V1")
    (held,) = session.interpretation_assignments.all()
    fields = typed(editor, session, (held.interpreter, "fr", "ko")) | {"interpreted": []}
    fields |= {
        "interpretation_assignments-INITIAL_FORMS": "1",
        "interpretation_assignments-0-id": held.pk,
        "interpretation_assignments-0-DELETE": "on",
    }
    assert editor.post(f"/admin/sessions/edit/{session.pk}/", fields).status_code == 302
    assert not session.interpretation_assignments.exists()
    assert not session.languages.filter(use="interpreted").exists()


def test_an_interpreter_of_another_edition_is_neither_offered_nor_taken(editor, edition):
    other = Edition.objects.exclude(pk=edition.pk).first()
    stranger = Interpreter.objects.create(edition=other, name="SEO Myeong")
    session = named(edition, "V3")
    shown = editor.get(f"/admin/sessions/edit/{session.pk}/").content.decode()
    assert "BAE Choan" in shown
    assert "SEO Myeong" not in shown
    assert send(editor, session, (stranger, "fr", "ko")).status_code == 200
    new = FORMSET | {
        "title_fr": "Neuve", "edition": edition.pk, "code": "N1", "kind": "workshop",
        "state": "confirmed", "spoken": ["fr"], "interpreted": ["ko"],
        "interpretation_assignments-TOTAL_FORMS": "1",
        "interpretation_assignments-0-interpreter": stranger.pk,
        "interpretation_assignments-0-source": "fr",
        "interpretation_assignments-0-target": "ko",
    }  # fmt: skip
    assert editor.post("/admin/sessions/new/", new).status_code == 200
    assert not Session.objects.filter(code="N1").exists()
    assert not InterpretationAssignment.objects.filter(interpreter=stranger).exists()


# The plan


def plan_url(edition) -> str:
    return f"/admin/programme/{edition.pk}/interpretation/"


def tables(page) -> list[tuple[str, list[list[str]]]]:
    """Each person with the rows of the table."""
    return [
        (
            table.caption.get_text(strip=True),
            [
                [td.get_text(" ", strip=True) for td in row.select("td")]
                for row in table.select("tbody tr")
            ],
        )
        for table in page.select("table.turns")
    ]


def test_the_plan_says_per_day_who_works_where(editor, edition):
    days = soup(editor.get(plan_url(edition))).select(".turns__day")
    assert len(days) == 2
    people = dict(tables(days[0]))
    assert list(people) == [
        *("BAE Choan", "Camille Ébauche", "Emma Sketch", "NAM Yaksik", "Paul Brouillon"),
        "YANG Sijeon",
    ]
    assert [row[0] for row in people["BAE Choan"]] == [
        *("11:15–12:30", "14:00–15:15", "15:55–16:15", "16:45–17:45", "17:45–18:30"),
    ]
    title = named(edition, "M4").title_fr
    assert people["BAE Choan"][2] == [
        "15:55–16:15", "Salle Loire", f"M4 · {title}", "français → coréen"
    ]  # fmt: skip


def test_the_plan_says_what_lacks_an_interpreter(editor, edition, bae):
    def lacking():
        page = soup(editor.get(plan_url(edition)))
        return [row.select("td")[3].get_text() for row in page.select(".turns--lacking tbody tr")]

    assert lacking() == ["→ coréen"]
    send(editor, named(edition, "V3"), (bae, "fr", "ko"))
    assert lacking() == []


def test_the_plan_follows_the_draft(edition, bae):
    place(edition, "T1", 1, "08:00", "09:00", room="Salle Erdre")
    session = named(edition, "A1")
    session.state = "cancelled"
    session.save()
    first, second = interpretation_plan(edition)
    assert [turn.slot.session.code for turn in first.people[bae]] == ["M4", "G1", "S1"]
    assert [(turn.hours, turn.slot.session.code) for turn in second.people[bae]] == [
        ("08:00–09:00", "T1"),
        ("10:45–12:15", "A2"),
        ("13:45–16:00", "V2"),
    ]


def test_an_edition_without_interpretation_says_so(editor, db):
    old = Edition.objects.get(starts_on__year=2016)
    page = soup(editor.get(plan_url(old)))
    assert page.select("table.turns") == []


def test_the_plan_does_not_ask_more_for_more_sessions(editor, edition):
    editor.get(plan_url(edition))
    for suffix in ("", "../interpretation.xlsx"):
        Session.objects.filter(code__startswith="X").delete()
        in_the_draft(edition, 30)
        with CaptureQueriesContext(connection) as few:
            editor.get(plan_url(edition) + suffix)
        Session.objects.filter(code__startswith="X").delete()
        in_the_draft(edition, 300)
        with CaptureQueriesContext(connection) as many:
            editor.get(plan_url(edition) + suffix)
        assert len(many) == len(few)


def spreadsheet(client, edition):
    response = client.get(f"/admin/programme/{edition.pk}/interpretation.xlsx")
    assert response["Content-Disposition"] == (
        'attachment; filename="interpretation-forum-2027.xlsx"'
    )
    assert "no-store" in response["Cache-Control"]
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def test_the_plan_as_a_spreadsheet(editor, edition):
    rows = list(spreadsheet(editor, edition).iter_rows(values_only=True))
    assert rows[1] == (
        "jeudi 25 mars 2027", "BAE Choan", "11:15–12:30", "Salle Loire", "T1",
        named(edition, "T1").title_fr, "français → coréen",
    )  # fmt: skip
    assert rows[-1][4:] == ("V3", named(edition, "V3").title_fr, "→ coréen")
    assert len(rows) == 2 + InterpretationAssignment.objects.count()


def test_what_somebody_typed_is_no_formula(editor, edition, bae):
    bae.name = '=HYPERLINK("https://x.example")'
    bae.save()
    cells = [cell for row in spreadsheet(editor, edition).iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert bae.name in [cell.value for cell in cells]


def test_the_plan_in_korean(translator, log_in, edition, editor):
    with translation.override("ko"):
        directions = {
            direction
            for day in interpretation_plan(edition)
            for turns in day.people.values()
            for turn in turns
            for direction in turn.directions
        }
    assert directions == {
        "한국어 → 프랑스어",
        "프랑스어 → 한국어",
        "프랑스어 → 영어",
        "한국어 → 영어",
    }
    assert translator.get(plan_url(edition)).status_code in {302, 403}


def test_the_edition_leads_to_the_plan(editor, edition):
    page = soup(editor.get(f"/admin/editions/edit/{edition.pk}/"))
    assert plan_url(edition) in [a["href"] for a in page.select("a[href]")]
