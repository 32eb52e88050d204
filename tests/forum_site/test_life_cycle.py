"""One step in an edition's life, and all that follows: banner, page, mails, JSON-LD, calendar,
registration, in three languages."""

import datetime
import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from outbox.models import OutgoingEmail
from outbox.services import send_next
from programme.enums import EditionState
from programme.models import Slot
from programme.services.editions import change_state
from registrations.models import Attendee, Quota, Registration, RegistrationSettings, SessionSignup
from registrations.services.seats import take
from tests import smtp
from tests.html import soup
from tests.registrations.entry import FORM, filled, session_pk

sink = smtp.sink
LANGUAGES = ("fr", "ko", "en")
REASONS = {
    "fr": "Une tempête est annoncée.",
    "ko": "태풍이 예보되었습니다.",
    "en": "A storm is forecast.",
}
STATE = {"fr": "Reportée", "ko": "연기", "en": "Postponed"}
SENTENCE = {
    "fr": "Cette édition est reportée.",
    "ko": "이번 행사는 연기되었습니다.",
    "en": "This edition is postponed.",
}
BEFORE = {
    "fr": "Date initialement prévue : 25–26 mars 2027.",
    "ko": "당초 개최일: 2027년 3월 25일~26일",
    "en": "Date planned before: 25–26 March 2027.",
}
UNKNOWN = {
    "fr": "La nouvelle date n’est pas encore connue.",
    "ko": "변경된 일정은 아직 정해지지 않았습니다.",
    "en": "The new date is not known yet.",
}
NO_DATE = {"fr": "Date à préciser", "ko": "일정 추후 공지", "en": "Date to be announced"}
CLOSED = {
    "fr": "Le forum est reporté",
    "ko": "포럼이 연기되었습니다",
    "en": "The forum is postponed",
}
NEW_DAYS = (datetime.date(2027, 5, 20), datetime.date(2027, 5, 21))
SCREEN = "/admin/programme/{}/state/"


def postponing(**changed: str) -> dict[str, str]:
    """What an editor sends to postpone the edition."""
    reasons = {f"reason_{code}": text for code, text in REASONS.items()}
    return {"state": "postponed", **reasons, **changed}


@pytest.fixture
def people(edition) -> dict[str, Registration]:
    """Somebody for each language, on site, one of them with a visit."""
    for code in LANGUAGES:
        visit = [session_pk(edition, "V3")] if code == "ko" else []
        data = filled(edition, sessions=visit, language=code, email=f"{code}@people.example")
        assert Client().post(FORM.format(code), data).status_code == 302
    OutgoingEmail.objects.all().delete()
    return {
        a.language: a.registration
        for a in Attendee.objects.filter(email__endswith="@people.example")
    }


