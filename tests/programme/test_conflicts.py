"""What stands against a plan: each rule appears with its cause, and goes with it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from programme.conflicts import Placed, Severity, find_conflicts, worst_by_session
from programme.models import (
    Edition,
    InterpretationAssignment,
    Interpreter,
    Session,
    SessionSpeaker,
    Slot,
)
from programme.queries.drafts import draft_slot, rooms_of
from programme.services.editions import create_edition
from programme.services.schedule import draft_of, local_instant, place_session, unplace_session
from programme.services.sessions import create_session, save_session
from tests.factories import crowd
from tests.html import soup

#: Of the check: the plan, and what the rules read.
QUERIES = 10


def at(edition, day: int, clock: str) -> datetime.datetime:
    return local_instant(edition, edition.days[day], datetime.time.fromisoformat(clock))


def named(edition, code: str) -> Session:
    return edition.sessions.get(code=code)


def place(edition, code: str, day: int, start: str, end: str, *, room: str = ""):
    """Place a session of the sample as an editor does."""
    return place_session(
        named(edition, code),
        room=rooms_of(edition).get(name_fr=room) if room else None,
        start=at(edition, day, start),
        end=at(edition, day, end),
    )


def new(edition, code: str, kind: str, *, spoken=("fr",), interpreted=(), **facts) -> Session:
    session = Session(edition=edition, code=code, kind=kind, title_fr=code, **facts)
    create_session(session, spoken=spoken, interpreted=interpreted)
    return session


def against(edition, rule: str, **options) -> list[tuple[str, str]]:
    """Severity and sentence of what a rule finds, in English."""
    with translation.override("en"):
        found = find_conflicts(edition, **options)
    return [(str(c.severity), c.sentence) for c in found if c.rule == rule]


def test_the_sample_has_no_error(edition):
    """Four things to learn from: three languages asked for, one interpreter still to find."""
    found = find_conflicts(edition)
    assert [(c.severity, c.rule) for c in found] == [
        *[(Severity.WARNING, "language_not_offered")] * 3,
        (Severity.NOTICE, "nobody_assigned"),
    ]


def test_an_edition_without_a_plan_has_no_conflict(db):
    day = datetime.date(2028, 5, 4)
    empty = create_edition(Edition(slug="forum-2028", title_fr="2028", starts_on=day, ends_on=day))
    assert find_conflicts(empty) == []


def test_two_sessions_in_one_room(edition):
    place(edition, "T1", 0, "12:00", "13:00", room="Auditorium")
    assert against(edition, "room_double_booked") == [
        ("error", "K1 and T1 are both in the room Auditorium: Thu 25 Mar, 12:00–12:30.")
    ]
    place(edition, "T1", 0, "12:30", "13:30", room="Auditorium")  # one after the other
    assert against(edition, "room_double_booked") == []


def test_a_conflict_leads_to_where_it_is_mended(edition):
    place(edition, "T1", 0, "12:00", "13:00", room="Auditorium")
    (conflict,) = [c for c in find_conflicts(edition) if c.rule == "room_double_booked"]
    pk = named(edition, "T1").pk
    assert conflict.sessions == (named(edition, "K1").pk, pk)
    assert conflict.link == f"/admin/programme/{edition.pk}/schedule/#session-{pk}"


def test_micro_workshops_share_a_room_but_with_nothing_else(edition):
    place(edition, "M1", 0, "15:30", "15:50", room="Salle Erdre")
    assert against(edition, "room_double_booked") == []
    place(edition, "A1", 0, "15:30", "16:00", room="Salle Erdre")
    assert [sentence[:30] for _severity, sentence in against(edition, "room_double_booked")] == [
        "A1 and M1 are both in the room",
        "A1 and M2 are both in the room",
        "A1 and M5 are both in the room",
    ]


def test_cancelled_and_unplaced_sessions_stand_against_nothing(edition):
    place(edition, "T1", 0, "12:00", "13:00", room="Auditorium")
    session = named(edition, "T1")
    session.state = "cancelled"
    save_session(session, spoken=["fr"], interpreted=[])
    assert against(edition, "room_double_booked") == []
    session.state = "confirmed"
    save_session(session, spoken=["fr"], interpreted=[])
    assert len(against(edition, "room_double_booked")) == 1
    unplace_session(session)
    assert against(edition, "room_double_booked") == []


def test_a_place_is_tried_without_being_written(edition):
    session, room = named(edition, "T1"), rooms_of(edition).get(name_fr="Auditorium")
    tried = Placed(session, room, at(edition, 0, "12:00"), at(edition, 0, "13:00"))
    assert len(against(edition, "room_double_booked", tried=tried)) == 1
    assert against(edition, "room_double_booked") == []


def test_a_place_tried_for_a_session_that_has_none(edition):
    session, room = new(edition, "N1", "workshop"), rooms_of(edition).get(name_fr="Auditorium")
    tried = Placed(session, room, at(edition, 0, "09:00"), at(edition, 0, "09:10"))
    assert len(against(edition, "room_double_booked", tried=tried)) == 1


def test_outside_the_days_of_the_edition(edition):
    with pytest.raises(ValidationError):
        place_session(
            named(edition, "C2"),
            room=None,
            start=at(edition, 1, "18:00") + datetime.timedelta(days=1),
            end=at(edition, 1, "18:30") + datetime.timedelta(days=1),
        )
    edition.ends_on = edition.starts_on  # the days change under sessions that have places
    edition.save()
    found = against(edition, "outside_the_days")
    assert (
        len(found)
        == Slot.objects.filter(
            schedule=draft_of(edition), start__gte=at(edition, 0, "23:59")
        ).count()
    )
    assert (
        "error",
        "C2 is outside the days of the edition (25 March 2027): Fri 26 Mar, 18:00–18:30.",
    ) in found
    edition.ends_on += datetime.timedelta(days=1)
    edition.save()
    assert against(edition, "outside_the_days") == []


def test_the_night_after_the_last_day_belongs_to_it(edition):
    slot = draft_slot(named(edition, "C2"))
    night = at(edition, len(edition.days) - 1, "00:30") + datetime.timedelta(days=1)
    Slot.objects.filter(pk=slot.pk).update(start=night, end=night + datetime.timedelta(hours=1))
    assert against(edition, "outside_the_days") == []
    morning = night + datetime.timedelta(hours=9)
    Slot.objects.filter(pk=slot.pk).update(start=morning, end=morning + datetime.timedelta(hours=1))
    assert len(against(edition, "outside_the_days")) == 1


def test_the_day_is_that_of_the_venue(edition):
    """At 00:30 in Nantes it is still the day before in London, and 08:30 in Seoul."""
    place(edition, "C1", 0, "00:30", "01:00")
    place(edition, "C2", 1, "23:30", "23:59")
    assert against(edition, "outside_the_days") == []


def test_a_speaker_in_two_places(edition):
    place(edition, "T1", 0, "09:30", "10:00", room="Salle Loire")
    assert against(edition, "speaker_double_booked") == []
    line = SessionSpeaker.objects.create(
        session=named(edition, "T1"),
        speaker=edition.speakers.get(given_name="Lucie"),  # moderates P1
    )
    assert against(edition, "speaker_double_booked") == [
        (
            "error",
            "Lucie EXEMPLE speaks in P1 and in T1 at the same time: Thu 25 Mar, 09:30–10:00.",
        )
    ]
    line.delete()
    assert against(edition, "speaker_double_booked") == []


def test_an_interpreter_in_two_places(edition):
    place(edition, "T1", 0, "14:30", "15:00", room="Salle Erdre")
    double = [
        ("error", f"{name} interprets in A1 and in T1 at the same time: Thu 25 Mar, 14:30–15:00.")
        for name in ("BAE Choan", "Paul Brouillon")
    ]
    assert sorted(against(edition, "interpreter_double_booked")) == double
    place(edition, "T1", 0, "15:15", "15:25", room="Salle Erdre")
    assert against(edition, "interpreter_double_booked") == []


def test_both_ways_in_one_session_is_one_booking(edition):
    bae = Interpreter.objects.get(edition=edition, name="BAE Choan")
    InterpretationAssignment.objects.create(
        session=named(edition, "T1"), interpreter=bae, source="ko", target="fr"
    )
    assert against(edition, "interpreter_double_booked") == []


def test_an_interpreter_without_a_pause(edition):
    place(edition, "T2", 0, "12:30", "14:30", room="Auditorium")  # after K1, from 11:15
    found = against(edition, "interpreter_without_pause")
    assert (
        "notice",
        "Emma Sketch interprets without a pause in K1, T2: Thu 25 Mar, 11:15–14:30.",
    ) in found
    place(edition, "T2", 0, "12:45", "14:30", room="Auditorium")  # a quarter of an hour
    assert against(edition, "interpreter_without_pause") == []


def test_a_room_without_a_booth(edition):
    place(edition, "T1", 0, "11:15", "12:30", room="Salle Atelier")
    assert against(edition, "room_without_booth") == [
        (
            "warning",
            "T1 is to be interpreted (French, Korean), but the room Workshop Room has no "
            "interpretation booth: Thu 25 Mar, 11:15–12:30.",
        )
    ]
    room = rooms_of(edition).get(name_fr="Salle Atelier")
    room.interpretation_booths = 1
    room.save()
    assert against(edition, "room_without_booth") == []
    room.interpretation_booths = 0
    room.save()
    save_session(named(edition, "T1"), spoken=["fr"], interpreted=[])
    assert against(edition, "room_without_booth") == []


def test_workshops_need_no_booth(edition):
    place(edition, "A1", 0, "14:00", "15:15", room="Salle Atelier")
    assert against(edition, "room_without_booth") == []


def test_a_language_for_which_nobody_is_assigned(edition):
    lacking = [("notice", "Nobody interprets V3 into: Korean (Fri 26 Mar, 14:30–16:30).")]
    assert against(edition, "nobody_assigned") == lacking
    InterpretationAssignment.objects.create(
        session=named(edition, "V3"),
        interpreter=Interpreter.objects.get(edition=edition, name="Paul Brouillon"),
        source="fr",
        target="ko",
    )
    assert against(edition, "nobody_assigned") == []


def test_nobody_is_missed_before_interpreters_are_planned(edition):
    Interpreter.objects.filter(edition=edition).delete()
    assert against(edition, "nobody_assigned") == []


def test_what_is_said_in_one_language_needs_nobody_into_it(edition):
    save_session(named(edition, "V3"), spoken=["ko"], interpreted=["ko"])
    assert against(edition, "nobody_assigned") == []


def test_a_visit_during_a_plenary(edition):
    place(edition, "V1", 1, "09:30", "10:45")
    assert against(edition, "visit_during_plenary") == [
        ("warning", "Whoever takes part in V1 misses P2: Fri 26 Mar, 09:30–10:15.")
    ]
    place(edition, "V1", 1, "10:45", "11:45")  # beside a conference and a workshop
    assert against(edition, "visit_during_plenary") == []


def travel(edition, code: str, minutes: int | None) -> None:
    session = named(edition, code)
    session.travel_minutes = minutes
    session.save()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (30, ""),
        (31, "takes 31 min, 1 minute more than there is before P3"),
        (50, "takes 50 min, 20 minutes more than there is before P3"),
        (None, ""),
    ],
)
def test_a_visit_that_cannot_be_back_in_time(edition, minutes, words):
    """V4 ends at 16:45, the plenary begins at 17:15."""
    travel(edition, "V4", minutes)
    found = against(edition, "visit_back_late")
    sentence = f"The way back from V4 {words} (Fri 26 Mar, 17:15–18:00)."
    assert found == ([("warning", sentence)] if words else [])


def test_a_visit_goes_back_to_something_with_an_alternative(edition):
    """K1 and T1 are side by side: who is late for both has chosen so; P1 is for all."""
    place(edition, "V1", 0, "10:50", "11:10")
    travel(edition, "V1", 30)
    assert against(edition, "visit_back_late") == []
    unplace_session(named(edition, "T1"))
    assert against(edition, "visit_back_late") == [
        (
            "warning",
            "The way back from V1 takes 30 min, 25 minutes more than there is before K1 "
            "(Thu 25 Mar, 11:15–12:30).",
        )
    ]


def test_a_visit_for_which_one_must_leave_early(edition):
    place(edition, "V1", 1, "10:30", "11:30")
    assert against(edition, "visit_leaves_early") == []
    travel(edition, "V1", 20)
    assert against(edition, "visit_leaves_early") == [
        (
            "warning",
            "The way to V1 takes 20 min, 5 minutes more than there is after P2 "
            "(Fri 26 Mar, 09:00–10:15).",
        )
    ]
    place(edition, "V1", 1, "10:35", "11:35")
    assert against(edition, "visit_leaves_early") == []


def test_the_night_is_long_enough(edition):
    """The last session of the first day is over long before the first visit of the second."""
    travel(edition, "V1", 600)
    place(edition, "V1", 1, "00:30", "01:00")
    assert against(edition, "visit_leaves_early") == []


def test_a_visit_beside_another_sign_up(edition):
    """V1 ends at 15:00, V4 begins at 15:30: the form lets one choose both."""
    travel(edition, "V4", 20)
    assert against(edition, "visit_beside_signup") == [
        (
            "warning",
            "One person can sign up for V1 and V4, but the way takes 5 minutes more than there "
            "is between them (Fri 26 Mar, 15:00–15:30).",
        )
    ]
    travel(edition, "V1", 10)
    assert against(edition, "visit_beside_signup") == []
    place(edition, "V1", 1, "13:45", "15:35")  # overlapping: the form refuses both
    assert against(edition, "visit_beside_signup") == []


def test_the_worst_of_each_session(edition):
    place(edition, "V3", 1, "17:30", "18:00", room="Auditorium")
    worst = worst_by_session(find_conflicts(edition))
    assert worst[named(edition, "V3").pk] == Severity.ERROR
    assert worst[named(edition, "M3").pk] == Severity.WARNING
    assert named(edition, "P1").pk not in worst


def in_the_draft(edition, count: int) -> None:
    """A crowd, in the draft too, with interpreters, visits and sign-up."""
    released = crowd(edition, count)
    slots = list(Slot.objects.filter(schedule=released, session__code__startswith="X"))
    for slot in slots:
        slot.pk, slot.schedule = None, draft_of(edition)
    Slot.objects.bulk_create(slots)
    people = list(edition.interpreters.all())
    InterpretationAssignment.objects.bulk_create(
        InterpretationAssignment(
            session=slot.session,
            interpreter=people[number % len(people)],
            source="fr",
            target="ko",
        )
        for number, slot in enumerate(slots)
    )
    visits = [slot.session_id for slot in slots[::5]]
    Session.objects.filter(pk__in=visits).update(
        kind="field_visit", travel_minutes=20, signup_required=True
    )


def test_the_check_of_300_sessions_asks_as_much_as_that_of_30(edition):
    in_the_draft(edition, 30)
    with CaptureQueriesContext(connection) as few:
        assert find_conflicts(edition)
    Session.objects.filter(code__startswith="X").delete()
    in_the_draft(edition, 300)
    with CaptureQueriesContext(connection) as many:
        assert len(find_conflicts(edition)) > 300
    assert len(few) == len(many) == QUERIES


def test_the_list_shows_what_stands_against_the_draft(editor, edition):
    place(edition, "T1", 0, "12:00", "13:00", room="Auditorium")
    page = soup(editor.get(f"/admin/programme/{edition.pk}/schedule/"))
    errors = page.select("#conflicts .conflicts__list li:has(.severity--error) a")
    pks = {code: named(edition, code).pk for code in ("T1", "K1", "P1", "M3")}
    assert [a["href"] for a in errors] == [
        f"/admin/programme/{edition.pk}/schedule/#session-{pks['T1']}"
    ]
    marks = {
        code: [mark["class"] for mark in page.select(f"#session-{pk} .severity")]
        for code, pk in pks.items()
    }
    assert marks == {
        "T1": [["severity", "severity--error"]],
        "K1": [["severity", "severity--error"]],
        "P1": [],
        "M3": [["severity", "severity--warning"]],
    }


def test_the_list_says_when_nothing_stands_against_the_draft(editor, edition):
    for code in ("M3", "M6", "V3", "V4"):
        unplace_session(named(edition, code))
    panel = soup(editor.get(f"/admin/programme/{edition.pk}/schedule/")).select_one("#conflicts")
    assert panel.select(".severity") == []
