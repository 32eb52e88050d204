"""Releases: what they change, what stands against them, the way back, and single changes."""

import datetime
import uuid
from dataclasses import dataclass, replace

import pytest
from defusedxml import ElementTree
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from outbox.models import OutgoingEmail
from programme import conflicts, listeners
from programme.conflicts import Conflict
from programme.enums import ChangeKind, SessionState, Severity
from programme.models import Room, ScheduleChange, Session, Slot
from programme.queries.changes import releases
from programme.queries.drafts import draft_slots, pending_changes, public_slots, rooms_of
from programme.queries.entries import released_schedule
from programme.services.releases import (
    Terms,
    places,
    release_schedule,
    release_session,
    restore_version,
)
from programme.services.schedule import unplace_session
from programme.services.sessions import cancel_session, create_session, set_session_state
from tests.factories import ANYHOW, crowd, moved
from tests.forms import submit
from tests.html import soup

CHANGES = "/{}/forum-2027/programme/changes/"
FEED = "/{}/forum-2027/changes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def told(schedule) -> list[tuple[str, str]]:
    """Code and kind of each change, in order of the codes."""
    return sorted((change.session.code, change.kind) for change in schedule.changes.all())


def release_url(edition) -> str:
    return f"/admin/programme/{edition.pk}/release/"


def now_url(session) -> str:
    return f"/admin/programme/{session.edition_id}/schedule/{session.pk}/now/"


@pytest.fixture
def error(monkeypatch, session):
    """A rule that finds an error with P1, for as long as the list is not emptied."""
    found = [Conflict("test", Severity.ERROR, "P1 est doublée.", (session.pk,), "/admin/x/")]
    monkeypatch.setattr(conflicts, "_rules", [lambda _plan: found])
    return found


# What a release changes


def test_the_first_release_changes_nothing(edition):
    assert not ScheduleChange.objects.filter(schedule__edition=edition).exists()


def test_each_kind_of_change_has_its_row(edition):
    room = rooms_of(edition).get(name_fr="Salle Erdre")
    before = {slot.session.code: slot for slot in public_slots(edition)}
    moved(edition, "P1", 8, room=room)
    unplace_session(edition.sessions.get(code="M3"))
    cancel_session(edition.sessions.get(code="V1"))
    schedule = release_schedule(edition)
    assert told(schedule) == [("M3", "removed"), ("P1", "moved"), ("V1", "cancelled")]
    change = schedule.changes.get(session__code="P1")
    assert (change.start_before, change.room_before) == (before["P1"].start, before["P1"].room)
    assert change.start.astimezone(edition.zone.info).strftime("%d %H:%M") == "26 08:00"
    assert change.room == room
    assert schedule.changes.get(session__code="M3").start is None
    assert {s.session.code for s in schedule.slots.filter(cancelled=True)} == {"V1"}

    moved(edition, "M3", 9)
    set_session_state(edition.sessions.get(code="V1"), SessionState.CONFIRMED)
    assert told(release_schedule(edition)) == [("M3", "added"), ("V1", "reinstated")]


def test_where_a_cancelled_session_would_be_concerns_nobody(edition):
    cancel_session(edition.sessions.get(code="P1"))
    release_schedule(edition)
    moved(edition, "P1", 8)
    assert not pending_changes(edition)
    set_session_state(edition.sessions.get(code="P1"), SessionState.CONFIRMED)
    (change,) = pending_changes(edition).rows
    assert (change.kind, change.time_changed) == (ChangeKind.REINSTATED, True)


def test_a_listener_that_fails_leaves_nothing_behind(edition, monkeypatch):
    def fail(schedule) -> None:
        assert schedule.changes.count() == 1
        raise RuntimeError

    monkeypatch.setattr(listeners, "_release_listeners", [fail])
    moved(edition, "P1", 8)
    edition.refresh_from_db()
    before = edition.sequence
    with pytest.raises(RuntimeError):
        release_schedule(edition)
    assert released_schedule(edition).version == 1
    edition.refresh_from_db()
    assert (edition.sequence, ScheduleChange.objects.count()) == (before, 0)


