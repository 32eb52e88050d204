"""A tour and its stages: shown together, in three languages, each with its own days and host."""

import datetime
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from programme.models import Edition, Organisation
from programme.pages import EditionPage
from programme.services.editions import create_edition
from tests.html import soup

TITLES = {
    "fr": ("Tour de démonstration", "Étape de Lyon", "Étape de Busan"),
    "ko": ("시범 투어", "리옹 회의", "부산 회의"),
    "en": ("Sample tour", "Lyon stage", "Busan stage"),
}


def publish(slug: str, number: int, days: tuple[int, int], **facts) -> Edition:
    """An edition with its French page, live."""
    titles = {f"title_{code}": names[number] for code, names in TITLES.items()}
    first, last = (datetime.date(2028, month, 1) for month in days)
    edition = Edition(slug=slug, starts_on=first, ends_on=last, **titles, **facts)
    create_edition(edition, programme=False)
    EditionPage.objects.get(edition=edition).save_revision().publish()
    return edition


@pytest.fixture
def tour(db) -> Edition:
    """A tour through 2028 with two stages, the later one made first."""
    whole = publish("tour", 0, (2, 11))
    cities = {name: Organisation.objects.create(name_fr=name, kind="city", country="FR")
              for name in ("Lyon", "Busan")}  # fmt: skip
    publish("stage-busan", 2, (11, 11), parent=whole, host=cities["Busan"], timezone="Asia/Seoul")
    publish("stage-lyon", 1, (2, 2), parent=whole, host=cities["Lyon"], state="postponed")
    return whole


def lines(page) -> list[tuple[str, str]]:
    found = page.select(".tour .edition-line")
    return [(line.a["href"], line.a.get_text(strip=True)) for line in found]


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_the_tour_shows_its_stages(tour, visitor, language):
    _whole, lyon, busan = TITLES[language]
    expected = [(f"/{language}/stage-lyon/", lyon), (f"/{language}/stage-busan/", busan)]
    page = soup(visitor.get(f"/{language}/tour/"))
    assert lines(page) == expected
    shown = page.select(".tour .edition-line")
    # The place and the state of each, its days where they are known.
    assert "Lyon" in shown[0].get_text()
    states = {"fr": "Reporté", "ko": "연기", "en": "Postponed"}
    assert states[language] in shown[0].select_one(".tag").get_text()
    assert "2028" in shown[1].select_one(".edition-line__when").get_text()


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_a_stage_shows_its_tour_and_its_sisters(tour, visitor, language):
    whole, lyon, busan = TITLES[language]
    page = soup(visitor.get(f"/{language}/stage-lyon/"))
    assert page.select_one(".tour > p a").get_text() == whole
    assert page.select_one(".tour > p a")["href"] == f"/{language}/tour/"
    assert [title for _url, title in lines(page)] == [lyon, busan]
    (own,) = page.select('.tour [aria-current="true"]')
    assert lyon in own.get_text()


def test_lists_name_the_tour_once(tour, visitor):
    Edition.objects.filter(pk=tour.pk).update(starts_on="2020-02-01", ends_on="2020-11-01")
    tour.stages.update(starts_on="2020-02-01", ends_on="2020-02-01")
    for path in ("", "archive/"):
        addresses = [a["href"] for a in soup(visitor.get(f"/en/{path}")).select(".edition-line a")]
        assert addresses.count("/en/tour/") == 1
        assert not [address for address in addresses if "stage" in address]


def test_stages_of_a_tour_that_is_not_public_stand_alone(tour, visitor):
    EditionPage.objects.get(edition=tour).unpublish()
    addresses = [card["href"] for card in soup(visitor.get("/en/")).select(".next h2 a")]
    assert addresses == ["/en/forum-2027/"]
    page = soup(visitor.get("/en/stage-lyon/"))
    assert page.select_one(".tour > p") is None
    assert len(lines(page)) == 2


def test_a_draft_stage_is_not_shown(tour, visitor):
    EditionPage.objects.get(edition__slug="stage-lyon").unpublish()
    assert [url for url, _title in lines(soup(visitor.get("/fr/tour/")))] == ["/fr/stage-busan/"]


def test_for_machines(tour, visitor):
    def said(slug: str) -> dict:
        page = soup(visitor.get(f"/ko/{slug}/"))
        return json.loads(page.select_one('[type="application/ld+json"]').string)

    stages = said("tour")["subEvent"]
    assert [stage["name"] for stage in stages] == list(TITLES["ko"][1:])
    assert stages[0]["eventStatus"] == "https://schema.org/EventPostponed"
    assert stages[1]["startDate"] == "2028-11-01"
    assert said("stage-busan")["superEvent"]["name"] == TITLES["ko"][0]


def test_the_tours_calendar_has_a_day_for_each_stage(tour, visitor):
    feed = Calendar.from_ical(visitor.get("/en/tour/programme.ics").content)
    found = [(str(e["SUMMARY"]), str(e["STATUS"]), e["DTSTART"].dt) for e in feed.walk("VEVENT")]
    assert found == [
        ("Lyon stage", "CANCELLED", datetime.date(2028, 2, 1)),
        ("Busan stage", "CONFIRMED", datetime.date(2028, 11, 1)),
    ]


@pytest.mark.parametrize("address", ["/ko/tour/", "/ko/stage-lyon/", "/ko/tour/programme.ics"])
def test_queries_do_not_grow_with_the_stages(tour, visitor, address):
    def queries() -> int:
        visitor.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(address).status_code == 200
        return len(captured)

    few = queries()
    for number in range(6):
        publish(f"stage-{number}", 1, (3, 3), parent=tour)
    assert queries() == few


@pytest.fixture
def save(editor):
    """Save an edition with another tour; returns what the form says about it."""

    def send(edition: Edition, parent: Edition) -> list[str]:
        address = f"/admin/editions/edit/{edition.pk}/"
        form = soup(editor.get(address)).select_one("form[action*='/editions/edit/']")
        sent = {
            field["name"]: field.get("value", "")
            for field in form.select("input[name]:not([type=checkbox])")
        }
        sent |= {
            field["name"]: (field.select_one("[selected]") or {}).get("value", "")
            for field in form.select("select[name]:not([multiple])")
        }
        sent |= {area["name"]: area.get_text().strip() for area in form.select("textarea[name]")}
        response = editor.post(address, sent | {"parent": str(parent.pk)})
        return [tag.get_text(strip=True) for tag in soup(response).select(".error-message")]

    return send


def test_who_may_be_a_stage_of_whom(tour, edition, save):
    lyon = tour.stages.get(slug="stage-lyon")
    assert save(tour, tour) == ["Une édition ne peut pas être une étape d’elle-même."]
    assert save(edition, lyon) == [
        "Cette édition est elle-même une étape\u00a0: choisissez sa tournée."
    ]
    assert save(tour, edition) == [
        "Cette édition a des étapes\u00a0: elle ne peut pas en être une."
    ]
    edition.refresh_from_db()
    assert edition.parent_id is None
    assert save(lyon, edition) == []
    lyon.refresh_from_db()
    assert lyon.parent_id == edition.pk
