"""A new edition from the last one: the dialogue, and what of the facts comes along."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from programme.enums import PEOPLE, CopyPart
from programme.forms.copies import CopyForm
from programme.models import (
    Edition,
    EditionCopy,
    InterpretationAssignment,
    Interpreter,
    Organisation,
    Session,
    SessionSpeaker,
    Slot,
    Venue,
)
from programme.queries.copies import renumbered
from tests.factories import crowd, next_edition, next_edition_typed
from tests.html import soup

EVERYTHING = [*CopyPart.values, "registration"]


def places(edition: Edition) -> dict[str, tuple[int, str, str, int | None]]:
    """Code → day of the edition, hours on the clock there, room."""
    zone = edition.zone.info
    return {
        slot.session.code: (
            (slot.start.astimezone(zone).date() - edition.starts_on).days,
            slot.start.astimezone(zone).strftime("%H:%M"),
            slot.end.astimezone(zone).strftime("%H:%M"),
            slot.room_id,
        )
        for slot in Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    }


# The dialogue


def test_the_edition_leads_to_the_dialogue(editor, edition):
    page = soup(editor.get(f"/admin/editions/edit/{edition.pk}/"))
    assert page.find("a", href=f"/admin/programme/{edition.pk}/copy/")


def test_the_dialogue_proposes_what_follows(editor, edition):
    edition.number = 5
    edition.title_fr, edition.title_ko = "5e Forum de 2027", "제5회 2027년 한불 포럼"
    edition.title_en = "5th Forum, 2027: 5 cities"
    edition.save()
    page = soup(editor.get(f"/admin/programme/{edition.pk}/copy/"))
    names = ("title_fr", "title_ko", "title_en", "slug", "number", "starts_on")
    assert [page.find("input", {"name": name})["value"] for name in names] == [
        "6e Forum de 2028", "제6회 2028년 한불 포럼", "6th Forum, 2028: 5 cities",
        "forum-2028", "6", (edition.starts_on + datetime.timedelta(364)).isoformat(),
    ]  # fmt: skip
    ticked = [box["value"] for box in page.select("[name=parts][checked]")]
    assert sorted(ticked) == sorted(set(EVERYTHING) - PEOPLE)
    assert page.select_one("#id_venue [selected]")["value"] == str(edition.venue_id)


@pytest.mark.parametrize(
    ("number", "language", "before", "after"),
    [
        (1, "fr", "1er Forum, 11e année", "2e Forum, 11e année"),
        (1, "en", "1st Forum, 21st century", "2nd Forum, 21st century"),
        (12, "en", "12th Forum", "13th Forum"),
        (22, "en", "22nd Forum", "23rd Forum"),
        (9, "ko", "제9회 포럼, 제19회 회의", "제10회 포럼, 제19회 회의"),
        (None, "fr", "Forum 2027-A, 20270", "Forum 2028-A, 20270"),
    ],
)
def test_numbers_follow_where_that_is_safe(number, language, before, after):
    source = Edition(number=number, starts_on=datetime.date(2027, 3, 25))
    assert renumbered(before, source, datetime.date(2028, 3, 23), language) == after


def test_an_edition_without_a_year_in_its_address_gets_one(edition):
    edition.slug = "forum-nantes"
    assert CopyForm(edition).initial["slug"] == "forum-nantes-2028"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"slug": "reunion-2020-paris"}, "existe déjà"),
        ({"slug": "news"}, "Une autre page possède déjà cette adresse."),
        ({"starts_on": ""}, "Champ requis."),
        ({"starts_on": "2028-05-04", "ends_on": "2028-05-03"}, "Le dernier jour"),
        ({"title_fr": ""}, "Champ requis."),
        ({"starts_on": "demain"}, "date valide"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(editor, edition, changes, said):
    before = Edition.objects.count()
    sent = next_edition_typed(edition, title_ko="새 포럼", parts=["tracks"]) | changes
    response = editor.post(f"/admin/programme/{edition.pk}/copy/", sent)
    page = soup(response)
    assert response.status_code == 200
    assert said in page.get_text()
    assert page.select_one("#id_title_ko")["value"] == "새 포럼"
    assert [box["value"] for box in page.select("[name=parts][checked]")] == ["tracks"]
    assert (Edition.objects.count(), EditionCopy.objects.count()) == (before, 0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_edition_that_was_deleted_meanwhile(editor, edition, method):
    answer = getattr(editor, method)(
        "/admin/programme/999999/copy/", next_edition_typed(edition), follow=True
    )
    assert answer.redirect_chain == [("/admin/editions/", 302)]
    assert "L’édition à copier a été supprimée entre-temps." in soup(answer).get_text()


def test_sending_twice_makes_one_edition(editor, edition):
    address = f"/admin/programme/{edition.pk}/copy/"
    first, second = (editor.post(address, next_edition_typed(edition)) for _time in range(2))
    work = EditionCopy.objects.get()
    assert first["Location"] == f"/admin/programme/copies/{work.pk}/"
    assert second.status_code == 200


# What comes along


def test_the_facts_come_along(edition, session):
    session.state = "cancelled"
    session.save()
    new = next_edition(edition)
    assert (new.slug, new.state, new.ends_on - new.starts_on, new.theme_ko, new.sequence) == (
        "forum-2028", "announced", edition.ends_on - edition.starts_on, edition.theme_ko, 0,
    )  # fmt: skip
    rows = ("code", "title_fr", "title_ko", "title_en", "kind", "signup_required", "track__name_fr")
    old = edition.sessions.exclude(code="P1").order_by("code")
    assert list(new.sessions.order_by("code").values(*rows)) == list(old.values(*rows))
    assert set(new.sessions.values_list("state", flat=True)) == {"confirmed"}
    assert set(new.sessions.values_list("track__edition", flat=True)) <= {new.pk, None}
    for relation in ("languages__language", "languages__use"):
        assert sorted(new.sessions.values_list("code", relation)) == sorted(
            old.values_list("code", relation)
        )
    partners = ("organisation", "role", "order")
    assert list(new.partners.values(*partners)) == list(edition.partners.values(*partners))
    assert set(new.themes.all()) == set(edition.themes.all())


def test_places_keep_their_hours_into_summer_time(edition):
    """In March Paris is one hour ahead of UTC, in May two."""
    new = next_edition(edition, starts_on="2028-05-04")
    expected = places(edition)
    assert places(new) == expected
    shifts = {edition.slug: 1, new.slug: 2}
    for held in (edition, new):
        start = Slot.objects.filter(schedule__edition=held, schedule__version=0).first().start
        offset = start.astimezone(held.zone.info).utcoffset()
        assert offset == datetime.timedelta(hours=shifts[held.slug])
    assert list(new.schedules.values_list("version", "state")) == [(0, "draft")]


def test_at_another_venue_sessions_have_no_rooms(edition):
    seoul = Organisation.objects.filter(country="KR")[0]
    venue = Venue.objects.create(name_fr="Mairie de Séoul", city_fr="Séoul", country="KR")
    new = next_edition(edition, host=seoul.pk, venue=venue.pk, timezone="Asia/Seoul")
    expected = {code: (*place[:3], None) for code, place in places(edition).items()}
    assert places(new) == expected
    hosts = new.partners.filter(role="host").values_list("organisation", flat=True)
    assert list(hosts) == [seoul.pk]


def test_rooms_may_stay_behind(edition):
    new = next_edition(edition, parts=["sessions", "tracks"])
    assert {place[3] for place in places(new).values()} == {None}


def test_what_falls_on_no_day_has_no_place(edition):
    new = next_edition(edition, starts_on="2028-05-04", ends_on="2028-05-04")
    first_day = {code: place for code, place in places(edition).items() if place[0] == 0}
    assert places(new) == first_day
    assert new.sessions.count() > len(first_day)


def test_what_follows_midnight_keeps_its_place(edition):
    """The night after the last day belongs to it."""
    slot = Slot.objects.get(schedule__edition=edition, schedule__version=0, session__code="C1")
    slot.start = datetime.datetime(2027, 3, 27, 0, 30, tzinfo=edition.zone.info)
    slot.end = slot.start + datetime.timedelta(minutes=45)
    slot.save()
    assert places(next_edition(edition))["C1"][:2] == (2, "00:30")


def test_what_moved_online_was_planned_on_site(edition):
    edition.previous_attendance_mode, edition.attendance_mode = "mixed", "online"
    edition.state, edition.public_reason_fr = "moved_online", "Grève"
    edition.save()
    new = next_edition(edition)
    assert (new.attendance_mode, new.state, new.public_reason_fr) == ("mixed", "announced", None)
    assert new.previous_attendance_mode == ""


def test_nothing_ticked_takes_nothing(edition):
    new = next_edition(edition, parts=[])
    assert (new.sessions.count(), new.tracks.count(), new.partners.count()) == (0, 0, 0)
    assert not hasattr(new, "registration_settings")


def test_tracks_may_stay_behind(edition):
    new = next_edition(edition, parts=["sessions"])
    assert set(new.sessions.values_list("track", flat=True)) == {None}


@pytest.fixture
def people(edition, session) -> None:
    """Private things about speakers and interpreters."""
    edition.speakers.update(email="private@x.example")
    interpreter = Interpreter.objects.create(
        edition=edition, name="Kim", email="kim@x.example", note="tarif"
    )
    InterpretationAssignment.objects.create(
        session=session, interpreter=interpreter, source="fr", target="ko"
    )


def test_people_stay_behind_unless_wished(edition, people):
    new = next_edition(edition)
    assert (new.speakers.count(), new.interpreters.count()) == (0, 0)
    assert not SessionSpeaker.objects.filter(session__edition=new).exists()


def test_people_come_along_without_what_is_private(edition, people):
    new = next_edition(edition, parts=EVERYTHING)
    known = ("family_name", "name_hangul", "position_ko", "organisation", "protocol_rank")
    assert list(new.speakers.values_list(*known)) == list(edition.speakers.values_list(*known))
    assert set(new.speakers.values_list("email", "photo")) == {("", None)}
    assert ("Kim", "", "") in new.interpreters.values_list("name", "email", "note")
    assert set(new.interpreters.values_list("email", "note")) == {("", "")}
    rows = ("session__code", "speaker__family_name", "role", "order")
    old, now = (
        SessionSpeaker.objects.filter(session__edition=held).order_by(*rows).values_list(*rows)
        for held in (edition, new)
    )
    assert list(now) == list(old)
    assert set(
        SessionSpeaker.objects.filter(session__edition=new).values_list("speaker__edition")
    ) == {(new.pk,)}
    assigned = InterpretationAssignment.objects.get(session__edition=new, interpreter__name="Kim")
    assert (assigned.session.code, assigned.interpreter.edition, assigned.target) == (
        "P1", new, "ko",
    )  # fmt: skip


def test_keys_follow_from_the_old_ones(edition, session):
    """So that whoever takes up the work finds what is done."""
    new = next_edition(edition)
    keys = set(Session.objects.values_list("key", flat=True))
    assert len(keys) == Session.objects.count()
    assert new.sessions.get(code="P1").key.version == 5


def test_the_request_asks_no_query_per_session(edition):
    """Thirty sessions more cost no query more."""
    counts = []
    for slug in ("few", "many"):
        with CaptureQueriesContext(connection) as captured:
            next_edition(edition, slug=slug, parts=EVERYTHING)
        counts.append(len(captured))
        if slug == "few":
            crowd(edition, 30)
    assert counts[1] <= counts[0] <= 80


def test_nothing_is_public(edition, visitor):
    before = set(Page.objects.live().values_list("pk", flat=True))
    next_edition(edition)
    assert set(Page.objects.live().values_list("pk", flat=True)) == before
    assert visitor.get("/fr/forum-2028/").status_code == 404