def test_queries_of_a_release_do_not_grow(edition):
    def release_after(count: int) -> int:
        draft = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
        # Visits first: somebody has signed up for them.
        for slot in draft.order_by("-session__code")[:count]:
            slot.end += datetime.timedelta(minutes=5)
            slot.save()
        with CaptureQueriesContext(connection) as captured:
            release_schedule(edition, ANYHOW)
        return len(captured)

    release_after(5)
    assert release_after(5) == release_after(25)


# Errors


def test_errors_need_a_reason_which_is_kept(edition, error):
    moved(edition, "P1", 8)
    with pytest.raises(ValidationError, match="P1 est doublée"):
        release_schedule(edition)
    schedule = release_schedule(edition, Terms(override_reason="Convenu avec les deux."))
    assert schedule.override_reason == "Convenu avec les deux."
    entry = ModelLogEntry.objects.filter(action="programme.release").latest("pk")
    assert entry.data == {"version": 2, "override_reason": "Convenu avec les deux."}


def test_warnings_need_none(edition, error, monkeypatch):
    warning = Conflict("test", Severity.WARNING, "Juste.", error[0].sessions)
    monkeypatch.setattr(conflicts, "_rules", [lambda _plan: [warning]])
    moved(edition, "P1", 8)
    assert release_schedule(edition).override_reason == ""


def test_the_command_takes_a_reason(edition, error, capsys):
    moved(edition, "P1", 8)
    with pytest.raises(CommandError, match="P1 est doublée"):
        call_command("release_schedule", edition.slug)
    call_command("release_schedule", edition.slug, "--override", "Convenu.")
    assert capsys.readouterr().out == "forum-2027: released v2\n"
    assert released_schedule(edition).override_reason == "Convenu."


def test_the_screen_asks_for_the_reason_and_loses_nothing(editor, edition, error):
    moved(edition, "P1", 8)
    refused = submit(editor, release_url(edition), "Diffuser", label="Deux", note_ko="공지")
    page = soup(refused)
    assert released_schedule(edition).version == 1
    assert page.select_one(".conflicts__item a")["href"] == "/admin/x/"
    assert page.select_one("#id_label")["value"] == "Deux"
    assert page.select_one("#id_note_ko").get_text().strip() == "공지"
    assert page.select_one("#id_override_reason") is not None
    submit(editor, release_url(edition), "Diffuser", override_reason="Convenu.")
    assert released_schedule(edition).override_reason == "Convenu."
    error.clear()
    assert soup(editor.get(release_url(edition))).select_one("#id_override_reason") is None


# The screen


def test_a_release_from_the_screen(editor, edition, session):
    unplace_session(session)
    shown = soup(editor.get(release_url(edition)))
    assert "P1" in shown.select_one(".changes").get_text()
    notes = {"note_fr": "Une séance en moins.", "note_ko": "", "note_en": "One less."}
    submit(editor, release_url(edition), "Diffuser", label="Deux", **notes)
    schedule = edition.schedules.get(version=2)
    assert (schedule.label, schedule.note_fr, schedule.note_en) == (
        "Deux", "Une séance en moins.", "One less.",
    )  # fmt: skip
    assert schedule.announced
    again = editor.post(release_url(edition), {"label": "", "seen": "x"})
    assert (again.status_code, edition.schedules.count()) == (200, 3)
    assert "Aucun changement" in again.content.decode()


def test_what_was_not_seen_is_not_released(editor, edition):
    moved(edition, "P1", 8)
    seen = soup(editor.get(release_url(edition))).select_one("[name=seen]")["value"]
    moved(edition, "M3", 9)
    for mark in (seen, ""):
        refused = editor.post(release_url(edition), {"seen": mark, "label": "Deux"})
        assert "a changé entre-temps" in refused.content.decode()
    assert released_schedule(edition).version == 1
    now = soup(refused).select_one("[name=seen]")["value"]
    editor.post(release_url(edition), {"seen": now, "label": "Deux"})
    assert told(released_schedule(edition)) == [("M3", "moved"), ("P1", "moved")]


# Versions, and the way back


def test_the_versions_say_who_when_and_what(editor, edition):
    moved(edition, "P1", 8)
    submit(editor, release_url(edition), "Diffuser", label="Deux", note_fr="Note publique")
    page = soup(editor.get(f"/admin/programme/{edition.pk}/versions/"))
    first, second = page.select(".version")[::-1]
    assert "Deux" in second.h2.get_text()
    assert "editor" in second.get_text()
    assert "Note publique" in second.get_text()
    assert "P1" in second.select_one(".changes").get_text()
    assert first.select_one(".changes") is None


