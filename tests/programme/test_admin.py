"""The editors' screens: what is typed is saved once, or stays in the form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import Edition, Organisation, Session, Slot, Speaker, Track, Venue
from programme.queries.drafts import draft_slot, mark, rooms_of
from programme.services.schedule import unplace_session
from programme.services.sessions import set_languages
from tests.factories import crowd
from tests.html import soup
from tests.translations.bench import type_into

FORMSET = {
    "session_speakers-TOTAL_FORMS": "0",
    "session_speakers-INITIAL_FORMS": "0",
    "session_speakers-MIN_NUM_FORMS": "0",
    "session_speakers-MAX_NUM_FORMS": "1000",
    "interpretation_assignments-TOTAL_FORMS": "0",
    "interpretation_assignments-INITIAL_FORMS": "0",
    "interpretation_assignments-MIN_NUM_FORMS": "0",
    "interpretation_assignments-MAX_NUM_FORMS": "1000",
}


@pytest.fixture
def typed(edition) -> dict[str, str]:
    """A new session, as an editor types it."""
    return FORMSET | {
        "title_fr": "Neuve",
        "title_ko": "새 세션",
        "title_en": "New",
        "edition": str(edition.pk),
        "code": "N1",
        "kind": "workshop",
        "state": "confirmed",
        "spoken": ["fr", "ko"],
        "interpreted": ["en"],
    }


@pytest.mark.parametrize("section", ["sessions", "speakers", "tracks", "interpreters"])
def test_the_only_edition_ahead_is_chosen_already(editor, edition, section):
    form = soup(editor.get(f"/admin/{section}/new/"))
    assert form.select_one("#id_edition [selected]")["value"] == str(edition.pk)


def test_the_first_screen_leads_to_the_daily_work(editor, edition, session):
    unplace_session(session)
    panel = soup(editor.get("/admin/")).select_one("#editions-ahead-section")
    assert f"/admin/programme/{edition.pk}/schedule/" in [a["href"] for a in panel.find_all("a")]
    assert "Retrait 1" in " ".join(panel.get_text().split())


def test_a_session_is_added_with_its_page(editor, typed):
    response = editor.post("/admin/sessions/new/", typed)
    session = Session.objects.get(code="N1")
    assert response["Location"] == f"/admin/sessions/edit/{session.pk}/"
    assert session.pages.get().title == "Neuve"
    shown = soup(editor.get(response["Location"]))
    assert [box["value"] for box in shown.select("[name=spoken][checked]")] == ["fr", "ko"]
    assert [box["value"] for box in shown.select("[name=interpreted][checked]")] == ["en"]


def test_what_is_wrong_is_said_and_what_was_typed_stays(editor, typed):
    response = editor.post("/admin/sessions/new/", typed | {"title_fr": "", "code": "P1"})
    assert response.status_code == 200
    page = soup(response)
    assert page.select_one("#id_title_ko")["value"] == "새 세션"
    assert "Champ requis." in response.content.decode()
    assert not Session.objects.filter(title_ko="새 세션").exists()


def test_a_code_is_used_once_per_edition(editor, typed):
    response = editor.post("/admin/sessions/new/", typed | {"code": "P1"})
    assert response.status_code == 200
    assert "Ce code est déjà utilisé dans l’édition." in response.content.decode()


def test_tracks_and_speakers_of_another_edition_are_refused(editor, typed):
    other = Edition.objects.exclude(slug="forum-2027").first()
    track = Track.objects.create(edition=other, name_fr="Ailleurs", colour="plum")
    stranger = Speaker.objects.create(edition=other, family_name="Ailleurs")
    rows = {
        "session_speakers-TOTAL_FORMS": "1",
        "session_speakers-0-speaker": str(stranger.pk),
        "session_speakers-0-role": "speaker",
        "session_speakers-0-order": "0",
    }
    for changed in ({"track": str(track.pk)}, rows):
        response = editor.post("/admin/sessions/new/", typed | changed)
        assert response.status_code == 200
        assert "autre édition" in response.content.decode()
    assert not Session.objects.filter(code="N1").exists()


def seen(client, address: str) -> str:
    """The mark that a form carries of what it showed."""
    return soup(client.get(address)).select_one("[name=seen]")["value"]


def test_a_translators_title_is_not_written_over(editor, translator, session):
    address = f"/admin/sessions/edit/{session.pk}/"
    typed = FORMSET | {
        "title_fr": "Autre", "title_ko": session.title_ko, "title_en": session.title_en,
        "code": session.code, "kind": session.kind, "state": session.state,
        "seen": seen(editor, address),
    }  # fmt: skip
    type_into(
        translator, f"/admin/translations/ko/labels/programme.session/{session.pk}/", "새 제목"
    )
    refused = editor.post(address, typed)
    assert "Une autre personne" in refused.content.decode()
    assert soup(refused).select_one("#id_title_fr")["value"] == "Autre"
    session.refresh_from_db()
    assert (session.title_ko, session.title_fr == "Autre") == ("새 제목", False)
    again = soup(refused).select_one("[name=seen]")["value"]
    editor.post(address, typed | {"title_ko": "새 제목", "seen": again})
    session.refresh_from_db()
    assert (session.title_ko, session.title_fr) == ("새 제목", "Autre")


def test_languages_and_roles_of_another_editor_are_not_written_over(editor, session):
    address = f"/admin/sessions/edit/{session.pk}/"
    typed = FORMSET | {
        "title_fr": "Autre", "title_ko": session.title_ko, "title_en": session.title_en,
        "code": session.code, "kind": session.kind, "state": session.state,
    }  # fmt: skip
    mark = seen(editor, address)
    set_languages(session, spoken=["ko"], interpreted=["fr", "en"])
    refused = editor.post(address, typed | {"seen": mark, "spoken": ["fr"]})
    assert "Une autre personne" in refused.content.decode()
    uses = set(session.languages.values_list("language", "use"))
    assert uses == {("ko", "spoken"), ("fr", "interpreted"), ("en", "interpreted")}

    mark = seen(editor, address)
    session.session_speakers.filter(pk=session.session_speakers.first().pk).update(order=9)
    assert editor.post(address, typed | {"seen": mark}).status_code == 200
    editor.post(address, typed | {"seen": seen(editor, address)})
    session.refresh_from_db()
    assert session.title_fr == "Autre"


def test_lists_do_not_ask_a_query_per_row(editor, edition):
    for section in ("sessions", "speakers", "tracks", "rooms", "editions", "interpreters"):
        with CaptureQueriesContext(connection) as captured:
            editor.get(f"/admin/{section}/")
        assert len(captured) <= 20, section


def test_a_rename_in_the_form_reaches_the_pages(editor, session):
    typed = FORMSET | {
        "title_fr": "Autre titre",
        "title_ko": session.title_ko,
        "title_en": session.title_en,
        "edition": str(session.edition_id),
        "code": session.code,
        "kind": session.kind,
        "state": session.state,
    }
    address = f"/admin/sessions/edit/{session.pk}/"
    editor.post(address, typed | {"seen": seen(editor, address)})
    assert session.pages.get(locale__language_code="fr").title == "Autre titre"
    assert session.session_speakers.count() == 3  # rows not sent are not deleted


def test_what_pages_hang_on_is_chosen_once(editor, edition, session, typed):
    """Another edition for a session, or another address for an edition, is not taken."""
    other = Edition.objects.exclude(pk=edition.pk).first()
    address = f"/admin/sessions/edit/{session.pk}/"
    changed = {"edition": str(other.pk), "code": "P9", "seen": seen(editor, address)}
    editor.post(address, typed | changed)
    session.refresh_from_db()
    assert (session.code, session.edition) == ("P9", edition)
    form = soup(editor.get(f"/admin/editions/edit/{edition.pk}/"))
    assert form.select_one("#id_slug").has_attr("disabled")


def test_a_venue_with_rooms_in_use_stays(editor, edition):
    form = soup(editor.get(f"/admin/editions/edit/{edition.pk}/"))
    sent = {
        field["name"]: field.get("value", "")
        for field in form.select("form[action*='/editions/'] input[name]")
    }
    sent |= {
        field["name"]: (field.select_one("[selected]") or {}).get("value", "")
        for field in form.select("form[action*='/editions/'] select[name]")
    }
    sent |= {
        field["name"]: field.get_text().strip()
        for field in form.select("form[action*='/editions/'] textarea[name]")
    }
    other = Venue.objects.exclude(pk=edition.venue_id).first()
    response = editor.post(f"/admin/editions/edit/{edition.pk}/", sent | {"venue": str(other.pk)})
    assert response.status_code == 200
    edition.refresh_from_db()
    assert edition.venue_id != other.pk


def test_the_state_is_changed_on_its_screen(editor, edition):
    address = f"/admin/programme/{edition.pk}/state/"
    offered = [box["value"] for box in soup(editor.get(address)).select("[name=state]")]
    assert offered == ["full", "closed", "postponed", "moved_online", "cancelled"]
    refused = editor.post(address, {"state": "cancelled"})
    assert "motif" in refused.content.decode()
    assert editor.post(address, {"state": "held"}).status_code == 200
    editor.post(address, {"state": "closed"})
    edition.refresh_from_db()
    assert edition.state == "closed"


def test_deleting_what_was_released_is_refused_with_the_reason(editor, session):
    response = editor.post(f"/admin/sessions/delete/{session.pk}/", follow=True)
    assert "annulé" in response.content.decode()
    assert Session.objects.filter(pk=session.pk).exists()


def test_deleting_what_is_in_use_is_refused(editor, edition):
    for address in (
        f"/admin/rooms/delete/{rooms_of(edition).first().pk}/",
        f"/admin/organisations/delete/{Organisation.objects.get(name_fr='Nantes Métropole').pk}/",
        f"/admin/tracks/delete/{edition.tracks.first().pk}/",
        f"/admin/venues/delete/{edition.venue.pk}/",
    ):
        response = editor.post(address, follow=True)
        assert response.status_code == 200
        assert "encore utilisé" in response.content.decode(), address


def test_deleting_what_nobody_uses(editor, db):
    organisation = Organisation.objects.create(name_fr="Passagère", kind="city", country="FR")
    editor.post(f"/admin/organisations/delete/{organisation.pk}/")
    assert not Organisation.objects.filter(pk=organisation.pk).exists()


def schedule(edition) -> str:
    return f"/admin/programme/{edition.pk}/schedule/"


def place(session, **changed: str) -> dict[str, str]:
    typed = {
        "day": session.edition.days[1].isoformat(), "start": "08:00", "end": "08:45", "room": "",
        "seen": mark(draft_slot(session)),
    } | changed  # fmt: skip
    fields = {f"s{session.pk}-{name}": value for name, value in typed.items()}
    return {"session": str(session.pk)} | fields


def test_a_session_is_placed_from_the_list(editor, edition, session):
    room = rooms_of(edition).last()
    response = editor.post(schedule(edition), place(session, room=str(room.pk)))
    assert response["Location"] == f"{schedule(edition)}#session-{session.pk}"
    slot = Slot.objects.get(schedule__edition=edition, schedule__version=0, session=session)
    local = [m.astimezone(edition.zone.info).strftime("%d %H:%M") for m in (slot.start, slot.end)]
    assert (local, slot.room) == (["26 08:00", "26 08:45"], room)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"end": "08:00"}, "La fin doit être postérieure au début."),
        ({"start": "25:99"}, "Saisissez une heure valide."),
        ({"day": "2031-01-01"}, "Ce jour ne fait pas partie de l’édition."),
        ({"room": "99999"}, "Cette salle n’appartient pas au lieu de l’édition."),
        ({"end": ""}, "Champ requis."),
    ],
)
def test_an_impossible_place_stays_in_its_row(editor, edition, session, changed, sentence):
    before = Slot.objects.get(schedule__version=0, session=session)
    response = editor.post(schedule(edition), place(session, **changed))
    assert response.status_code == 200
    row = soup(response).select_one(f"#session-{session.pk}")
    assert sentence in row.get_text()
    assert row.select_one(f"#id_s{session.pk}-start")["value"] == changed.get("start", "08:00")
    after = Slot.objects.get(schedule__version=0, session=session)
    assert (after.start, after.end, after.room) == (before.start, before.end, before.room)


def test_a_session_may_end_after_midnight(editor, edition, session):
    editor.post(schedule(edition), place(session, start="22:00", end="00:30"))
    slot = Slot.objects.get(schedule__version=0, session=session)
    local = [m.astimezone(edition.zone.info).strftime("%d %H:%M") for m in (slot.start, slot.end)]
    assert local == ["26 22:00", "27 00:30"]


def test_a_place_outside_the_edition_is_shown_as_it_is(editor, edition, session):
    edition.starts_on = edition.ends_on
    edition.save()
    row = soup(editor.get(schedule(edition))).select_one(f"#session-{session.pk}")
    assert row.select_one("[selected]")["value"] == "2027-03-25"


def test_a_session_of_another_edition_is_not_moved_here(editor, edition, session):
    other = Edition.objects.get(starts_on__year=2016)
    response = editor.post(schedule(other), place(session))
    assert response.status_code == 200
    assert not Slot.objects.filter(schedule__edition=other).exists()


def test_the_list_does_not_ask_more_for_more_sessions(editor, edition):
    editor.get(schedule(edition))  # what is asked once fills the cache
    with CaptureQueriesContext(connection) as few:
        editor.get(schedule(edition))
    crowd(edition, 30)
    with CaptureQueriesContext(connection) as many:
        editor.get(schedule(edition))
    assert len(many) == len(few)


def test_taking_out_needs_a_post(editor, edition, session):
    assert editor.get(f"{schedule(edition)}{session.pk}/unplace/").status_code == 405
