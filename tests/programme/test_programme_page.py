"""The public programme: both times, filters, and a constant number of queries."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from programme.enums import Zone
from programme.models import Session, SessionSpeaker, Speaker
from programme.queries.drafts import rooms_of
from programme.templatetags.programme_tags import moment
from tests.factories import crowd
from tests.html import soup

MOST_QUERIES = 14


def queries_of(visitor, address: str) -> int:
    visitor.get(address)  # caches of content types and site roots are warm in real life too
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_queries_do_not_grow_with_the_sessions(edition, visitor, language):
    address = f"/{language}/forum-2027/programme/"
    few = queries_of(visitor, address)
    crowd(edition, 300)
    assert queries_of(visitor, address) == few
    assert len(soup(visitor.get(address)).select(".entry")) == 328
    assert few <= MOST_QUERIES


@pytest.mark.parametrize(
    "path",
    ["", "forum-2027/", "forum-2027/speakers/", "forum-2027/practical/", "news/", "archive/",
     "forum-2027/speakers/hong-gildong/", "forum-2027/programme/ouverture-officielle-du-forum/"],
)  # fmt: skip
def test_other_pages_stay_small(db, visitor, path):
    assert queries_of(visitor, f"/ko/{path}") <= MOST_QUERIES + 2


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_speaker_list_queries_do_not_grow(edition, visitor, language):
    address = f"/{language}/forum-2027/speakers/"
    few = queries_of(visitor, address)
    session = Session.objects.get(code="P1")
    people = Speaker.objects.bulk_create(
        Speaker(edition=edition, family_name=f"Modèle{n}", given_name="X") for n in range(30)
    )
    SessionSpeaker.objects.bulk_create(SessionSpeaker(session=session, speaker=p) for p in people)
    assert queries_of(visitor, address) == few
    assert len(soup(visitor.get(address)).select(".person")) == 46


def chip(response, code: str) -> str:
    session = Session.objects.get(code=code)
    slug = session.pages.get(locale__language_code="fr").slug
    entry = soup(response).select_one(f'.entry:has(a[href$="/{slug}/"])')
    return " ".join(entry.select_one(".entry__time").get_text(" ", strip=True).split())


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("fr", "09:00 – 09:30 Paris · 17:00–17:30 Séoul"),
        ("ko", "09:00 – 09:30 파리 · 17:00–17:30 서울"),
        ("en", "09:00 – 09:30 Paris · 17:00–17:30 Seoul"),
    ],
)
def test_both_times_are_shown(db, visitor, language, opening):
    response = visitor.get(f"/{language}/forum-2027/programme/")
    assert chip(response, "C1") == opening


@pytest.mark.parametrize(
    ("zone", "here", "shown"),
    [
        (Zone.PARIS, "2027-03-25T14:00", "22:00–23:00 Séoul"),
        (Zone.PARIS, "2027-03-25T15:30", "23:30–00:30 (+1 jour) Séoul"),
        (Zone.PARIS, "2027-03-25T17:00", "01:00–02:00 Séoul (+1 jour)"),
        (Zone.SEOUL, "2027-03-25T07:00", "23:00 (−1 jour) –00:00 Paris"),
        (Zone.SEOUL, "2027-03-25T06:00", "22:00–23:00 Paris (−1 jour)"),
        (Zone.SEOUL, "2027-03-25T09:00", "01:00–02:00 Paris"),
    ],
)
def test_another_day_over_there_is_said(db, zone, here, shown):
    start = datetime.datetime.fromisoformat(here).replace(tzinfo=zone.info)
    chip = moment(start, start + datetime.timedelta(hours=1), zone)
    page = BeautifulSoup(render_to_string("programme/components/moment.html", chip), "html.parser")
    there = " ".join(page.select_one(".moment__there").get_text().split())
    assert there == f"· {shown}"


def test_summer_time_begins_between_the_two_shores(edition):
    """Paris moves its clocks on 28 March 2027, Seoul never does."""
    zone = Zone.PARIS
    gaps = [
        datetime.datetime(2027, 3, day, 12, tzinfo=zone.info).astimezone(zone.other.info).hour - 12
        for day in (27, 29)
    ]
    assert gaps == [8, 7]


def test_filters(edition, visitor):
    track = edition.tracks.first()
    first, second = edition.days
    base = "/fr/forum-2027/programme/"

    def codes(query: str) -> int:
        return len(soup(visitor.get(base + query)).select(".entry"))

    assert codes(f"?day={first}") + codes(f"?day={second}") == codes("") == 28
    assert codes("?kind=field_visit") == 4
    shown = soup(visitor.get(f"{base}?track={track.pk}")).select(".entry__track")
    assert {tag.get_text() for tag in shown} == {track.name_fr}
    assert codes(f"?day={first}&kind=field_visit") == 0
    empty = soup(visitor.get(f"{base}?day={first}&kind=field_visit"))
    assert empty.select_one(".empty").get_text() == "Aucune séance ne correspond à ce choix."


def test_a_cancelled_session_stays_visible(session, visitor):
    session.state = "cancelled"
    session.save()
    page = soup(visitor.get("/en/forum-2027/programme/"))
    assert page.select_one(".entry--cancelled .tag--alert").get_text() == "Cancelled"


def test_a_track_without_korean_name_is_marked_everywhere(edition, visitor):
    track = edition.tracks.get(name_fr__gt="", order=edition.tracks.first().order)
    track.name_ko = track.name_en = ""
    track.save()
    page = soup(visitor.get("/ko/forum-2027/programme/"))
    assert page.find("option", value=str(track.pk))["lang"] == "fr"
    assert track.name_fr in {tag.get_text() for tag in page.select(".entry__track [lang=fr]")}


def test_a_room_without_korean_name_is_marked(edition, visitor):
    room = rooms_of(edition).first()
    room.name_ko = room.name_en = ""
    room.save()
    page = soup(visitor.get("/ko/forum-2027/programme/"))
    assert room.name_fr in {tag.get_text() for tag in page.select(".entry__room [lang=fr]")}
    session = soup(visitor.get(page.select_one(".entry a")["href"]))
    assert session.select_one(".facts [lang=fr]").get_text() == room.name_fr


def test_a_session_without_page_is_named_without_link(edition, visitor):
    crowd(edition, 1)
    entry = soup(visitor.get("/ko/forum-2027/programme/")).find("h3", string="워크숍 0")
    assert entry.find("a") is None


def test_before_the_first_release(edition, visitor):
    """Nobody is announced by a draft, nor by a session that has no place at all."""
    edition.schedules.all().delete()
    page = soup(visitor.get("/en/forum-2027/programme/"))
    assert page.select_one(".empty").get_text() == "The programme has not been published yet."
    speakers = soup(visitor.get("/en/forum-2027/speakers/"))
    assert speakers.select_one(".empty").get_text() == "The speakers have not been announced yet."