def test_a_version_goes_back_into_the_draft_and_out_again(editor, edition):
    first = places(public_slots(edition))
    moved(edition, "P1", 8)
    unplace_session(edition.sessions.get(code="M3"))
    release_schedule(edition)
    second = places(public_slots(edition))
    response = editor.post(f"/admin/programme/{edition.pk}/versions/1/restore/")
    assert response["Location"] == release_url(edition)
    assert (places(draft_slots(edition)), places(public_slots(edition))) == (first, second)
    submit(editor, release_url(edition), "Diffuser")
    assert places(public_slots(edition)) == first
    assert told(released_schedule(edition)) == [("M3", "added"), ("P1", "moved")]
    assert ModelLogEntry.objects.filter(action="programme.restore").get().data == {"version": 1}


def versions_url(edition) -> str:
    return f"/admin/programme/{edition.pk}/versions/"


def test_a_draft_that_changed_meanwhile_is_not_written_over(editor, edition):
    """Another editor moved a session while this one looked at the versions."""
    moved(edition, "P1", 8)
    release_schedule(edition)
    shown = soup(editor.get(versions_url(edition)))
    seen = shown.select_one("form [name=seen]")["value"]
    moved(edition, "M3", 9)
    drafted = places(draft_slots(edition))
    address = f"{versions_url(edition)}1/restore/"
    refused = editor.post(address, {"seen": seen}, follow=True)
    assert refused.redirect_chain == [(versions_url(edition), 302)]
    assert soup(refused).select_one(".messages .error")
    assert places(draft_slots(edition)) == drafted
    again = soup(refused).select_one("form [name=seen]")["value"]
    assert editor.post(address, {"seen": again})["Location"] == release_url(edition)


def test_going_back_twice_is_going_back_once(editor, edition):
    """A double click; the second one finds it done."""
    moved(edition, "P1", 8)
    seen = soup(editor.get(versions_url(edition))).select_one("form [name=seen]")["value"]
    for _click in range(2):
        answer = editor.post(f"{versions_url(edition)}1/restore/", {"seen": seen})
        assert answer["Location"] == release_url(edition)
    assert ModelLogEntry.objects.filter(action="programme.restore").count() == 1


def test_the_draft_is_no_version_to_go_back_to(editor, edition):
    answer = editor.post(f"/admin/programme/{edition.pk}/versions/0/restore/", follow=True)
    assert answer.status_code == 404


def test_rooms_of_a_venue_that_was_left_are_left_out(edition):
    schedule = released_schedule(edition)
    edition.venue = None
    edition.save()
    schedule.refresh_from_db()
    restore_version(schedule)
    assert {slot.room for slot in draft_slots(edition)} == {None}
    assert not Room.objects.filter(slots__schedule__version=0).exists()


# One session, now


def test_one_change_is_public_at_once_and_the_rest_stays_a_draft(editor, edition, session):
    moved(edition, "P1", 8)
    moved(edition, "M3", 9)
    rows = soup(editor.get(f"/admin/programme/{edition.pk}/schedule/"))
    assert now_url(session) in [a["href"] for a in rows.select(f"#session-{session.pk} a")]
    confirm = soup(editor.get(now_url(session)))
    assert [line.strong.get_text()[:2] for line in confirm.select(".changes__line")] == ["P1"]
    submit(editor, now_url(session), "Modifier maintenant")
    assert told(released_schedule(edition)) == [("P1", "moved")]
    assert [s.code for s in pending_changes(edition).moved] == ["M3"]


def test_a_session_is_cancelled_and_reinstated_now(editor, edition, session):
    moved(edition, "M3", 9)
    editor.get(f"{now_url(session)}?state=cancelled")
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED
    submit(editor, f"{now_url(session)}?state=cancelled", "Annuler maintenant")
    session.refresh_from_db()
    assert session.state == SessionState.CANCELLED
    assert told(released_schedule(edition)) == [("P1", "cancelled")]
    submit(editor, f"{now_url(session)}?state=confirmed", "Rétablir maintenant")
    assert told(released_schedule(edition)) == [("P1", "reinstated")]
    assert [s.code for s in pending_changes(edition).moved] == ["M3"]
    actions = ModelLogEntry.objects.for_instance(session).values_list("action", flat=True)
    assert {"programme.session_cancelled", "programme.session_confirmed"} <= set(actions)


