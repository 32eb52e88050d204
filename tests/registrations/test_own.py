"""Self-service: by the link from the mail, or not at all."""

import datetime
import io
import json
import uuid

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from outbox.models import OutgoingEmail
from outbox.services import render
from registrations.models import Attendee, ConsentRecord, Quota, Registration
from registrations.services.links import send_links
from registrations.tokens import LINK, STAY, Access, token
from tests.html import soup
from tests.registrations.entry import FORM, filled, session_pk


@pytest.fixture
def registered(edition, db) -> Registration:
    """Somebody on site, in one visit."""
    data = filled(edition, sessions=[session_pk(edition, "V1")])
    assert Client().post(FORM.format("ko"), data).status_code == 302
    return Registration.objects.get(key=data["key"])


def link_to(registration: Registration, **changes) -> str:
    access = Access(registration.key, registration.link_version)
    return f"/registrations/{token(access, changes.get('salt', LINK))}/"


@pytest.fixture
def holder(registered) -> Client:
    """The browser in which the link was opened."""
    client = Client()
    assert client.get(link_to(registered)).status_code == 302
    return client


def taken(edition) -> dict[str, int]:
    return {str((q.session and q.session.code) or q.mode): q.taken for q in Quota.objects.all()}


def test_the_link_is_traded_for_a_clean_address(registered):
    client = Client()
    response = client.get(link_to(registered))
    assert (response.status_code, response["Location"]) == (302, "/ko/registrations/")
    cookie = client.cookies["registration"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 7200)
    page = client.get("/ko/registrations/")
    assert page["Cache-Control"] == "no-store"
    assert registered.reference in page.content.decode()


def test_every_dead_link_gives_the_same_answer(registered):
    alive = link_to(registered)
    dead = [
        "/registrations/x/",
        alive[:-2] + "/",
        link_to(registered, salt=STAY),
        f"/registrations/{token(Access(uuid.uuid4(), 0), LINK)}/",
        f"/registrations/{token(Access(registered.key, 7), LINK)}/",
    ]
    answers = {(a.status_code, a.content) for a in map(Client().get, dead)}
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        late = Client().get(alive)
    answers.add((late.status_code, late.content))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_a_stay_ends(registered, holder):
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=3)):
        assert holder.get("/ko/registrations/")["Location"] == "/ko/registrations/lost/"
    holder.post("/ko/registrations/leave/")
    assert holder.get("/ko/registrations/").status_code == 302


def test_without_a_link_there_is_nothing_to_see(registered):
    for name in ("", "change/", "cancel/", "data.json", "data.xlsx"):
        response = Client().get(f"/ko/registrations/{name}")
        assert (response.status_code, response["Location"]) == (302, "/ko/registrations/lost/")


def changed(registered, **changes):
    data = filled(registered.edition, **changes)
    return data | {"version": registered.version}


def test_change(edition, registered, holder):
    before = taken(edition)
    form = soup(holder.get("/ko/registrations/change/"))
    assert form.select_one("#id_family_name")["value"] == "홍"
    new = changed(registered, sessions=[session_pk(edition, "V3")], position="부시장")
    response = holder.post("/ko/registrations/change/", new)
    assert response["Location"] == "/ko/registrations/"
    attendee = Attendee.objects.get(registration=registered)
    assert attendee.position == "부시장"
    assert [s.session.code for s in attendee.signups.all()] == ["V3"]
    after = taken(edition)
    assert (after["V1"], after["V3"]) == (before["V1"] - 1, before["V3"] + 1)
    assert after["on_site"] == before["on_site"]
    mail = OutgoingEmail.objects.get(kind="registrations.changed")
    calendar = render(mail).attachments[0].content.decode()
    assert calendar.count("STATUS:CANCELLED") == 1  # the visit that was left
    assert calendar.count("STATUS:CONFIRMED") == 3


def test_the_same_change_twice(edition, registered, holder):
    new = changed(registered, position="부시장")
    for _time in range(2):
        assert holder.post("/ko/registrations/change/", new)["Location"] == "/ko/registrations/"
    assert Registration.objects.get(pk=registered.pk).version == 1
    assert OutgoingEmail.objects.filter(kind="registrations.changed").count() == 1


