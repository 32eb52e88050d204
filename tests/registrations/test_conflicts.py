"""What participants have asked for against the plan."""

import uuid

import pytest

from programme.queries.drafts import rooms_of
from programme.services.releases import release_schedule
from programme.services.schedule import unplace_session
from programme.services.sessions import save_session
from registrations.models import Quota, Registration
from registrations.queries.offer import offer_of
from registrations.services.entries import Details, cancel, register
from registrations.services.setting_up import create_quota, resize_quota
from tests.programme.test_conflicts import against, named, place


def somebody(edition, *codes: str, may_wait: bool = False, **person) -> Registration:
    """A participant, registered as the form does it."""
    offer = offer_of(edition.slug, "fr")
    facts = {
        "category": offer.categories[0],
        "family_name": "Martin",
        "email": "martin@ville.example",
        "language": "fr",
        "mode": "on_site",
        **person,
    }
    sessions = frozenset(edition.sessions.filter(code__in=codes).values_list("pk", flat=True))
    details = Details(facts, "Ville d’exemple", "FR", sessions, frozenset({"terms"}))
    return register(offer, details, uuid.uuid4(), may_wait=may_wait)


def test_more_seats_than_the_room_has(edition):
    quota = create_quota(Quota(edition=edition, session=named(edition, "A2"), size=61))
    sentence = "A2 offers 61 seats, the room Erdre Room has 60."
    assert against(edition, "seats_above_capacity") == [("warning", sentence)]
    edition.attendance_mode = "on_site"  # nobody takes a seat from afar
    edition.save()
    assert against(edition, "seats_above_capacity") == [("error", sentence)]
    quota.size = 60
    resize_quota(quota)
    assert against(edition, "seats_above_capacity") == []


def test_more_people_than_the_room_has(edition):
    room = rooms_of(edition).get(name_fr="Salle Erdre")
    room.capacity = 1
    room.save()
    people = [somebody(edition, "A2"), somebody(edition, "A2")]
    somebody(edition, "A2", mode="online")  # needs no chair
    assert against(edition, "people_above_capacity") == [
        (
            "error",
            "2 people have signed up for A2 on site, the room Erdre Room has 1 seats "
            "(Fri 26 Mar, 10:45–12:15).",
        )
    ]
    cancel(people[0])
    assert against(edition, "people_above_capacity") == []


def test_a_larger_room_is_found(edition):
    room = rooms_of(edition).get(name_fr="Salle Erdre")
    room.capacity = 1
    room.save()
    somebody(edition, "A2")
    somebody(edition, "A2")
    assert len(against(edition, "people_above_capacity")) == 1
    place(edition, "A2", 1, "10:45", "12:15", room="Salle Loire")
    assert against(edition, "people_above_capacity") == []


def test_nobody_sits_in_the_rooms_of_an_online_edition(edition):
    create_quota(Quota(edition=edition, session=named(edition, "A2"), size=61))
    edition.attendance_mode = "online"
    edition.save()
    assert against(edition, "seats_above_capacity") == []
    assert against(edition, "people_above_capacity") == []


def of_session(edition, code: str) -> list[tuple[str, str]]:
    return [
        found
        for found in against(edition, "language_not_offered")
        if f" {code} does not offer" in found[1]
    ]


@pytest.mark.parametrize("mode", ["on_site", "online"])
def test_a_language_that_listeners_asked_for(edition, mode):
    """T1 is in French and Korean; nobody has asked for English yet."""
    assert of_session(edition, "T1") == []
    somebody(edition, interpretation_language="en", mode=mode)
    assert of_session(edition, "T1") == [
        (
            "warning",
            "1 participant has asked for interpretation (English) that T1 does not offer: "
            "Thu 25 Mar, 11:15–12:30.",
        )
    ]
    somebody(edition, interpretation_language="en")
    assert [sentence[:14] for _severity, sentence in of_session(edition, "T1")] == [
        "2 participants"
    ]
    assert of_session(edition, "P1") == []  # interpreted into English
    save_session(named(edition, "T1"), spoken=["fr", "en"], interpreted=["ko"])
    assert of_session(edition, "T1") == []  # spoken is heard as well
    save_session(named(edition, "T1"), spoken=["fr", "ko"], interpreted=["en"])
    assert of_session(edition, "T1") == []


def test_those_who_cancelled_and_those_who_wait_are_not_counted(edition):
    Quota.objects.filter(edition=edition, mode="on_site").update(size=4)  # all taken
    waiting = somebody(edition, may_wait=True, interpretation_language="en")
    assert waiting.state == "waiting"
    cancel(somebody(edition, interpretation_language="en", mode="online"))
    assert of_session(edition, "T1") == []


def test_at_a_visit_only_those_signed_up_are_counted(edition):
    """V4 is in French and English; one of the two who asked for Korean goes there."""
    (found,) = of_session(edition, "V4")
    assert found[1].startswith("1 participant has asked for interpretation (Korean)")
    cancel(Registration.objects.get(attendees__email="seoyeon.kim@suwon.example"))
    assert of_session(edition, "V4") == []


def test_breaks_and_closed_meetings_have_no_listeners(edition):
    somebody(edition, interpretation_language="en")
    for code in ("B1", "G1", "S1"):
        assert of_session(edition, code) == []


def test_people_whose_sessions_have_come_to_overlap(edition):
    both = somebody(edition, "V1", "A2")
    assert against(edition, "signed_up_for_two") == []
    place(edition, "A2", 1, "14:00", "15:30", room="Salle Erdre")
    assert against(edition, "signed_up_for_two") == [
        (
            "warning",
            "1 person has signed up for both V1 and A2, which overlap: Fri 26 Mar, 14:00–15:00.",
        )
    ]
    cancel(both)
    assert against(edition, "signed_up_for_two") == []


def test_a_session_that_is_taken_out_is_nobodys_conflict(edition):
    somebody(edition, "V1", "A2")
    place(edition, "A2", 1, "14:00", "15:30", room="Salle Erdre")
    unplace_session(named(edition, "A2"))
    assert against(edition, "signed_up_for_two") == []
    release_schedule(edition)
    assert against(edition, "signed_up_for_two") == []


def test_conflicts_name_nobody(edition):
    """Editors read them, who may not see participants."""
    somebody(edition, "V1", "A2", interpretation_language="en")
    place(edition, "A2", 1, "14:00", "15:30", room="Salle Erdre")
    rules = ("signed_up_for_two", "language_not_offered", "people_above_capacity")
    sentences = " ".join(sentence for rule in rules for _s, sentence in against(edition, rule))
    assert "Martin" not in sentences
    assert "V1 and A2" in sentences
    assert "ville.example" not in sentences
