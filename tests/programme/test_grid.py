"""The grid's contracts: the page, one move, what stands against the draft."""

import datetime
import json

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from programme import conflicts
from programme.conflicts import Conflict
from programme.enums import Severity
from programme.models import Edition, Schedule, Session, Slot
from programme.queries.drafts import draft_slot, mark, rooms_of
from programme.queries.grid import grid_of
from programme.services.schedule import (
    MovedMeanwhile,
    local_instant,
    place_session,
    unplace_session,
)
from tests.databases import Copy
from tests.factories import crowd
from tests.html import soup


def address(edition, tail: str = "") -> str:
    return f"/admin/programme/{edition.pk}/grid/{tail}"


def fields(session, **changed: str) -> dict[str, str]:
    """A place on the second day, as the grid sends it."""
    typed = {
        "day": session.edition.days[1].isoformat(), "start": "08:00", "end": "08:45", "room": "",
    } | changed  # fmt: skip
    return {f"s{session.pk}-{name}": value for name, value in typed.items()}


def move(client, session, **changed: str):
    """Sends a move with the mark of the true place, unless `seen` says otherwise."""
    typed = {"seen": mark(draft_slot(session))} | changed
    return client.post(address(session.edition, f"{session.pk}/place/"), fields(session, **typed))


def local(slot: Slot) -> list[str]:
    zone = slot.session.edition.zone.info
    return [moment.astimezone(zone).strftime("%d %H:%M") for moment in (slot.start, slot.end)]


def speak(username: str, language: str) -> None:
    """Have somebody's admin in a language."""
    user = get_user_model().objects.get(username=username)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


# The page


def test_the_page_holds_every_session_at_its_place(editor, edition):
    page = soup(editor.get(address(edition)))
    tiles = {tile["data-code"]: tile for tile in page.select(".board__field .tile")}
    assert len(tiles) == edition.sessions.count() == 28
    slot = Slot.objects.get(schedule__edition=edition, schedule__version=0, session__code="P1")
    facts = {name: tiles["P1"][f"data-{name}"] for name in ("day", "start", "end", "room", "seen")}
    assert facts == {
        "day": "2027-03-25",
        "start": str(9 * 60 + 30),
        "end": str(10 * 60 + 45),
        "room": str(slot.room_id),
        "seen": mark(slot),
    }
    assert tiles["B1"]["data-room"] == ""
    assert page.select(".grid__list .tile") == []
    heads = [head["data-room"] for head in page.select(".board__room")]
    assert heads == ["", *(str(room.pk) for room in rooms_of(edition))]


def test_the_other_shores_clock_stands_beside_the_venues(editor, edition):
    hours = soup(editor.get(address(edition))).select('[data-hours="2027-03-25"] li')
    nine = next(row for row in hours if row.strong.get_text() == "09:00")
    assert (nine["data-there"], nine["data-shift"]) == ("17:00", "")
    evening = next(row for row in hours if row.strong.get_text() == "18:00")
    assert (evening["data-there"], evening["data-shift"]) == ("02:00", "+1 jour")


def test_the_other_shores_clock_follows_the_change_to_summer_time(edition):
    """Paris goes from eight hours behind Seoul to seven in the night to 28 March 2027."""
    edition.starts_on, edition.ends_on = datetime.date(2027, 3, 27), datetime.date(2027, 3, 28)
    edition.save()
    there = {}
    for day, hours in grid_of(edition).hours_by_day:
        nine = next(hour for hour in hours if hour.minute == 9 * 60)
        there[day.day] = nine.instant.astimezone(edition.zone.other.info).hour
    assert there == {27: 17, 28: 16}


@pytest.mark.parametrize(("wanted", "shown"), [("2027-03-26", 1), ("2031-01-01", 0), ("x", 0)])
def test_the_address_names_the_day(editor, edition, wanted, shown):
    page = soup(editor.get(address(edition), {"day": wanted}))
    current = [day["data-day"] for day in page.select(".grid__day[aria-current]")]
    assert current == [edition.days[shown].isoformat()]


def test_sessions_without_a_place_or_outside_the_days_wait_beside(editor, edition, session):
    unplace_session(session)
    edition.ends_on = edition.starts_on
    edition.save()
    page = soup(editor.get(address(edition)))
    beside = {tile["data-code"]: tile for tile in page.select(".grid__list .tile")}
    assert beside["P1"].get("data-day") is None
    assert beside["P1"]["data-minutes"] == "60"
    assert {tile["data-day"] for code, tile in beside.items() if code != "P1"} == {"2027-03-26"}
    assert all("ven. 26 mars" in tile.get_text() for code, tile in beside.items() if code != "P1")