@pytest.fixture
def mails(sink, settings):
    """What has been sent, by recipient; sends what waits."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port

    def by_recipient() -> dict[str, list]:
        while send_next():
            pass
        found: dict[str, list] = {}
        for message in sink.messages:
            found.setdefault(str(message["To"]), []).append(message)
        return found

    return by_recipient


def text_of(mail) -> str:
    return " ".join(mail.get_body(("plain",)).get_content().split())


def subject(mail) -> str:
    return str(mail["Subject"]).strip()


def calendar_of(mail) -> Calendar:
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return Calendar.from_ical(part.get_payload(decode=True))


def statuses(calendar: Calendar) -> list[str]:
    return [str(event["STATUS"]) for event in calendar.walk("VEVENT")]


def words(node) -> str:
    return " ".join(node.get_text(" ", strip=True).split())


def test_one_postponing_is_told_six_times_in_three_languages(
    edition, people, editor, visitor, mails
):
    before = Calendar.from_ical(visitor.get("/fr/forum-2027/programme.ics").content)
    others = Attendee.objects.exclude(email__endswith="@people.example").filter(
        registration__edition=edition, registration__state__in=["confirmed", "waiting"]
    )
    expected = len(people) + others.count()
    address = SCREEN.format(edition.pk)
    shown = soup(editor.post(address, postponing(preview="1")))
    edition.refresh_from_db()
    assert edition.state == EditionState.REGISTRATION_OPEN
    notices = shown.select(".life__notice .notice")
    assert [words(n) for n in notices] == [
        f"{SENTENCE[code]} {BEFORE[code]} {UNKNOWN[code]} {REASONS[code]}" for code in LANGUAGES
    ]
    assert f"{expected} courriels sont envoyés" in words(shown.select_one(".life__preview"))

    assert editor.post(address, postponing()).status_code == 302

    sent = mails()
    assert sum(map(len, sent.values())) == expected
    for code in LANGUAGES:
        # Banner, on every page of the edition and on the home page.
        for path in ("", "forum-2027/", "forum-2027/programme/", "forum-2027/speakers/",
                     "forum-2027/registration/", "forum-2027/speakers/hong-gildong/"):  # fmt: skip
            banner = soup(visitor.get(f"/{code}/{path}")).select_one(".notice--change")
            said = f"{SENTENCE[code]} {BEFORE[code]} {UNKNOWN[code]} {REASONS[code]}"
            assert words(banner) == said, path
        # Page.
        page = soup(visitor.get(f"/{code}/forum-2027/"))
        assert NO_DATE[code] in words(page.select_one(".edition-hero__when"))
        assert STATE[code] in [words(tag) for tag in page.select(".edition-hero .tag")]
        # JSON-LD.
        data = json.loads(page.select_one('[type="application/ld+json"]').string)
        assert data["eventStatus"] == "https://schema.org/EventPostponed"
        # Calendar.
        feed = Calendar.from_ical(visitor.get(f"/{code}/forum-2027/programme.ics").content)
        assert statuses(feed) == ["CANCELLED"] * 28
        assert {e["SEQUENCE"] for e in feed.walk("VEVENT")} == {
            next(iter(before.walk("VEVENT")))["SEQUENCE"] + 1
        }
        assert {e["UID"] for e in feed.walk("VEVENT")} == {e["UID"] for e in before.walk("VEVENT")}
        assert all(REASONS[code] in e["DESCRIPTION"] for e in feed.walk("VEVENT"))
        # Registration.
        registration = soup(visitor.get(f"/{code}/forum-2027/registration/"))
        assert words(registration.select_one("#stage-title")) == CLOSED[code]
        assert not registration.select(".stage .button")
        form = soup(visitor.get(FORM.format(code)))
        assert (words(form.h1), form.select("form[method=post]")) == (CLOSED[code], [])
        assert REASONS[code] in words(form.select_one(".notice--change"))
        # Mail.
        (mail,) = sent[f"{code}@people.example"]
        said = text_of(mail)
        assert subject(mail).startswith(CLOSED[code])
        for part in (REASONS[code], BEFORE[code], UNKNOWN[code], NO_DATE[code]):
            assert part in said
        part = calendar_of(mail)
        assert part["METHOD"] == "CANCEL"
        assert set(statuses(part)) == {"CANCELLED"}


def test_resumed_with_dates(edition, people, editor, visitor, mails):
    address = SCREEN.format(edition.pk)
    editor.post(address, postponing())
    mails()
    refused = editor.post(address, postponing(state="registration_open"))
    assert "Indiquez à quelles dates elle se tiendra." in refused.content.decode()
    days = {"starts_on": "2027-05-20", "ends_on": "2027-05-21"}
    sent = postponing(state="registration_open", move_places="on", **days)
    assert editor.post(address, sent).status_code == 302
    edition.refresh_from_db()
    assert edition.state == EditionState.REGISTRATION_OPEN
    hero = soup(visitor.get("/fr/forum-2027/"))
    assert "20–21 mai 2027" in words(hero.select_one(".edition-hero__when"))
    banner = words(hero.select_one(".notice--change"))
    assert banner == f"{BEFORE['fr']} Nouvelle date : 20–21 mai 2027. {REASONS['fr']}"
    # The draft has moved, by the clock of the venue; the public's programme waits for a release.
    drafted = Slot.objects.get(schedule__edition=edition, schedule__version=0, session__code="C1")
    assert drafted.start.isoformat() == "2027-05-20T07:00:00+00:00"
    programme = soup(visitor.get("/fr/forum-2027/programme/"))
    assert "avant le changement" in programme.get_text()
    feed = Calendar.from_ical(visitor.get("/fr/forum-2027/programme.ics").content)
    assert sorted(statuses(feed)) == ["CANCELLED"] * 28 + ["CONFIRMED"]
    mail = mails()["ko@people.example"][-1]
    assert subject(mail).startswith("포럼이 개최됩니다")
    assert "변경된 일정: 2027년 5월 20일~21일" in text_of(mail)
    # Two days and the visit are taken out, the new days are entered.
    assert sorted(statuses(calendar_of(mail))) == ["CANCELLED"] * 3 + ["CONFIRMED"]
    assert calendar_of(mail)["METHOD"] == "PUBLISH"
    registration = soup(visitor.get("/fr/forum-2027/registration/"))
    assert words(registration.select_one(".stage .button")) == "S’inscrire"


def test_new_days_known_at_once_are_there_to_be_confirmed(edition, editor, visitor):
    address = SCREEN.format(edition.pk)
    editor.post(address, postponing(starts_on="2027-05-20", ends_on="2027-05-21"))
    hero = words(soup(visitor.get("/fr/forum-2027/")).select_one(".edition-hero__when"))
    assert hero.startswith("20–21 mai 2027")
    shown = soup(editor.get(address))
    days = [shown.select_one(f"[name={name}]")["value"] for name in ("starts_on", "ends_on")]
    assert days == ["2027-05-20", "2027-05-21"]
    assert shown.select_one("[name=reason_ko]").get_text().strip() == REASONS["ko"]


def test_the_draft_moves_once_whenever_it_is_asked_to(edition):
    """Days given first, the draft moved with the next step, and not again with a third."""
    draft = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    steps = [
        {"state": EditionState.POSTPONED, "days": NEW_DAYS},
        {"state": EditionState.ANNOUNCED, "move_places": True},
        {"state": EditionState.POSTPONED, "days": NEW_DAYS, "move_places": True},
    ]
    first = []
    for step in steps:
        change_state(edition, **step, reasons=REASONS)
        first.append(draft.get(session__code="C1").start.date().isoformat())
    assert first == ["2027-03-25", "2027-05-20", "2027-05-20"]


def test_a_night_belongs_to_its_evening_when_the_draft_moves(edition):
    """A session after midnight of the last day is on the new days too: it moves once."""
    draft = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    night = datetime.datetime(2027, 3, 27, 0, 30, tzinfo=edition.zone.info)
    draft.filter(session__code="C1").update(start=night, end=night + datetime.timedelta(minutes=45))
    reasons = {"reasons": REASONS, "move_places": True}
    change_state(edition, EditionState.POSTPONED, days=NEW_DAYS, **reasons)
    for _again in range(2):
        place = draft.get(session__code="C1").start.astimezone(edition.zone.info)
        assert place.isoformat() == "2027-05-22T00:30:00+02:00"
        change_state(edition, EditionState.ANNOUNCED, move_places=True)
        change_state(edition, EditionState.POSTPONED, days=NEW_DAYS, **reasons)


def test_resumed_on_the_days_first_planned(edition, editor, visitor):
    address = SCREEN.format(edition.pk)
    editor.post(address, postponing())
    days = {"starts_on": "2027-03-25", "ends_on": "2027-03-26"}
    cleared = {f"reason_{code}": "" for code in LANGUAGES}
    editor.post(address, {"state": "announced", **days, **cleared})
    edition.refresh_from_db()
    assert (edition.state, edition.previous_starts_on) == ("announced", None)
    assert soup(visitor.get("/fr/forum-2027/")).select(".notice--change") == []
    feed = Calendar.from_ical(visitor.get("/fr/forum-2027/programme.ics").content)
    assert statuses(feed) == ["CONFIRMED"] * 28


def test_moved_online(edition, people, editor, visitor, mails):
    RegistrationSettings.objects.update(joining_link="https://join.example/x")
    quotas = {q.pk: q for q in Quota.objects.filter(edition=edition)}
    seats = Quota.objects.get(edition=edition, session__code="V3")
    assert seats.taken >= 1
    Quota.objects.filter(mode="online").update(size=1, taken=1)
    waiting = people["en"]
    Registration.objects.filter(pk=waiting.pk).update(state="waiting")
    version = people["ko"].version
    assert (
        editor.post(SCREEN.format(edition.pk), postponing(state="moved_online")).status_code == 302
    )
    assert not Attendee.objects.filter(
        registration__edition=edition, registration__state="confirmed", mode="on_site"
    ).exists()
    for quota in Quota.objects.filter(edition=edition).select_related("session"):
        people_seated = Attendee.objects.filter(
            registration__edition=edition, registration__state="confirmed"
        )
        if quota.session_id:
            seated = people_seated.filter(signups__session=quota.session)
        else:
            seated = people_seated.filter(mode=quota.mode) if quota.mode else people_seated
            seated = seated.filter(category=quota.category) if quota.category_id else seated
        assert quota.taken == seated.count(), quota
        assert quota.size >= max(quota.taken, 1)
    assert len(quotas) == Quota.objects.filter(edition=edition).count()
    grown = Quota.objects.get(edition=edition, mode="online")
    (entry,) = ModelLogEntry.objects.filter(action="registrations.grow")
    assert (entry.object_id, entry.user.username) == (str(edition.pk), "editor")
    assert entry.data == {
        "quotas": [{"quota": grown.pk, "name": "En ligne", "before": 1, "after": grown.size}]
    }
    assert entry.message == (
        f"Places ajoutées pour les participants passés en ligne (En ligne\u00a0: 1 → {grown.size})"
    )
    history = editor.get(f"/admin/editions/history/{edition.pk}/")
    assert f"En ligne\u00a0: 1 → {grown.size}" in history.content.decode()
    assert not SessionSignup.objects.filter(session__kind="field_visit").exists()
    people["ko"].refresh_from_db()
    assert people["ko"].version == version + 1
    sent = mails()
    (korean,) = sent["ko@people.example"]
    assert "https://join.example/x" in text_of(korean)
    assert REASONS["ko"] in text_of(korean)
    assert "사전 신청은 취소되었습니다" in text_of(korean)
    assert sorted(statuses(calendar_of(korean))) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    (english,) = sent["en@people.example"]
    assert "join.example" not in text_of(english)
    assert "You are still on the waiting list." in text_of(english)
    for code in LANGUAGES:
        assert "join.example" not in visitor.get(f"/{code}/forum-2027/").content.decode()
        feed = visitor.get(f"/{code}/forum-2027/programme.ics").content.decode()
        assert "join.example" not in feed.replace("\r\n ", "")


def test_cancelled(edition, people, editor, visitor, mails):
    RegistrationSettings.objects.update(joining_link="https://join.example/x")
    Attendee.objects.filter(email="fr@people.example").update(mode="online")
    editor.post(SCREEN.format(edition.pk), postponing(state="cancelled"))
    (mail,) = mails()["fr@people.example"]
    assert subject(mail).startswith("Le forum est annulé")
    assert "join.example" not in text_of(mail)
    assert calendar_of(mail)["METHOD"] == "CANCEL"
    page = soup(visitor.get("/en/forum-2027/"))
    assert (
        words(page.select_one(".notice--change")) == f"This edition is cancelled. {REASONS['en']}"
    )
    assert "25–26 March 2027" in words(page.select_one(".edition-hero__when"))


def test_a_mail_about_a_step_that_was_taken_back_is_not_sent(edition, people, mails):
    change_state(edition, EditionState.POSTPONED, reasons=REASONS)
    change_state(edition, EditionState.ANNOUNCED)
    change_state(edition, EditionState.CANCELLED, reasons=REASONS)
    (mail,) = mails()["en@people.example"]
    assert subject(mail).startswith("The forum is cancelled")


def test_who_has_cancelled_is_left_in_peace(edition, people, mails):
    Registration.objects.filter(pk=people["fr"].pk).update(state="cancelled")
    change_state(edition, EditionState.POSTPONED, reasons=REASONS)
    assert "fr@people.example" not in mails()


def test_steps_that_concern_nobody_send_nothing(edition, people):
    for state in (EditionState.CLOSED, EditionState.REGISTRATION_OPEN, EditionState.FULL):
        change_state(edition, state)
    assert not OutgoingEmail.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason_fr": ""}, "il sera affiché publiquement"),
        ({"starts_on": "2027-05-20"}, "Indiquez les deux jours, ou aucun."),
        ({"starts_on": "2027-05-20", "ends_on": "2027-05-19"}, "Le dernier jour précède"),
        ({"starts_on": "2027-03-25", "ends_on": "2027-03-26"}, "les dates prévues jusqu’ici"),
        ({"starts_on": "20 mai", "ends_on": "2027-05-21"}, "Saisissez une date valide"),
        (
            {"state": "cancelled", "starts_on": "2027-05-20", "ends_on": "2027-05-21"},
            "qu’en cas de report",
        ),
    ],
)
def test_refusals_keep_what_was_typed(edition, editor, typed, sentence):
    sent = postponing(**typed)
    response = editor.post(SCREEN.format(edition.pk), sent)
    page = soup(response)
    errors = [words(tag) for tag in page.select(".error-message")]
    assert any(sentence in error for error in errors), errors
    for name, value in sent.items():
        field = page.select_one(f"textarea[name={name}]")
        if field:
            assert field.get_text().strip() == value
    edition.refresh_from_db()
    assert (edition.state, edition.public_reason_fr or "") == ("registration_open", "")


def test_two_editors_at_once(edition):
    """The second one is told; nothing is done twice."""
    second = type(edition).objects.get(pk=edition.pk)
    change_state(edition, EditionState.POSTPONED, reasons=REASONS)
    with pytest.raises(ValidationError):
        change_state(second, EditionState.CANCELLED, reasons=REASONS)
    edition.refresh_from_db()
    assert edition.state == EditionState.POSTPONED


MEANWHILE = "Une autre personne a changé l’état entre-temps."


def seen_on(page) -> str:
    """The mark that the dialogue carries."""
    return page.select_one("form.life [name=seen]")["value"]


def test_a_dialogue_that_was_opened_before_somebody_elses_step_is_refused(edition, editor):
    """Also where the step would be allowed: the second one has not seen the first."""
    address = SCREEN.format(edition.pk)
    seen = seen_on(soup(editor.get(address)))
    change_state(edition, EditionState.POSTPONED, reasons={"fr": "Grève."})
    for button in ({"preview": "1"}, {}):
        typed = postponing(state="cancelled", seen=seen, **button)
        page = soup(editor.post(address, typed))
        assert MEANWHILE in words(page.select_one(".help-critical"))
        assert page.select(".error-message, .life__preview") == []
        assert page.select_one("textarea[name=reason_ko]").get_text().strip() == REASONS["ko"]
        edition.refresh_from_db()
        assert (edition.state, edition.public_reason_fr) == ("postponed", "Grève.")
    typed["seen"] = seen_on(page)
    assert typed["seen"] != seen
    assert editor.post(address, typed).status_code == 302
    edition.refresh_from_db()
    assert (edition.state, edition.public_reason_ko) == ("cancelled", REASONS["ko"])


def test_a_double_click_is_said_to_be_one(edition, editor):
    """No sentence about a choice that was valid when it was made."""
    address = SCREEN.format(edition.pk)
    typed = postponing(seen=seen_on(soup(editor.get(address))))
    assert editor.post(address, typed).status_code == 302
    page = soup(editor.post(address, typed))
    assert MEANWHILE in words(page.select_one(".help-critical"))
    assert page.select(".error-message") == []


def test_the_preview_keeps_what_was_seen(edition, editor):
    address = SCREEN.format(edition.pk)
    seen = seen_on(soup(editor.get(address)))
    page = soup(editor.post(address, postponing(seen=seen, preview="1")))
    assert page.select_one(".life__preview")
    assert seen_on(page) == seen


def test_a_reason_that_was_translated_meanwhile_is_not_written_over(edition, editor):
    address = SCREEN.format(edition.pk)
    seen = seen_on(soup(editor.get(address)))
    type(edition).objects.filter(pk=edition.pk).update(public_reason_ko="태풍")
    page = soup(editor.post(address, postponing(seen=seen, reason_ko="")))
    assert MEANWHILE in words(page.select_one(".help-critical"))


def test_days_that_were_corrected_meanwhile_are_the_ones_given_up(edition):
    """Whoever calls the service has not always read them last."""
    type(edition).objects.filter(pk=edition.pk).update(ends_on=NEW_DAYS[0])
    change_state(edition, EditionState.POSTPONED, reasons=REASONS, days=NEW_DAYS)
    edition.refresh_from_db()
    assert edition.previous_ends_on == NEW_DAYS[0]


@pytest.mark.parametrize("state", ["postponed", "moved_online", "cancelled"])
def test_queries_do_not_grow_with_the_people(edition, people, state):
    example = Attendee.objects.get(email="fr@people.example")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            change_state(edition, EditionState(state), reasons=REASONS)
        type(edition).objects.filter(pk=edition.pk).update(
            state="registration_open", attendance_mode="mixed"
        )
        edition.refresh_from_db()
        return len(captured)

    queries()  # what is kept in memory is read once
    few = queries()
    for _number in range(30):
        registration = example.registration
        registration.pk, registration.key = None, uuid.uuid4()
        registration.save(force_insert=True)
        attendee = Attendee.objects.get(email="fr@people.example")
        attendee.pk, attendee.registration, attendee.mode = None, registration, "on_site"
        attendee.email = f"{registration.key.hex}@crowd.example"
        attendee.save(force_insert=True)
        take(Quota.objects.filter(edition=edition, session=None, mode="on_site"))
    before = OutgoingEmail.objects.count()
    assert queries() == few
    assert OutgoingEmail.objects.count() - before >= 33
