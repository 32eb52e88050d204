"""Draft and released: what editors move, and when the public sees it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from programme.models import Room, Schedule, Venue
from programme.queries.drafts import draft_rows, pending_changes, rooms_of
from programme.queries.entries import entries, released_schedule
from programme.services.releases import Terms, release_schedule
from programme.services.schedule import (
    local_instant,
    place_session,
    unplace_session,
)
from tests.factories import ANYHOW
from tests.html import soup


def at(edition, day: int, hour: int, minute: int = 0) -> datetime.datetime:
    return local_instant(edition, edition.days[day], datetime.time(hour, minute))


def move(edition, session, room, hour: int):
    return place_session(
        session, room=room, start=at(edition, 1, hour), end=at(edition, 1, hour + 1)
    )


def test_moving_in_the_draft_changes_nothing_in_public(edition, session):
    before = entries(released_schedule(edition), edition.zone, "fr")
    move(edition, session, rooms_of(edition).last(), 8)
    assert entries(released_schedule(edition), edition.zone, "fr") == before
    assert [s.code for s in pending_changes(edition).moved] == ["P1"]


def test_one_move_is_right_in_three_languages_at_once(edition, visitor):
    """Whether the words were translated (P1) or not (M3 in Korean)."""
    room = rooms_of(edition).get(name_fr="Salle Erdre")
    for code in ("P1", "M3"):
        session = edition.sessions.get(code=code)
        move(edition, session, room, 8)
        release_schedule(edition, ANYHOW)
        address = session.pages.get(locale__language_code="fr").slug
        for language, name in (("fr", "Salle Erdre"), ("ko", room.name_ko), ("en", room.name_en)):
            page = soup(visitor.get(f"/{language}/forum-2027/programme/{address}/"))
            assert name in [dd.get_text() for dd in page.select(".facts dd")]
            assert page.select_one(".moment__here time").get_text() == "08:00"
            assert (
                page.select_one(".session-time .moment__there")
                .get_text(" ", strip=True)
                .startswith("· 16:00–17:00")
            )
            row = soup(visitor.get(f"/{language}/forum-2027/programme/")).select_one(
                f'.entry:has(a[href$="/{address}/"])'
            )
            assert row.select_one(".entry__room").get_text() == name
            assert row.select_one("time").get_text() == "08:00"


def test_a_renamed_room_shows_at_once(edition, visitor):
    room = rooms_of(edition).get(name_fr="Salle Erdre")
    room.name_ko = "새 회의실"
    room.save()
    assert "새 회의실" in visitor.get("/ko/forum-2027/programme/").content.decode()


def test_releases_are_numbered_and_kept(edition, session):
    move(edition, session, None, 8)
    terms = Terms(label="Après consultation", notes={"fr": "Une salle change."})
    first = release_schedule(edition, terms)
    assert (first.version, first.label, first.note_fr) == (
        2,
        "Après consultation",
        "Une salle change.",
    )
    move(edition, session, None, 9)
    assert release_schedule(edition, ANYHOW).label == "v3"
    assert list(edition.schedules.values_list("version", flat=True)) == [3, 2, 1, 0]
    assert not pending_changes(edition)


def test_nothing_new_is_not_released(edition):
    with pytest.raises(ValidationError, match="Aucun changement"):
        release_schedule(edition)
    assert edition.schedules.count() == 2


def test_an_empty_draft_is_not_released(edition):
    Schedule.objects.get(edition=edition, version=0).slots.all().delete()
    with pytest.raises(ValidationError, match="Aucune séance"):
        release_schedule(edition)


def test_days_that_are_no_longer_the_editions_are_not_released(edition, session):
    edition.starts_on = edition.ends_on
    edition.save()
    with pytest.raises(ValidationError, match=r"C1 .* P1 "):
        release_schedule(edition)


def test_a_session_taken_out_leaves_with_the_next_release(edition, session):
    unplace_session(session)
    assert [s.code for s in pending_changes(edition).removed] == ["P1"]
    release_schedule(edition)
    shown = entries(released_schedule(edition), edition.zone, "fr")
    assert "P1" not in [entry.code for entry in shown]
    assert draft_rows(edition)[0].session == session


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [((0, 10), (0, 10), "end"), ((0, 10), (0, 9), "end"), ((40, 10), (40, 11), "day")],
)
def test_impossible_places_are_refused(edition, session, start, end, field):
    def instant(place):
        return datetime.datetime.combine(
            edition.starts_on + datetime.timedelta(days=place[0]),
            datetime.time(place[1]),
            tzinfo=edition.zone.info,
        )

    with pytest.raises(ValidationError) as refusal:
        place_session(session, room=None, start=instant(start), end=instant(end))
    assert list(refusal.value.error_dict) == [field]


def test_a_room_of_another_venue_is_refused(edition, session):
    venue = Venue.objects.create(name_fr="Ailleurs", city_fr="Lyon", country="FR")
    room = Room.objects.create(venue=venue, name_fr="Salle", capacity=10)
    with pytest.raises(ValidationError) as refusal:
        place_session(session, room=room, start=at(edition, 0, 9), end=at(edition, 0, 10))
    assert list(refusal.value.error_dict) == ["room"]


def test_the_command_releases(edition, session, capsys):
    move(edition, session, None, 8)
    call_command("release_schedule", edition.slug, "--label", "Printemps")
    assert capsys.readouterr().out == "forum-2027: released Printemps\n"
    with pytest.raises(CommandError, match="Aucun changement"):
        call_command("release_schedule", edition.slug)
    with pytest.raises(CommandError, match="No edition 'x'"):
        call_command("release_schedule", "x")
