"""What a release writes: one mail to each whom it concerns, in his or her language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from outbox.models import OutgoingEmail
from outbox.services import send_next
from programme.enums import SessionState
from programme.models import Organisation, Session, Speaker
from programme.services.releases import Terms, release_schedule, release_session
from programme.services.schedule import unplace_session
from programme.services.sessions import cancel_session, set_session_state
from registrations.services.entries import cancel, tell
from tests import smtp
from tests.factories import ANYHOW, moved
from tests.html import soup
from tests.registrations.crowd import signed_up

sink, outbox = smtp.sink, smtp.outbox
PEOPLE = "registrations.programme_changes"
SPEAKERS = "programme.speaker_changes"


@pytest.fixture
def visit(edition) -> Session:
    """A visit on 26 March 2027, 14:30–16:30 in Paris."""
    session = edition.sessions.get(code="V3")
    session.signups.all().delete()
    return session


@pytest.fixture
def other(edition) -> Session:
    session = edition.sessions.get(code="V1")
    session.signups.all().delete()
    return session


def address(registration) -> str:
    return registration.attendees.get().email


def delivered(sink) -> dict[str, list]:
    """Everything sent that waits: recipient → messages."""
    while send_next():
        pass
    held: dict[str, list] = {}
    for message in sink.messages:
        held.setdefault(str(message["To"]), []).append(message)
    return held


def text(message) -> str:
    return message.get_body(("plain",)).get_content()


def events(message) -> dict[str, dict]:
    """Summary → the entries of the mail's calendar."""
    (part,) = (p for p in message.iter_attachments() if p.get_content_type() == "text/calendar")
    return {str(e["summary"]): e for e in Calendar.from_ical(part.get_content()).walk("VEVENT")}