def test_another_change_meanwhile_is_said_and_nothing_typed_lost(registered, holder):
    holder.post("/ko/registrations/change/", changed(registered, position="부시장"))
    late = holder.post("/ko/registrations/change/", changed(registered, position="과장"))
    page = soup(late)
    assert len(page.select(".error-summary li")) == 1
    assert page.select_one("#entry [name=position]")["value"] == "과장"
    assert Attendee.objects.get(registration=registered).position == "부시장"
    again = changed(registered, position="과장") | {
        "version": page.select_one("[name=version]")["value"]
    }
    assert holder.post("/ko/registrations/change/", again).status_code == 302
    assert Attendee.objects.get(registration=registered).position == "과장"


def test_the_form_carries_the_version_it_was_filled_from(holder):
    page = soup(holder.get("/ko/registrations/change/"))
    assert page.select_one("[name=version]")["value"] == "0"


def test_a_change_that_finds_no_seat_changes_nothing(edition, registered, holder):
    Quota.objects.filter(session__code="V3").update(taken=6)
    new = changed(registered, sessions=[session_pk(edition, "V3")], position="부시장")
    response = holder.post("/ko/registrations/change/", new)
    assert response.status_code == 200
    assert [s.session.code for s in registered.attendees.get().signups.all()] == ["V1"]
    assert taken(edition)["V3"] == 6


def test_one_keeps_ones_own_seat_in_a_full_visit(edition, registered, holder):
    Quota.objects.filter(session__code="V1").update(size=1, taken=1)
    new = changed(registered, sessions=[session_pk(edition, "V1")], position="부시장")
    assert holder.post("/ko/registrations/change/", new).status_code == 302
    assert taken(edition)["V1"] == 1


def test_a_new_address_voids_the_old_links(registered, holder):
    old = link_to(registered)
    holder.post("/ko/registrations/change/", changed(registered, email="new@suwon.example"))
    assert Client().get(old).status_code == 404
    assert holder.get("/ko/registrations/").status_code == 200  # this browser goes on
    told = OutgoingEmail.objects.filter(kind__in=["registrations.moved", "registrations.changed"])
    assert {(m.kind, m.recipient) for m in told} == {
        ("registrations.moved", "hong@suwon.example"),
        ("registrations.changed", "new@suwon.example"),
    }


def test_consents_are_withdrawn_not_rewritten(registered, holder):
    holder.post("/ko/registrations/change/", changed(registered, consent_photo="on"))
    registered.refresh_from_db()
    holder.post("/ko/registrations/change/", changed(registered))
    records = ConsentRecord.objects.filter(attendee__registration=registered)
    states = {(r.text.purpose, r.withdrawn_at is None) for r in records}
    assert states == {("terms", True), ("photo", False)}


def test_a_consent_is_taken_back_at_any_time(registered, holder):
    """With that to services, the services go at once; the conditions stay."""
    asked = {"needs": ["captions"], "consent_sensitive": "on", "consent_photo": "on"}
    holder.post("/ko/registrations/change/", changed(registered, **asked))
    with time_machine.travel("2027-03-20T12:00Z"):
        client = Client()
        client.get(f"/registrations/{token(Access(registered.key, 0), LINK)}/")
        offered = soup(client.get("/ko/registrations/")).select("form[action*=withdraw]")
        assert {f["action"].split("/")[-2] for f in offered} == {"sensitive", "photo"}
        for purpose in ("sensitive", "terms", "nonsense"):
            response = client.post(f"/ko/registrations/withdraw/{purpose}/")
            assert response["Location"] == "/ko/registrations/"
    standing = ConsentRecord.objects.filter(
        attendee__registration=registered, withdrawn_at=None
    ).values_list("text__purpose", flat=True)
    assert set(standing) == {"terms", "photo"}
    assert registered.attendees.get().needs is None
    assert Client().post("/ko/registrations/withdraw/photo/").status_code == 302
    assert ConsentRecord.objects.filter(text__purpose="photo", withdrawn_at=None).count() == 1


def test_the_language_of_a_consent_is_that_of_the_words_shown(edition, visitor):
    edition.consent_texts.filter(purpose="terms").update(text_ko="", text_en="")
    data = filled(edition)
    visitor.post(FORM.format("ko"), data)
    (record,) = ConsentRecord.objects.filter(attendee__registration__key=data["key"])
    assert record.language == "fr"