def test_a_session_past_midnight_stays_with_its_evening(edition, session):
    place_session(
        session,
        room=None,
        start=local_instant(edition, edition.days[0], datetime.time(22)),
        end=local_instant(edition, edition.days[1], datetime.time(2, 30)),
    )
    grid = grid_of(edition)
    spot = next(tile.spot for tile in grid.tiles if tile.session == session)
    assert (spot.day, spot.start, spot.end) == ("2027-03-25", 22 * 60, 26 * 60 + 30)
    assert (grid.opens, grid.closes) == (6, 27)


def test_how_long_a_session_is_at_first_follows_from_its_kind(edition):
    rows = {row.session.kind: row.minutes for row in _unplaced_tiles(edition)}
    expected = {"micro_workshop": 20, "break": 30, "field_visit": 180, "plenary": 60}
    assert {kind: rows[kind] for kind in expected} == expected


def _unplaced_tiles(edition):
    Slot.objects.filter(schedule__edition=edition, schedule__version=0).delete()
    return grid_of(edition).tiles


def test_an_edition_without_rooms_is_told_what_to_do_first(editor, edition):
    archive = Edition.objects.get(starts_on__year=2016)
    archive.venue = None
    archive.save()
    page = soup(editor.get(address(archive)))
    assert page.select_one("#grid") is None
    assert f"/admin/editions/edit/{archive.pk}/" in [a["href"] for a in page.select("main a")]
    archive.venue = edition.venue
    archive.save()
    assert soup(editor.get(address(archive))).select_one("#grid") is not None


def queries(client, session: Session) -> dict[str, int]:
    """How many queries the page, a question and a move take."""
    acts = {
        "page": lambda: client.get(address(session.edition)),
        "conflicts": lambda: client.get(address(session.edition, "conflicts/")),
        "move": lambda: move(client, session),
    }
    counts = {}
    for name, act in acts.items():
        with CaptureQueriesContext(connection) as captured:
            assert act().status_code == 200
        counts[name] = len(captured)
    return counts


@pytest.mark.parametrize("count", [28, 300])
def test_the_grid_asks_the_same_queries_for_few_and_many(editor, edition, session, count):
    queries(editor, session)  # what is asked once fills the cache
    few = queries(editor, session)
    draft = Schedule.objects.get(edition=edition, version=0)
    crowd(edition, count).slots.filter(session__code__startswith="X").update(schedule=draft)
    assert queries(editor, session) == few
    assert len(soup(editor.get(address(edition))).select(".tile")) == 28 + count


# One move


def test_a_move_is_written_and_answered_with_the_truth(editor, edition, session):
    room = rooms_of(edition).last()
    answer = move(editor, session, room=str(room.pk))
    slot = draft_slot(session)
    assert (answer.status_code, local(slot), slot.room) == (200, ["26 08:00", "26 08:45"], room)
    assert answer.json() == {
        "place": {"day": "2027-03-26", "start": 480, "end": 525, "room": room.pk},
        "seen": mark(slot),
        "error": "",
        "conflicts": answer.json()["conflicts"],
    }
    entry = ModelLogEntry.objects.filter(action="programme.place", object_id=session.pk)[0]
    assert entry.user.username == "editor"


def test_a_move_may_end_after_midnight(editor, session):
    answer = move(editor, session, start="22:00", end="00:30").json()
    assert answer["place"] | {"room": None} == {
        "day": "2027-03-26", "start": 1320, "end": 1470, "room": None,
    }  # fmt: skip


def test_a_session_goes_back_to_the_list_and_out_of_it(editor, edition, session):
    seen = {f"s{session.pk}-seen": mark(draft_slot(session)), "out": "1"}
    answer = editor.post(address(edition, f"{session.pk}/place/"), seen)
    found = {name: answer.json()[name] for name in ("place", "seen", "error")}
    assert found == {"place": None, "seen": "none", "error": ""}
    assert draft_slot(session) is None
    assert move(editor, session).status_code == 200
    assert local(draft_slot(session)) == ["26 08:00", "26 08:45"]