def test_a_session_cancelled_in_the_draft_alone_keeps_its_public_place(edition, session):
    unplace_session(session)
    schedule = release_session(session, state=SessionState.CANCELLED)
    assert schedule.slots.get(session=session).cancelled
    assert told(schedule) == [("P1", "cancelled")]


def test_a_session_that_is_cancelled_is_known_by_its_public_place(edition, session):
    moved(edition, "P1", 17)
    schedule = release_session(session, state=SessionState.CANCELLED)
    (line,) = releases(edition, "fr")[0].lines
    assert (line.place.start, line.time_before) == (
        schedule.slots.get(session=session).start, None,
    )  # fmt: skip
    assert line.place.start.astimezone(edition.zone.info).strftime("%d %H:%M") == "25 09:30"


def test_the_whole_draft_names_the_public_place_too(edition, session):
    moved(edition, "P1", 17)
    cancel_session(session)
    release_schedule(edition)
    (line,) = releases(edition, "fr")[0].lines
    assert (line.is_off, line.time_before, line.room_before) == (True, None, None)
    assert line.place.start.astimezone(edition.zone.info).strftime("%d %H:%M") == "25 09:30"


def test_nothing_is_cancelled_where_the_release_is_refused(editor, edition, session):
    released_schedule(edition).delete()
    refused = editor.post(now_url(session), {"state": "cancelled", "seen": "x"})
    assert (refused.status_code, edition.schedules.count()) == (200, 1)
    session.refresh_from_db()
    assert session.state == SessionState.CONFIRMED


def test_only_errors_of_that_session_stand_against_it(editor, edition, session, error):
    other = moved(edition, "M3", 9)
    submit(editor, now_url(other), "Modifier maintenant")
    assert told(released_schedule(edition)) == [("M3", "moved")]
    moved(edition, "P1", 8)
    refused = submit(editor, now_url(session), "Modifier maintenant")
    assert soup(refused).select_one("#id_override_reason") is not None
    submit(editor, now_url(session), "Modifier maintenant", override_reason="Convenu.")
    assert released_schedule(edition).override_reason == "Convenu."
    assert (
        submit(editor, f"{now_url(session)}?state=cancelled", "Annuler maintenant").status_code
        == 302
    )


def test_a_state_that_does_not_exist_is_none(editor, session):
    assert editor.get(f"{now_url(session)}?state=x").status_code == 200
    assert editor.post(now_url(session), {"state": "x"}).status_code == 200
    assert OutgoingEmail.objects.filter(kind__startswith="programme").count() == 0


# What the public reads


@pytest.fixture
def changed(edition):
    """A release with a move, another room, and a session that is cancelled."""
    room = rooms_of(edition).get(name_fr="Salle Erdre")
    moved(edition, "P1", 17, room=room)
    slot = Slot.objects.get(schedule__version=0, session__code="M3")
    slot.room = room if slot.room != room else rooms_of(edition).exclude(pk=room.pk).first()
    slot.save()
    cancel_session(edition.sessions.get(code="V1"))
    notes = {"fr": "Avis de tempête.", "ko": "폭풍 주의보"}
    return release_schedule(edition, replace(ANYHOW, notes=notes))


@dataclass(frozen=True)
class Expected:
    """What readers of a language are told of `changed`."""

    language: str
    note: str
    note_language: str | None
    kinds: list[str]
    here: str
    there: str


