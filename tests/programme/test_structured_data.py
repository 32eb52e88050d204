"""Editions and sessions for machines: schema.org's Event, exactly."""

import datetime
import json

import pytest

from programme.enums import EditionState
from programme.models import Edition
from programme.services.editions import change_state
from tests.html import soup

ORG = "https://schema.org/"


def data(visitor, address: str) -> dict:
    (block,) = soup(visitor.get(address)).select('script[type="application/ld+json"]')
    return json.loads(block.string)


def test_a_session(edition, visitor):
    Edition.objects.filter(pk=edition.pk).update(attendance_mode="on_site")
    session = edition.sessions.get(code="C1")
    session.session_speakers.exclude(speaker__family_name="Spécimen").delete()
    address = "/ko/forum-2027/programme/ouverture-officielle-du-forum/"
    base = "http://testserver"
    postal = {
        "@type": "PostalAddress",
        "streetAddress": "1, quai de l’Exemple, 44000 Nantes(가상 주소)",
        "addressLocality": "낭트",
        "addressCountry": "FR",
    }
    assert data(visitor, address) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": base + address,
        "name": "개회식",
        "url": base + address,
        "startDate": "2027-03-25T09:00:00+01:00",
        "endDate": "2027-03-25T09:30:00+01:00",
        "eventStatus": f"{ORG}EventScheduled",
        "eventAttendanceMode": f"{ORG}OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": "대강당, 예시 컨벤션센터", "address": postal},
        "inLanguage": ["fr", "ko", "en"],
        "performer": [
            {
                "@type": "Person",
                "name": "쥘리앵 스페시멘",
                "jobTitle": "프랑스자매도시연합(CUF) 사무부총장",
                "affiliation": {"@type": "Organization", "name": "프랑스자매도시연합"},
            }
        ],
        "superEvent": {
            "@type": "Event",
            "@id": f"{base}/ko/forum-2027/",
            "name": "2027 한불 지방정부 포럼",
            "description": edition.theme_ko,
            "url": f"{base}/ko/forum-2027/",
            "startDate": "2027-03-25",
            "endDate": "2027-03-26",
            "eventStatus": f"{ORG}EventScheduled",
            "eventAttendanceMode": f"{ORG}OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": "예시 컨벤션센터", "address": postal},
        },
    }


@pytest.mark.parametrize("language", ["fr", "ko", "en"])
def test_an_edition(edition, visitor, language):
    said = data(visitor, f"/{language}/forum-2027/")
    url = f"http://testserver/{language}/forum-2027/"
    assert said["@id"] == said["url"] == url
    assert said["name"] == getattr(edition, f"title_{language}")
    assert (said["startDate"], said["endDate"]) == (
        "2027-03-25T09:00:00+01:00",
        "2027-03-26T18:30:00+01:00",
    )
    assert said["eventAttendanceMode"] == f"{ORG}MixedEventAttendanceMode"
    place, online = said["location"]
    assert place["name"] == getattr(edition.venue, f"name_{language}")
    assert online == {"@type": "VirtualLocation", "url": url}
    hosts = edition.partners.filter(role__in=["host", "co_organiser"])
    names = [getattr(partner.organisation, f"name_{language}") for partner in hosts]
    assert sorted(item["name"] for item in said["organizer"]) == sorted(names)
    assert said["inLanguage"] == ["en", "fr", "ko"]


NEW = (datetime.date(2027, 5, 20), datetime.date(2027, 5, 21))


@pytest.mark.parametrize(
    ("state", "days", "status", "start", "previous"),
    [
        ("cancelled", None, "EventCancelled", "2027-03-25T09:00:00+01:00", None),
        ("postponed", None, "EventPostponed", "2027-03-25T09:00:00+01:00", None),
        ("postponed", NEW, "EventRescheduled", "2027-05-20", "2027-03-25"),
        ("moved_online", None, "EventMovedOnline", "2027-03-25T09:00:00+01:00", None),
    ],
)  # fmt: skip
def test_how_it_stands(edition, visitor, state, days, status, start, previous):  # noqa: PLR0917
    change_state(edition, EditionState(state), reasons={"fr": "Tempête."}, days=days)
    said = data(visitor, "/en/forum-2027/")
    assert said["eventStatus"] == ORG + status
    assert (said["startDate"], said.get("previousStartDate")) == (start, previous)
    session = data(visitor, "/en/forum-2027/programme/ouverture-officielle-du-forum/")
    expected = "EventPostponed" if state == "postponed" else status
    assert session["eventStatus"] == ORG + expected
    if state == "moved_online":
        assert said["eventAttendanceMode"] == f"{ORG}OnlineEventAttendanceMode"
        assert said["location"]["@type"] == "VirtualLocation"


def test_moved_online_and_to_other_days(edition, visitor):
    change_state(edition, EditionState.POSTPONED, reasons={"fr": "Tempête."}, days=NEW)
    change_state(edition, EditionState.MOVED_ONLINE)
    said = data(visitor, "/en/forum-2027/")
    assert said["eventStatus"] == [f"{ORG}EventMovedOnline", f"{ORG}EventRescheduled"]


def test_a_label_cannot_end_the_block(edition, visitor):
    title = "</script><script>alert(1)</script> & <b>"
    edition.title_fr = title
    edition.save()
    response = visitor.get("/fr/forum-2027/")
    assert data(visitor, "/fr/forum-2027/")["name"] == title
    assert "<script>alert" not in response.content.decode()


def test_pages_about_no_event_say_nothing(db, visitor):
    for path in ("", "news/", "forum-2027/speakers/"):
        assert not soup(visitor.get(f"/fr/{path}")).select('[type="application/ld+json"]')
