"""Calendars of the programme: right instants, stable entries, changes that subscribers learn of."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from programme.enums import EditionState, Zone
from programme.models import Edition, Session
from programme.services.editions import change_state, create_edition
from programme.services.fact_pages import save_fact
from programme.services.releases import release_schedule
from programme.services.schedule import place_session, unplace_session
from programme.services.sessions import cancel_session, save_session
from tests.factories import ANYHOW, crowd
from tests.html import soup

FEED = "/{}/forum-2027/programme.ics"
OPENING = "/{}/forum-2027/programme/ouverture-officielle-du-forum.ics"


def read(visitor, address: str) -> Calendar:
    response = visitor.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def events(visitor, language: str = "fr") -> dict[str, object]:
    """The entries of the feed by their UID."""
    found = read(visitor, FEED.format(language)).walk("VEVENT")
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {str(event["UID"]): event for event in found}


def entry(visitor, session: Session):
    return events(visitor)[f"{session.key}@forum.example"]


def utc(event, name: str = "DTSTART") -> str:
    return event[name].dt.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M")


def move(session: Session, day: datetime.date, hour: int = 9) -> None:
    zone = session.edition.zone.info
    start = datetime.datetime.combine(day, datetime.time(hour), tzinfo=zone)
    place_session(session, room=None, start=start, end=start + datetime.timedelta(hours=1))


@pytest.mark.parametrize(
    ("zone", "instants"),
    [
        # Paris moves its clocks in the night before 28 March 2027, Seoul never does.
        (Zone.PARIS, ["2027-03-27T08:00", "2027-03-28T07:00"]),
        (Zone.SEOUL, ["2027-03-27T00:00", "2027-03-28T00:00"]),
    ],
)
def test_instants_across_a_change_of_the_clocks(edition, visitor, zone, instants):
    days = [datetime.date(2027, 3, day) for day in (27, 28)]
    Edition.objects.update(timezone=zone, starts_on=days[0], ends_on=days[1])
    edition.schedules.filter(version__gt=0).delete()
    edition.schedules.get(version=0).slots.all().delete()
    for code, day in zip(("P1", "C1"), days, strict=True):
        move(Session.objects.get(edition=edition, code=code), day)
    edition.refresh_from_db()
    release_schedule(edition)
    feed = read(visitor, FEED.format("ko"))
    found = sorted(feed.walk("VEVENT"), key=utc)
    assert [utc(event) for event in found] == instants
    assert [event["DTSTART"].params["TZID"] for event in found] == [zone, zone]
    assert [str(event["DTSTART"].dt.hour) for event in found] == ["9", "9"]
    (rules,) = feed.walk("VTIMEZONE")
    assert rules["TZID"] == zone
    # The same by the rules in the file itself, which is all that some programs know.
    clock = rules.to_tz(lookup_tzid=False)
    own = [event["DTSTART"].dt.replace(tzinfo=clock) for event in found]
    assert [f"{when.astimezone(datetime.UTC):%Y-%m-%dT%H:%M}" for when in own] == instants


@pytest.mark.parametrize(
    ("language", "title", "shown"),
    [
        ("fr", "Ouverture officielle du forum", ("Auditorium", "Cérémonie")),
        ("ko", "개회식", ("대강당", "공식 행사")),
        ("en", "Official opening of the forum", ("Auditorium", "Ceremony")),
    ],
)
def test_the_language_of_the_reader(edition, visitor, language, title, shown):
    room, kind = shown
    session = edition.sessions.get(code="C1")
    (event,) = read(visitor, OPENING.format(language)).walk("VEVENT")
    assert str(event["SUMMARY"]) == session.__dict__[f"title_{language}"] == title
    assert event["SUMMARY"].params["LANGUAGE"] == language
    assert str(event["LOCATION"]).split(", ")[0] == room
    assert event["CATEGORIES"].cats == [kind]
    assert event["DESCRIPTION"].startswith(kind)
    assert event["URL"] == f"http://testserver{OPENING.format(language).replace('.ics', '/')}"
    feed = read(visitor, FEED.format(language))
    name = getattr(edition, f"title_{language}")
    assert (feed["X-WR-CALNAME"], feed["NAME"]) == (name, name)
    assert str(feed["REFRESH-INTERVAL"].to_ical(), "ascii") == "PT1H"


def test_a_missing_label_falls_back_and_says_so(edition, visitor):
    edition.sessions.filter(code="C1").update(title_ko="", title_en="")
    (event,) = read(visitor, OPENING.format("ko")).walk("VEVENT")
    assert (str(event["SUMMARY"]), event["SUMMARY"].params["LANGUAGE"]) == (
        "Ouverture officielle du forum",
        "fr",
    )


def test_lines_are_folded_between_letters(edition, visitor):
    edition.sessions.filter(code="C1").update(title_ko="가나다라마바사" * 15)
    content = visitor.get(FEED.format("ko")).content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    for line in content.split(b"\r\n"):
        line.decode()  # no letter is torn apart
    assert "가나다라마바사" * 15 in {str(e["SUMMARY"]) for e in events(visitor, "ko").values()}


def test_the_same_state_gives_the_same_bytes_and_leaves_no_trace(edition, visitor):
    first, second = (visitor.get(FEED.format("fr")) for _ in range(2))
    assert first.content == second.content
    assert first["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies


def test_uids_stay_and_the_sequence_rises_with_every_release(edition, session, visitor):
    before = events(visitor)
    move(session, edition.days[1])
    assert {u: e.to_ical() for u, e in events(visitor).items()} == {
        u: e.to_ical() for u, e in before.items()
    }, "a draft changes nothing"
    release_schedule(edition, ANYHOW)
    after = events(visitor)
    assert set(after) == set(before)
    uid = f"{session.key}@forum.example"
    assert utc(before[uid]) != utc(after[uid]) == "2027-03-26T08:00"
    assert after[uid]["SEQUENCE"] == before[uid]["SEQUENCE"] + 1
    assert after[uid]["DTSTAMP"].dt > before[uid]["DTSTAMP"].dt
    assert after[uid]["LAST-MODIFIED"].dt == after[uid]["DTSTAMP"].dt


def test_what_left_the_programme_stays_as_cancelled(edition, session, visitor):
    at = utc(entry(visitor, session))
    unplace_session(session)
    release_schedule(edition)
    left = entry(visitor, session)
    assert (left["STATUS"], utc(left)) == ("CANCELLED", at)
    address = session.pages.get(locale__language_code="fr").url_path.rstrip("/")
    (alone,) = read(visitor, f"{address}.ics").walk("VEVENT")
    assert alone["STATUS"] == "CANCELLED"
    move(session, edition.days[0], hour=7)
    release_schedule(edition)
    back = entry(visitor, session)
    assert (back["STATUS"], utc(back)) == ("CONFIRMED", "2027-03-25T06:00")
    assert back["SEQUENCE"] > left["SEQUENCE"]


def test_a_cancelled_session_counts_up(edition, session, visitor):
    before = entry(visitor, session)["SEQUENCE"]
    session.state = "cancelled"
    save_session(session, spoken=["fr"], interpreted=[])
    event = entry(visitor, session)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", before + 1)


def test_cancelling_by_the_service_counts_up_too(edition, session, visitor):
    before = entry(visitor, session)["SEQUENCE"]
    cancel_session(session)
    event = entry(visitor, session)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", before + 1)


def test_a_renamed_room_counts_up(edition, session, visitor):
    before = entry(visitor, session)["SEQUENCE"]
    room = edition.schedules.get(version=0).slots.get(session=session).room
    room.name_fr = "Salle nouvelle"
    save_fact(room)
    event = entry(visitor, session)
    assert event["SEQUENCE"] == before + 1
    assert event["LOCATION"].startswith("Salle nouvelle, ")


def test_before_the_first_release_the_days_as_a_whole(edition, visitor):
    edition.schedules.filter(version__gt=0).delete()
    (event,) = events(visitor).values()
    assert str(event["UID"]) == f"{edition.key}@forum.example"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (
        datetime.date(2027, 3, 25),
        datetime.date(2027, 3, 27),
    )
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    assert visitor.get(OPENING.format("fr")).status_code == 404


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        (EditionState.CANCELLED, None, {"CANCELLED": 28}),
        (EditionState.POSTPONED, None, {"CANCELLED": 28}),
        (EditionState.POSTPONED, (20, 21), {"CANCELLED": 28, "TENTATIVE": 1}),
        (EditionState.MOVED_ONLINE, None, {"CONFIRMED": 28}),
    ],
)
def test_an_edition_that_is_called_off(edition, visitor, state, days, expected):
    before = next(iter(events(visitor).values()))["SEQUENCE"]
    new = days and tuple(datetime.date(2027, 5, day) for day in days)
    change_state(edition, state, reasons={"fr": "Tempête."}, days=new)
    found = events(visitor).values()
    counted = [str(event["STATUS"]) for event in found]
    assert {status: counted.count(status) for status in counted} == expected
    assert {event["SEQUENCE"] for event in found} == {before + 1}
    held = [event for event in found if event["STATUS"] == "TENTATIVE"]
    assert [event["DTSTART"].dt for event in held] == [datetime.date(2027, 5, 20)] * len(held)
    if state == EditionState.MOVED_ONLINE:
        assert {str(event["LOCATION"]) for event in found} == {"En ligne"}
    else:
        assert all("Tempête." in event["DESCRIPTION"] for event in found)


def test_a_new_programme_for_the_new_days(edition, visitor):
    """Same sessions, same UIDs, other days: the subscriber's entries move."""
    before = set(events(visitor))
    new = (datetime.date(2027, 5, 20), datetime.date(2027, 5, 21))
    reasons = {"fr": "Tempête."}
    change_state(edition, EditionState.POSTPONED, reasons=reasons, days=new, move_places=True)
    release_schedule(edition)
    tentative = events(visitor)
    assert set(tentative) == before
    assert {str(event["STATUS"]) for event in tentative.values()} == {"TENTATIVE"}
    change_state(edition, EditionState.ANNOUNCED)
    assert {str(event["STATUS"]) for event in events(visitor).values()} == {"CONFIRMED"}
    opening = edition.sessions.get(code="C1")
    # 09:00 in Paris, by the summer's clock now.
    assert utc(entry(visitor, opening)) == "2027-05-20T07:00"