def test_after_the_deadline_nothing_changes(registered, holder):
    with time_machine.travel("2027-03-20T12:00Z"):
        client = Client()
        fresh = token(Access(registered.key, 0), LINK)
        client.get(f"/registrations/{fresh}/")
        assert client.get("/ko/registrations/change/")["Location"] == "/ko/registrations/"
        answer = client.post("/ko/registrations/change/", changed(registered, position="x"))
        assert answer.status_code == 302
    assert Attendee.objects.get(registration=registered).position == "국장"


def test_cancel(edition, registered, holder):
    before = taken(edition)
    assert holder.get("/ko/registrations/cancel/").status_code == 200
    for _time in range(2):
        holder.post("/ko/registrations/cancel/")
    registered.refresh_from_db()
    assert registered.state == "cancelled"
    after = taken(edition)
    assert (after["on_site"], after["V1"]) == (before["on_site"] - 1, before["V1"] - 1)
    (mail,) = OutgoingEmail.objects.filter(kind="registrations.cancelled")
    calendar = render(mail).attachments[0]
    assert calendar.mimetype == "text/calendar; method=CANCEL"
    assert "STATUS:CONFIRMED" not in calendar.content.decode()
    confirmation = OutgoingEmail.objects.get(
        kind="registrations.confirmed", about__registration=str(registered.key)
    )
    assert render(confirmation) is None  # nothing to confirm any more
    assert holder.get("/ko/registrations/change/").status_code == 302


def test_ones_own_data(registered, holder):
    data = json.loads(holder.get("/ko/registrations/data.json").content)
    assert data["family_name"] == "홍"
    assert data["reference"] == registered.reference
    assert data["consents"][0]["purpose"] == "terms"
    book = openpyxl.load_workbook(
        io.BytesIO(holder.get("/ko/registrations/data.xlsx").content)
    ).active
    rows = {row[0].value: row[1].value for row in book.iter_rows()}
    assert rows["organisation"] == "수원시"


def test_the_joining_link_is_for_confirmed_online_participants(edition, registered, holder):
    link = "https://visio.example/forum-franco-coreen"
    assert link not in holder.get("/ko/registrations/").content.decode()
    holder.post("/ko/registrations/change/", changed(registered, mode="online"))
    assert link in holder.get("/ko/registrations/").content.decode()
    mail = OutgoingEmail.objects.get(kind="registrations.changed")
    assert link in render(mail).text
    holder.post("/ko/registrations/cancel/")
    assert link not in holder.get("/ko/registrations/").content.decode()


def test_a_lost_link_reveals_nothing(registered, visitor):
    known = visitor.post("/ko/registrations/lost/", {"email": "HONG@suwon.example"})
    unknown = visitor.post("/ko/registrations/lost/", {"email": "nobody@suwon.example"})
    assert (known.status_code, known["Location"], known.content) == (
        unknown.status_code,
        unknown["Location"],
        unknown.content,
    )
    (mail,) = OutgoingEmail.objects.filter(kind="registrations.link")
    assert mail.recipient == "hong@suwon.example"
    assert "/registrations/" in render(mail).text


def test_a_lost_link_is_sent_once_an_hour(registered):
    for _time in range(3):
        send_links("hong@suwon.example")
    assert OutgoingEmail.objects.filter(kind="registrations.link").count() == 1


def test_asking_too_often(db, visitor):
    answers = [
        visitor.post("/fr/registrations/lost/", {"email": "a@ville.example"}).status_code
        for _time in range(4)
    ]
    assert answers == [302, 302, 302, 429]


def test_the_ticket_opens_nothing_by_itself(registered, visitor):
    from registrations.queries.own import own
    from registrations.renderers.letters import ticket_url

    address = ticket_url(own(registered.key, "ko")).split("localhost:8000")[1]
    shown = visitor.get(address).content.decode()
    assert soup(visitor.get(address)).h1.get_text()
    for secret in ("홍", "길동", registered.reference, "hong@"):
        assert secret not in shown
    assert visitor.get(address[:-3] + "/").status_code == 404