SENTENCES = {
    "fr": {
        "day": "Ce jour ne fait pas partie de l’édition.",
        "room": "Cette salle n’appartient pas au lieu de l’édition.",
        "end": "La fin doit être postérieure au début.",
        "stale": "Une autre personne a déplacé cette séance entre-temps. "
        "Emplacement actuel\u00a0: ven. 26 mars, 08:00–08:45, Sans salle.",
    },
    "ko": {
        "day": "행사 기간에 포함되지 않는 날짜입니다.",
        "room": "이 행사의 개최 장소에 속한 회의실이 아닙니다.",
        "end": "종료 시각은 시작 시각보다 늦어야 합니다.",
        "stale": "그사이 다른 사용자가 이 세션을 옮겼습니다. "
        "현재 배정: 3월 26일 (금), 08:00–08:45, 회의실 없음.",
    },
    "en": {
        "day": "This is not a day of the edition.",
        "room": "This room is not at the edition’s venue.",
        "end": "The end must be after the start.",
        "stale": "Somebody else has moved this session in the meantime. "
        "It is now here: Fri 26 Mar, 08:00–08:45, No room.",
    },
}


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize(
    ("field", "value"), [("day", "2031-01-01"), ("room", "99999"), ("end", "08:00")]
)
def test_an_impossible_place_is_refused_with_a_sentence(editor, session, language, field, value):
    speak("editor", language)
    before = draft_slot(session)
    answer = move(editor, session, **{field: value})
    assert (answer.status_code, answer.json()["error"]) == (400, SENTENCES[language][field])
    assert answer.json()["seen"] == mark(before) == mark(draft_slot(session))


@pytest.mark.parametrize("language", SENTENCES)
def test_a_stale_move_is_refused_and_told_the_truth(editor, session, language):
    speak("editor", language)
    seen = mark(draft_slot(session))
    assert move(editor, session).status_code == 200
    truth = mark(draft_slot(session))
    for late in ({"start": "07:00"}, {"out": "1"}):
        data = fields(session, seen=seen) | late
        answer = editor.post(address(session.edition, f"{session.pk}/place/"), data)
        assert answer.status_code == 409
        assert answer.json()["error"] == SENTENCES[language]["stale"]
        assert answer.json()["place"] == {
            "day": "2027-03-26", "start": 480, "end": 525, "room": None,
        }  # fmt: skip
        assert answer.json()["seen"] == mark(draft_slot(session)) == truth


@pytest.mark.parametrize("data", [{}, {"out": "1"}, {"s0-day": "x"}])
def test_a_move_that_does_not_say_what_was_seen_changes_nothing(editor, session, data):
    before = mark(draft_slot(session))
    answer = editor.post(address(session.edition, f"{session.pk}/place/"), data)
    assert answer.status_code in {400, 409}
    assert answer.json()["seen"] == mark(draft_slot(session)) == before


def test_a_session_of_another_edition_is_not_found_here(editor, edition, session):
    other = Edition.objects.get(starts_on__year=2016)
    place = {"seen": "none"} | fields(session)
    sent = editor.post(address(other, f"{session.pk}/place/"), place, follow=True)
    assert sent.status_code == 404
    asked = {"session": str(session.pk)} | fields(session)
    for at, question in ((other, asked), (edition, asked | {"session": "x"})):
        answer = editor.get(address(at, "conflicts/"), question, follow=True)
        assert answer.status_code == 404
    assert not Slot.objects.filter(schedule__edition=other).exists()


def test_a_move_needs_a_post_and_questions_a_get(editor, edition, session):
    assert editor.get(address(edition, f"{session.pk}/place/")).status_code == 405
    assert editor.post(address(edition, "conflicts/")).status_code == 405


@pytest.mark.parametrize("username", ["translator-ko", "moderator", "stranger", "clerk"])
def test_the_grid_is_the_editors(log_in, edition, session, username):
    client, before = log_in(username), mark(draft_slot(session))
    for tail in ("", "conflicts/"):
        assert client.get(address(edition, tail)).status_code == 302
    assert move(client, session).status_code == 302
    assert mark(draft_slot(session)) == before


# The list is guarded in the same way


def test_the_list_does_not_write_over_another_editors_move(editor, edition, session):
    page = f"/admin/programme/{edition.pk}/schedule/"
    form = soup(editor.get(page)).select_one(f"#session-{session.pk}")
    seen = form.select_one(f"[name=s{session.pk}-seen]")["value"]
    place_session(
        session,
        room=None,
        start=local_instant(edition, edition.days[1], datetime.time(8)),
        end=local_instant(edition, edition.days[1], datetime.time(8, 45)),
    )
    typed = {"session": str(session.pk)} | fields(session, start="07:00", seen=seen)
    refused = soup(editor.post(page, typed)).select_one(f"#session-{session.pk}")
    assert SENTENCES["fr"]["stale"] in refused.get_text()
    assert refused.select_one(f"#id_s{session.pk}-start")["value"] == "07:00"
    assert local(draft_slot(session)) == ["26 08:00", "26 08:45"]

    # What was typed is still there, and may be sent again by whoever has read the sentence.
    again = refused.select_one(f"[name=s{session.pk}-seen]")["value"]
    assert editor.post(page, typed | {f"s{session.pk}-seen": again}).status_code == 302
    assert local(draft_slot(session)) == ["26 07:00", "26 08:45"]


