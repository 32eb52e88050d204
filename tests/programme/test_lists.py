"""The lists of facts: narrowed, and worked through several rows at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.models import OutgoingEmail
from programme.models import Edition, Room, Slot, Speaker, Track, Venue
from programme.queries.drafts import rooms_of
from programme.services.schedule import unplace_session
from tests.factories import crowd
from tests.html import soup


def test_sessions_are_narrowed_by_what_they_lack(editor, edition, session):
    unplace_session(session)
    found = soup(editor.get(f"/admin/sessions/?edition={edition.pk}&lacks=place"))
    assert [a["href"] for a in found.select("table .title-wrapper a")] == [
        f"/admin/sessions/edit/{session.pk}/"
    ]


def test_sessions_are_narrowed_by_their_room_in_the_draft(editor, edition, session):
    slot = Slot.objects.get(schedule__edition=edition, schedule__version=0, session=session)
    other = edition.sessions.exclude(slots__room=slot.room).first()
    shown = editor.get(f"/admin/sessions/?room={slot.room_id}").content.decode()
    assert f"/admin/sessions/edit/{session.pk}/" in shown
    assert f"/admin/sessions/edit/{other.pk}/" not in shown


def test_speakers_are_narrowed_by_what_the_public_misses(editor, edition):
    speaker = edition.speakers.first()
    speaker.pages.get(locale__language_code="fr").unpublish()
    shown = soup(editor.get(f"/admin/speakers/?edition={edition.pk}&lacks=biography"))
    assert [a["href"] for a in shown.select("table .title-wrapper a")] == [
        f"/admin/speakers/edit/{speaker.pk}/"
    ]


def rows_of(client, section: str, query: str) -> list[str]:
    """The names that a list shows."""
    shown = soup(client.get(f"/admin/{section}/?{query}"))
    return [a.get_text().strip() for a in shown.select("table .title-wrapper a")]


def test_rooms_are_narrowed_by_edition_seats_and_booths(editor, edition):
    elsewhere = Venue.objects.exclude(pk=edition.venue_id).first()
    Room.objects.create(venue=elsewhere, name_fr="Ailleurs", capacity=900, interpretation_booths=3)
    own = rows_of(editor, "rooms", f"edition={edition.pk}")
    assert own == [room.name for room in rooms_of(edition)]
    assert rows_of(editor, "rooms", "capacity=800") == ["Ailleurs"]
    assert rows_of(editor, "rooms", "booths=3") == ["Ailleurs"]
    assert rows_of(editor, "rooms", f"venue={elsewhere.pk}&booths=1") == ["Ailleurs"]
    assert rows_of(editor, "rooms", f"edition={edition.pk}&capacity=800") == []


def test_a_room_is_added_at_the_venue_of_the_edition(editor, edition):
    form = soup(editor.get(f"/admin/rooms/new/?edition={edition.pk}"))
    assert form.select_one("#id_venue [selected]")["value"] == str(edition.venue_id)


def test_tracks_are_narrowed_by_edition_and_colour(editor, edition, elsewhere):
    assert rows_of(editor, "tracks", f"edition={elsewhere.pk}") == ["Ailleurs"]
    assert rows_of(editor, "tracks", f"edition={edition.pk}") == [
        track.name for track in edition.tracks.all()
    ]
    plum = rows_of(editor, "tracks", "colour=plum")
    assert plum == [track.name for track in Track.objects.filter(colour="plum")]


@pytest.mark.parametrize("query", ["capacity=x", "booths=-1", "edition=x", "colour=nothing"])
@pytest.mark.parametrize("section", ["rooms", "tracks"])
def test_an_odd_filter_of_rooms_and_tracks_is_no_error(editor, section, query):
    assert editor.get(f"/admin/{section}/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["edition=x", "lacks=nothing", "room=0", "edition=999999"])
def test_a_filter_that_means_nothing_is_no_error(editor, query):
    assert editor.get(f"/admin/sessions/?{query}").status_code == 200


@pytest.mark.parametrize("section", ["sessions", "speakers", "rooms", "tracks"])
def test_as_many_queries_for_few_rows_as_for_many(editor, edition, section):
    address = f"/admin/{section}/?edition={edition.pk}"
    editor.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address).status_code == 200
        return len(captured)

    few = queries()
    crowd(edition, 30)
    for number in range(30):
        Room.objects.create(venue=edition.venue, name_fr=f"Salle {number}", capacity=number + 1)
        Track.objects.create(edition=edition, name_fr=f"Parcours {number}", colour="plum")
    assert queries() == few


# What belongs to the edition


@pytest.fixture
def elsewhere(edition) -> Edition:
    """Another edition, with a track and a speaker."""
    other = Edition.objects.exclude(pk=edition.pk).first()
    Track.objects.create(edition=other, name_fr="Ailleurs", colour="plum")
    Speaker.objects.create(edition=other, family_name="Ailleurs")
    return other


def test_a_new_session_is_offered_what_belongs_to_its_edition(editor, edition, elsewhere):
    here = soup(editor.get(f"/admin/sessions/new/?edition={edition.pk}"))
    there = soup(editor.get(f"/admin/sessions/new/?edition={elsewhere.pk}"))
    for page, chosen, shown in ((here, edition, False), (there, elsewhere, True)):
        assert page.select_one("#id_edition [selected]")["value"] == str(chosen.pk)
        assert ("Ailleurs" in page.select_one("#id_track").get_text()) is shown
        assert ("AILLEURS" in str(page)) is shown


def test_the_desk_and_a_narrowed_list_add_to_their_edition(editor, elsewhere):
    add = f"/admin/sessions/new/?edition={elsewhere.pk}"
    for address in ("programme/{}/", "sessions/?edition={}"):
        shown = editor.get(f"/admin/{address.format(elsewhere.pk)}").content.decode()
        assert add in shown


# Several at once


def act(client, model: str, action: str, rows, **data):
    ids = "&".join(f"id={row.pk}" for row in rows)
    return client.post(f"/admin/bulk/programme/{model}/{action}/?next=/admin/&{ids}", data)


def test_several_sessions_get_a_track(editor, edition):
    sessions = list(edition.sessions.all()[:3])
    track = Track.objects.create(edition=edition, name_fr="Neuf", colour="plum")
    assert act(editor, "session", "assign_track", sessions, track=track.pk)["Location"] == "/admin/"
    assert list(edition.sessions.filter(track=track)) == sessions
    act(editor, "session", "assign_track", sessions, track="")
    assert not edition.sessions.filter(track=track).exists()


def test_a_track_of_another_edition_is_refused(editor, edition, elsewhere):
    track = elsewhere.tracks.first()
    response = act(editor, "session", "assign_track", edition.sessions.all()[:2], track=track.pk)
    assert response.status_code == 200
    assert not edition.sessions.filter(track=track).exists()


def test_several_sessions_are_cancelled(editor, edition):
    sessions = list(edition.sessions.filter(state="confirmed")[:2])
    shown = editor.get(f"/admin/bulk/programme/session/cancel/?id={sessions[0].pk}")
    assert sessions[0].code in shown.content.decode()
    act(editor, "session", "cancel", sessions)
    states = {session.state for session in edition.sessions.filter(pk__in=[s.pk for s in sessions])}
    assert states == {"cancelled"}


def test_several_speakers_are_asked_and_those_without_address_left_out(editor, edition):
    first, second = edition.speakers.all()[:2]
    Speaker.objects.filter(pk=first.pk).update(email="a@kanari.example")
    Speaker.objects.filter(pk=second.pk).update(email="")
    act(editor, "speaker", "ask", [first, second])
    queued = OutgoingEmail.objects.filter(kind="programme.profile")
    assert [mail.recipient for mail in queued] == ["a@kanari.example"]


@pytest.mark.parametrize("action", ["assign_track", "cancel", "message"])
@pytest.mark.parametrize("who", ["translator-ko", "moderator", "stranger"])
def test_who_may_not_change_sessions_does_nothing_in_bulk(log_in, edition, who, action):
    before = list(edition.sessions.values())
    assert act(log_in(who), "session", action, edition.sessions.all()[:2]).status_code in {302, 403}
    assert list(edition.sessions.values()) == before


@pytest.mark.parametrize("query", ["id=all", "id=x", "", "id=999999", f"id={'9' * 30}"])
def test_only_rows_that_were_ticked_are_acted_upon(editor, query):
    answer = editor.post(f"/admin/bulk/programme/session/cancel/?{query}", follow=True)
    assert answer.status_code == 404