@pytest.mark.parametrize(
    "expected",
    [
        Expected("fr", "Avis de tempête.", None, ["Autre salle", "Déplacement", "Annulée"],
                 "17:00–18:00 Paris", "01:00–02:00 Séoul (+1 jour)"),
        Expected("ko", "폭풍 주의보", None, ["회의실 변경", "시간·장소 변경", "취소"],
                 "17:00–18:00 파리", "01:00–02:00 서울 (다음 날)"),
        Expected("en", "Avis de tempête.", "fr", ["Other room", "Moved", "Cancelled"],
                 "17:00–18:00 Paris", "01:00–02:00 Seoul (+1 day)"),
    ],
    ids=lambda expected: expected.language,
)  # fmt: skip
def test_the_changelog(changed, visitor, expected):
    response = visitor.get(CHANGES.format(expected.language))
    assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False)
    page = soup(response)
    second, first = page.select(".version")
    shown = second.select_one(".version__note")
    assert shown.get_text() == expected.note
    assert (shown.span["lang"] if shown.span else None) == expected.note_language
    assert sorted(tag.get_text() for tag in second.select(".change__kind")) == sorted(
        expected.kinds
    )
    (move,) = (
        tag.find_parent("article")
        for tag in second.select(".change--moved del time:first-of-type")[:1]
    )
    assert (
        " ".join(move.select_one("dd > .moment .moment__here").get_text().split()) == expected.here
    )
    assert expected.there in " ".join(
        move.select_one("dd > .moment .moment__there").get_text().split()
    )
    assert move.select_one("del time").get_text() != "17:00"
    assert visitor.get(move.h3.a["href"]).status_code == 200
    assert second.select_one(".change--cancelled del time") is not None
    assert first.select(".change") == []
    assert {tag["hreflang"] for tag in page.find_all("link", hreflang=True)} == {"fr", "ko", "en"}
    assert page.find("meta", attrs={"name": "robots"}) is None


def test_the_programme_leads_to_its_changes(changed, visitor):
    page = soup(visitor.get("/ko/forum-2027/programme/"))
    assert CHANGES.format("ko") in [a["href"] for a in page.find_all("a", href=True)]
    feed = page.find("link", type="application/atom+xml")
    assert feed["href"] == FEED.format("ko")


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_the_feed(changed, visitor, language):
    response = visitor.get(FEED.format(language))
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert response.cookies == {}
    feed = ElementTree.fromstring(response.content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"http://testserver{CHANGES.format(language)}",
        "self": f"http://testserver{FEED.format(language)}",
    }
    newest, oldest = feed.findall(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}updated") == changed.released_at.isoformat()
    assert feed.findtext(f"{ATOM}updated") == newest.findtext(f"{ATOM}updated")
    ids = [tag.findtext(f"{ATOM}id") for tag in (feed, newest, oldest)]
    assert [uuid.UUID(urn).urn for urn in ids] == ids
    assert ids == [t.findtext(f"{ATOM}id") for t in again(visitor, language)]
    summary = newest.findtext(f"{ATOM}summary")
    assert f'href="http://localhost:8000/{language}/forum-2027/programme/' in summary
    assert newest.find(f"{ATOM}link").get("href").endswith("/programme/changes/#v2")


def again(visitor, language: str) -> list:
    feed = ElementTree.fromstring(visitor.get(FEED.format(language)).content)
    return [feed, *feed.findall(f"{ATOM}entry")]


def test_no_session_takes_the_address_of_the_changes(edition, visitor):
    session = Session(edition=edition, code="N1", kind="workshop", title_fr="Changes")
    assert create_session(session, spoken=[], interpreted=[]).slug == "n1"


def test_feeds_of_what_is_not_public_do_not_exist(edition, visitor):
    assert visitor.get("/fr/nothing/changes.atom").status_code == 404
    edition.programme_pages.update(live=False)
    assert visitor.get(FEED.format("fr")).status_code == 404
    assert visitor.get(CHANGES.format("fr")).status_code == 404


@pytest.mark.parametrize("address", [CHANGES, FEED])
@pytest.mark.parametrize("language", ["fr", "ko"])
def test_public_queries_do_not_grow_with_the_changes(changed, edition, visitor, address, language):
    def queries() -> int:
        visitor.get(address.format(language))
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(address.format(language)).status_code == 200
        return len(captured)

    few = queries()
    crowd(edition, 30)
    sessions = edition.sessions.filter(code__startswith="X")
    ScheduleChange.objects.bulk_create(
        ScheduleChange(
            schedule=changed, session=s, kind="added", start=changed.released_at,
            end=changed.released_at + datetime.timedelta(hours=1),
        )
        for s in sessions
    )  # fmt: skip
    assert queries() == few
    assert len(releases(edition, language)[0].lines) == 33
