"""The clerk finds people in either script, sees what happened, and helps."""

import io
import unicodedata

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from outbox.models import OutgoingEmail
from registrations.models import Attendee, Quota, Registration
from tests.html import soup
from tests.registrations.entry import FORM, filled, session_pk

LIST = "/admin/participants/"


@pytest.fixture
def clerk(log_in) -> Client:
    return log_in("clerk", mfa=True)


@pytest.fixture
def registered(edition) -> Registration:
    data = filled(edition, sessions=[session_pk(edition, "V1")])
    Client().post(FORM.format("ko"), data)
    return Registration.objects.get(key=data["key"])


def names(response) -> set[str]:
    return {a.get_text(strip=True) for a in soup(response).select("table.listing td.title a")}


def person(registration: Registration, what: str = "") -> str:
    return f"/admin/registrations/{registration.key}/{what}"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("홍길동", {"홍길동"}),
        ("길동", {"홍길동"}),
        ("홍 길동", {"홍길동"}),
        (unicodedata.normalize("NFD", "홍길동"), {"홍길동"}),
        ("hong gildong", {"홍길동"}),
        ("GILDONG hong", {"홍길동"}),
        ("elise", {"Élise Moreau"}),
        ("ÉLISE moreau", {"Élise Moreau"}),
        ("수원", {"홍길동", "김서연"}),
        ("camille.lefevre@nantes.example", {"Camille Lefèvre"}),
        ("nobody", set()),
        ("%", set()),
    ],
)
def test_search_in_both_scripts(clerk, registered, typed, found):
    assert names(clerk.post(LIST, {"search": typed})) == found


def test_search_by_reference(clerk, registered):
    assert names(clerk.post(LIST, {"search": registered.reference.lower()})) == {"홍길동"}


def test_a_search_leaves_no_name_in_an_address(clerk, registered):
    page = soup(clerk.get(LIST))
    form = page.select_one(".people-search")
    assert (form["method"], form.get("action")) == ("post", None)
    assert not page.select("form[method=get] input[type=search], form[method=get] input[name=q]")


def test_filters(clerk, edition, registered):
    visit = session_pk(edition, "V1")
    assert names(clerk.get(f"{LIST}?session={visit}")) == {"홍길동"}
    assert names(clerk.get(f"{LIST}?mode=online")) == {"박지훈", "Élise Moreau"}
    assert names(clerk.get(f"{LIST}?state=waiting")) == set()


def test_the_list_asks_no_more_for_more_people(clerk, edition, registered):
    clerk.get(LIST)
    with CaptureQueriesContext(connection) as few:
        clerk.get(LIST)
    for number in range(30):
        data = filled(edition, family_name=f"Nom{number}", email=f"p{number}@ville.example")
        assert Client().post(FORM.format("fr"), data).status_code == 302
    with CaptureQueriesContext(connection) as many:
        assert len(names(clerk.get(LIST))) == 37
    assert len(many) == len(few)