def test_taking_out_by_the_list_is_guarded_too(editor, edition, session):
    page = f"/admin/programme/{edition.pk}/schedule/"
    shown = soup(editor.get(page)).select_one(f"#session-{session.pk} form[action$=unplace\\/]")
    seen = shown.select_one("[name=seen]")["value"]
    assert seen == mark(draft_slot(session))
    move(editor, session)
    answer = editor.post(shown["action"], {"seen": seen}, follow=True)
    assert SENTENCES["fr"]["stale"] in answer.content.decode()
    assert draft_slot(session) is not None
    editor.post(shown["action"], {"seen": mark(draft_slot(session))})
    assert draft_slot(session) is None


def test_services_without_a_mark_ask_for_none(edition, session):
    """Imports and copies move what nobody has looked at."""
    unplace_session(session)
    unplace_session(session)
    with pytest.raises(MovedMeanwhile):
        unplace_session(session, seen="x")


# What stands against the draft


@pytest.fixture
def one_rule(monkeypatch):
    """A single rule: nothing begins before nine."""

    def early(plan):
        return [
            Conflict("early", Severity.ERROR, f"{item.session.code} est matinale.",
                     (item.session.pk,), "/admin/")
            for item in plan.placed
            if item.start.astimezone(plan.edition.zone.info).hour < 9
        ]  # fmt: skip

    monkeypatch.setattr(conflicts, "_rules", [early])


def conflict(session: Session) -> dict[str, object]:
    return {
        "severity": "error",
        "label": str(Severity.ERROR.label),
        "sentence": "P1 est matinale.",
        "sessions": [session.pk],
        "link": "/admin/",
    }


def test_a_place_that_is_tried_shows_what_would_stand_against_it(
    editor, edition, session, one_rule
):
    assert editor.get(address(edition, "conflicts/")).json() == {"conflicts": []}
    tried = {"session": str(session.pk)} | fields(session)
    answer = editor.get(address(edition, "conflicts/"), tried)
    assert answer.json() == {"conflicts": [conflict(session)]}
    later = {"session": str(session.pk)} | fields(session, start="09:00", end="10:00")
    assert editor.get(address(edition, "conflicts/"), later).json() == {"conflicts": []}
    assert local(draft_slot(session)) == ["25 09:30", "25 10:45"]
    unplace_session(session)
    answer = editor.get(address(edition, "conflicts/"), tried)
    assert answer.json() == {"conflicts": [conflict(session)]}


def test_a_move_answers_what_stands_against_the_draft_then(editor, edition, session, one_rule):
    assert move(editor, session).json()["conflicts"] == [conflict(session)]
    page = soup(editor.get(address(edition)))
    assert json.loads(page.select_one("#grid-known-conflicts").get_text()) == [conflict(session)]
    assert move(editor, session, start="09:00", end="09:30").json()["conflicts"] == []


def test_an_impossible_place_is_not_tried(editor, edition, session):
    tried = {"session": str(session.pk)} | fields(session, day="2031-01-01")
    answer = editor.get(address(edition, "conflicts/"), tried)
    assert (answer.status_code, answer.json()) == (400, {"error": SENTENCES["fr"]["day"]})


# At the same moment

RACE = """
import json
from functools import partial
from programme.models import Session
from programme.queries.drafts import draft_slot, mark
from programme.services.schedule import local_instant, place_session
from tests.together import all_at_once
import datetime
import json

session = Session.objects.select_related("edition").get(code="P1", edition__slug="forum-2027")
seen = mark(draft_slot(session))

def move(hour):
    start, end = (
        local_instant(session.edition, session.edition.days[1], datetime.time(hour, minute))
        for minute in (0, 45)
    )
    return mark(place_session(session, room=None, start=start, end=end, seen=SEEN))

told = all_at_once([[partial(move, hour)] for hour in range(8, 14)])
print(json.dumps({"told": [one for [one] in told], "true": mark(draft_slot(session))}))
"""


def test_of_six_editors_at_the_same_moment_one_moves_the_session(copy: Copy):
    """Real processes that saw the same place: one is written, five are told."""
    answer = json.loads(copy.run(RACE.replace("SEEN", "seen")))
    refused = [told for told in answer["told"] if told.startswith("MovedMeanwhile")]
    assert len(refused) == 5
    assert [told for told in answer["told"] if told not in refused] == [answer["true"]]


def test_without_the_mark_the_last_of_them_would_write_over_the_others(copy: Copy):
    """The race above can be lost: all six are let through."""
    answer = json.loads(copy.run(RACE.replace("SEEN", "None")))
    assert len({told for told in answer["told"] if told.startswith("- 2027")}) == 6
    assert answer["true"] in answer["told"]