def waiting(kind: str) -> list[str]:
    return sorted(OutgoingEmail.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_one_mail_each_in_the_language_with_both_clocks_and_the_calendar(
    edition, visit, other, outbox
):
    people = {code: signed_up(visit, other, language=code)[0] for code in ("fr", "ko", "en")}
    moved(edition, "V3", 17)
    cancel_session(other)
    notes = {"fr": "Avis de tempête.", "ko": "폭풍 주의보", "en": "Storm warning."}
    release_schedule(edition, Terms(notes=notes))
    mails = delivered(outbox)
    expected = {
        "fr": ("Le programme a changé", "14:30–16:30 Paris · 22:30–00:30 (+1 jour) Séoul",
               "17:00–18:00 Paris · 01:00–02:00 Séoul (+1 jour)", "Annulée"),
        "ko": ("프로그램 변경 안내", "14:30–16:30 파리 · 22:30–00:30 (다음 날) 서울",
               "17:00–18:00 파리 · 01:00–02:00 서울 (다음 날)", "취소"),
        "en": ("The programme has changed", "14:30–16:30 Paris · 22:30–00:30 (+1 day) Seoul",
               "17:00–18:00 Paris · 01:00–02:00 Seoul (+1 day)", "Cancelled"),
    }  # fmt: skip
    assert set(mails) == {address(person) for person in people.values()}
    for code, (subject, before, now, off) in expected.items():
        (message,) = mails[address(people[code])]
        assert str(message["subject"]).strip().startswith(subject)
        assert str(message["content-language"]) == code
        said = text(message)
        for part in (before, now, off, notes[code], people[code].reference):
            assert part in said, (code, part)
        assert "<" not in said
        assert f'<html lang="{code}">' in message.get_body(("html",)).get_content()
        held = events(message)
        stays = held[getattr(visit, f"title_{code}")]
        gone = held[getattr(other, f"title_{code}")]
        assert (str(stays["status"]), str(gone["status"])) == ("CONFIRMED", "CANCELLED")
        assert stays["dtstart"].to_ical() == b"20270326T160000Z"


def test_the_sequence_rises_with_each_release_and_each_change(edition, visit, outbox):
    (person,) = signed_up(visit)
    attendee = person.attendees.get()
    tell(attendee, "confirmed")
    release_session(moved(edition, "V3", 17))
    person.version += 1
    person.save()
    tell(attendee, "changed")
    release_session(moved(edition, "V3", 18))
    late = delivered(outbox)[attendee.email]
    # What is sent late says what is true then, under the number of then.
    (number,) = {events(message)[visit.title_fr]["sequence"] for message in late}
    release_session(moved(edition, "V3", 19))
    last = delivered(outbox)[attendee.email][-1]
    assert events(last)[visit.title_fr]["sequence"] == number + 1


def test_nobody_else_is_told(edition, visit, other, session):
    (wanted,) = signed_up(visit)
    signed_up(other)
    signed_up(visit, state="waiting")
    cancel(signed_up(visit)[0])
    moved(edition, "V3", 17)
    cancel_session(session)  # P1 needs no sign-up
    release_schedule(edition)
    assert waiting(PEOPLE) == [address(wanted)]


@pytest.mark.parametrize("act", [cancel_session, unplace_session])
def test_who_signed_up_learns_that_it_does_not_take_place(edition, visit, outbox, act):
    (person,) = signed_up(visit)
    act(visit)
    release_schedule(edition)
    (message,) = delivered(outbox)[address(person)]
    assert str(events(message)[visit.title_fr]["status"]) == "CANCELLED"


def test_who_signed_up_learns_that_it_takes_place_after_all(edition, visit, outbox):
    (person,) = signed_up(visit)
    release_session(visit, state=SessionState.CANCELLED)
    delivered(outbox)
    set_session_state(visit, SessionState.CONFIRMED)
    release_session(visit)
    _first, second = delivered(outbox)[address(person)]
    assert "Rétablissement" in text(second)
    assert str(events(second)[visit.title_fr]["status"]) == "CONFIRMED"


def test_a_release_may_be_made_without_mails(edition, visit):
    signed_up(visit)
    moved(edition, "V3", 17)
    release_schedule(edition, Terms(announced=False))
    assert waiting(PEOPLE) == waiting(SPEAKERS) == []


def test_what_a_later_mail_says_is_not_said_twice(edition, visit, outbox):
    (person,) = signed_up(visit)
    for hour in (17, 18):
        moved(edition, "V3", hour)
        release_schedule(edition)
    (message,) = delivered(outbox)[address(person)]
    assert "18:00–19:00 Paris" in text(message)
    assert OutgoingEmail.objects.filter(state="skipped").count() == 1


def test_without_its_later_mail_a_change_is_still_told(edition, visit, outbox):
    (person,) = signed_up(visit)
    moved(edition, "V3", 17)
    release_schedule(edition)
    moved(edition, "V3", 18)
    release_schedule(edition, Terms(announced=False))
    assert list(delivered(outbox)) == [address(person)]


def test_whoever_has_left_meanwhile_is_not_written_to(edition, visit, outbox):
    (person,) = signed_up(visit)
    moved(edition, "V3", 17)
    release_schedule(edition)
    person.attendees.get().signups.all().delete()
    assert delivered(outbox) == {}


def test_a_release_asks_no_query_per_person(edition, visit):
    def queries(people: int, hour: int) -> int:
        signed_up(visit, count=people)
        moved(edition, "V3", hour)
        with CaptureQueriesContext(connection) as captured:
            release_schedule(edition)
        return len(captured)

    few = queries(1, 17)
    assert queries(30, 18) == few
    assert OutgoingEmail.objects.filter(kind=PEOPLE).count() == 1 + 31


# Speakers


@pytest.fixture
def speakers(edition, session) -> dict[str, Speaker]:
    """Three speakers of P1: of Korea, of France, and of nowhere, who asked for English."""
    found = list(session.speakers.order_by("pk")[:3])
    countries = ("KR", "FR", "")
    for speaker, country in zip(found, countries, strict=True):
        speaker.organisation = Organisation.objects.filter(country=country).first()
        speaker.email = f"speaker-{country.lower()}@x.example"
        speaker.language = "" if country else "en"
        speaker.save()
    return dict(zip(("ko", "fr", "en"), found, strict=True))


def test_speakers_are_told_in_the_language_of_their_country(edition, speakers, outbox):
    moved(edition, "P1", 17)
    release_schedule(edition, ANYHOW)
    mails = delivered(outbox)
    expected = {
        "ko": "발표 세션 변경 안내",
        "fr": "Changements de vos séances",
        "en": "Changes to your",
    }
    assert set(mails) == {speaker.email for speaker in speakers.values()}
    for code, subject in expected.items():
        (message,) = mails[speakers[code].email]
        assert str(message["subject"]).strip().startswith(subject)
        assert "17:00–18:00" in text(message)
        assert speakers[code].name_in(code) in text(message) or code == "en"


def test_speakers_without_an_address_are_left_alone(edition, speakers):
    Speaker.objects.update(email="")
    moved(edition, "P1", 17)
    release_schedule(edition, ANYHOW)
    assert waiting(SPEAKERS) == []


# What the editor sees before


def test_the_preview_counts_and_shows_nobody(editor, edition, visit, speakers):
    people = signed_up(visit, count=3)
    moved(edition, "V3", 17)
    moved(edition, "P1", 8)
    page = soup(editor.get(f"/admin/programme/{edition.pk}/release/"))
    shown = " ".join(page.select_one("main").get_text().split())
    assert "Participants : un courriel à chacune des 3 personnes" in shown.replace("\u00a0", " ")
    assert "Intervenants : un courriel à chacune des 3 personnes" in shown.replace("\u00a0", " ")
    examples = page.select(".example__text")
    assert [tag["lang"] for tag in examples] == ["fr", "ko", "en"] * 2
    assert "Bonjour Camille Martin," in examples[-3].get_text()
    assert "17:00–18:00 Paris" in shown
    for word in (*map(address, people), *(s.email for s in speakers.values())):
        assert word not in page.decode()
    assert people[0].reference not in page.decode()


def test_the_preview_asks_no_query_per_person(editor, edition, visit):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(f"/admin/programme/{edition.pk}/release/").status_code == 200
        return len(captured)

    signed_up(visit)
    moved(edition, "V3", 17)
    queries()
    few = queries()
    signed_up(visit, count=30)
    assert queries() == few