def test_export(clerk, edition):
    """Every cell is text, whatever was typed; the log says who took how many."""
    data = filled(edition, family_name="=1+1", position="@SUM(A1)", organisation_name="-2+3")
    Client().post(FORM.format("fr"), data)
    response = clerk.get(f"{LIST}?export=xlsx")
    assert "no-store" in response["Cache-Control"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    text = {"s", "inlineStr"}
    assert {cell.data_type for cell in cells if cell.value is not None} <= text
    assert "=1+1" in {cell.value for cell in cells}
    assert sheet.max_row == 8
    entry = ModelLogEntry.objects.get(action="registrations.export")
    assert (entry.user.username, entry.data) == ("clerk", {"people": 7})


def test_an_export_follows_the_filter(clerk, edition):
    response = clerk.get(f"{LIST}?mode=online&export=xlsx")
    assert openpyxl.load_workbook(io.BytesIO(response.content)).active.max_row == 3
    assert clerk.get(f"{LIST}?export=csv")["Content-Type"].startswith("text/html")


def test_the_person(clerk, registered):
    page = soup(clerk.get(person(registered)))
    text = page.select_one("main").get_text(" ", strip=True)
    for said in ("홍길동", "HONG Gildong", "hong@suwon.example", "수원시", "국장"):
        assert said in text
    assert page.title.get_text(strip=True).startswith(registered.reference)


def test_the_trail(clerk, registered):
    """Who did what and when; seeing services is itself part of it."""
    Attendee.objects.filter(registration=registered).update(other_service="Boucle magnétique")
    clerk.get(person(registered))
    clerk.post(person(registered, "cancel/"))
    trail = [
        (entry.action, entry.user.username)
        for entry in ModelLogEntry.objects.for_instance(registered).order_by("timestamp", "pk")
    ]
    assert trail == [("registrations.view_services", "clerk"), ("registrations.cancel", "clerk")]
    labels = set(ModelLogEntry.objects.for_instance(registered).values_list("label", flat=True))
    assert labels == {registered.reference}  # never a name


def test_cancelling_for_somebody(clerk, edition, registered):
    before = Quota.objects.get(session__code="V1").taken
    clerk.post(person(registered, "cancel/"))
    registered.refresh_from_db()
    assert registered.state == "cancelled"
    assert Quota.objects.get(session__code="V1").taken == before - 1
    assert OutgoingEmail.objects.filter(kind="registrations.cancelled").count() == 1


def waiting(edition, **changes) -> Registration:
    """Somebody on the waiting list of a forum that is full."""
    Quota.objects.filter(edition=edition, mode="on_site").update(size=4)
    data = filled(edition, wait="yes", **changes)
    Client().post(FORM.format("ko"), data)
    registration = Registration.objects.get(key=data["key"])
    assert registration.state == "waiting"
    return registration


def test_nobody_is_admitted_without_a_seat(clerk, edition):
    registration = waiting(edition)
    response = clerk.post(person(registration, "admit/"), follow=True)
    assert soup(response).select_one(".messages .error")
    registration.refresh_from_db()
    assert registration.state == "waiting"
    assert Quota.objects.get(edition=edition, mode="on_site").taken == 4


def test_admitting_takes_the_seat_and_the_sessions_that_are_left(clerk, edition):
    sessions = [session_pk(edition, "V1")]
    registration = waiting(edition, sessions=sessions)
    Quota.objects.filter(edition=edition, mode="on_site").update(size=5)
    Quota.objects.filter(session__code="V1").update(size=1, taken=1)
    clerk.post(person(registration, "admit/"))
    registration.refresh_from_db()
    assert registration.state == "confirmed"
    assert Quota.objects.get(edition=edition, mode="on_site").taken == 5
    assert Quota.objects.get(session__code="V1").taken == 1
    assert registration.attendees.get().signups.count() == 0
    kinds = OutgoingEmail.objects.filter(about__registration=str(registration.key))
    assert set(kinds.values_list("kind", flat=True)) == {
        "registrations.waiting",
        "registrations.confirmed",
    }


def test_a_mail_is_sent_again(clerk, registered):
    mail = OutgoingEmail.objects.get(about__registration=str(registered.key))
    OutgoingEmail.objects.filter(pk=mail.pk).update(state="failed", attempts=16)
    assert "failed-mails" in clerk.get("/admin/").content.decode()
    assert soup(clerk.get(f"/admin/outgoing_emails/inspect/{mail.pk}/")).select_one("main form")
    clerk.post(f"/admin/outbox/{mail.pk}/resend/")
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.resends) == ("ready", 0, 1)
    assert clerk.get("/admin/outgoing_emails/").status_code == 200


def test_a_ticket_leads_the_clerk_to_the_person(clerk, registered):
    from registrations.tokens import ticket_token

    response = clerk.get(f"/registrations/ticket/{ticket_token(registered.key)}/")
    assert response["Location"] == person(registered)


@pytest.mark.parametrize("username", ["editor", "moderator", "translator-ko", "stranger"])
def test_nobody_else_sees_people(log_in, registered, username):
    client = log_in(username)
    mail = OutgoingEmail.objects.first()
    for address in (
        LIST,
        f"{LIST}?export=xlsx",
        person(registered),
        "/admin/outgoing_emails/",
        f"/admin/outgoing_emails/inspect/{mail.pk}/",
        "/admin/purges/",
    ):
        assert client.get(address).status_code in {302, 403}, address
    for what in ("cancel/", "admit/"):
        assert client.post(person(registered, what)).status_code in {302, 403}
    registered.refresh_from_db()
    assert registered.state == "confirmed"


def test_a_speakers_private_address_is_the_clerks(editor, clerk, edition):
    speaker = edition.speakers.first()
    address = f"/admin/speakers/edit/{speaker.pk}/"
    assert soup(editor.get(address)).select_one("#id_email") is None
    assert soup(clerk.get(address)).select_one("#id_email") is not None