def test_only_what_the_public_may_see(edition, session, visitor):
    assert visitor.get("/fr/nowhere/programme.ics").status_code == 404
    assert visitor.get("/fr/forum-2027/programme/nowhere.ics").status_code == 404
    days = {"starts_on": datetime.date(2028, 1, 1), "ends_on": datetime.date(2028, 1, 2)}
    create_edition(Edition(slug="draft", title_fr="Brouillon", **days))
    assert visitor.get("/fr/draft/programme.ics").status_code == 404
    page = edition.pages.get(locale__language_code="fr")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert visitor.get(FEED.format("fr")).status_code == 404
    assert visitor.get(OPENING.format("fr")).status_code == 404
    assert visitor.post(FEED.format("ko")).status_code == 405


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_pages_lead_to_their_calendars(edition, visitor, language):
    for path in (FEED, OPENING):
        address = path.format(language)
        page = soup(visitor.get(address.replace(".ics", "/")))
        link = page.find("link", type="text/calendar")
        assert (link["rel"], link["href"]) == (["alternate"], address)
        follow, download = page.select(".calendar-links a")[:2]
        assert (follow["href"], download["href"]) == (f"webcal://testserver{address}", address)


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_queries_do_not_grow_with_the_sessions(edition, visitor, language):
    crowd(edition, 2)  # without a page: their addresses are asked for all the same
    counts = []
    for number in (0, 270):
        if number:
            Session.objects.filter(code__startswith="X").delete()
            crowd(edition, number + 2)
        visitor.get(FEED.format(language))
        with CaptureQueriesContext(connection) as captured:
            assert len(events(visitor, language)) == 30 + number
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
