"""The form as a participant meets it: steps, what is refused, what is kept."""

import datetime
import unicodedata
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.models import OutgoingEmail
from registrations.models import Attendee, Quota, Registration, RegistrationSettings
from registrations.queries.offer import offer_of
from registrations.services.entries import Details, register
from registrations.services.seats import Full
from tests.html import soup
from tests.registrations.entry import FORM, filled, session_pk

FORM_KO, FORM_FR = FORM.format("ko"), FORM.format("fr")
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def errors(response) -> list[str]:
    return [link.get_text(strip=True) for link in soup(response).select(".error-summary li")]


def hidden(response) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in soup(response).select("#entry input[type=hidden]"):
        found.setdefault(tag["name"], []).append(tag["value"])
    return found


def statements(captured) -> list[str]:
    """What was asked of the database, beginning and end of transactions left out."""
    return [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]


def test_one_registration(edition, visitor):
    data = filled(edition, sessions=[session_pk(edition, "V1")])
    response = visitor.post(FORM_KO, data)
    assert (response.status_code, response["Location"]) == (302, "/ko/registrations/")
    registration = Registration.objects.get(key=data["key"])
    attendee = registration.attendees.get()
    assert (registration.state, registration.country) == ("confirmed", "KR")
    assert registration.organisation.name_ko == "수원시"
    assert (attendee.name, attendee.name_other, attendee.language) == (
        "홍길동",
        "HONG Gildong",
        "ko",
    )
    assert [s.session.code for s in attendee.signups.all()] == ["V1"]
    assert [r.text.purpose for r in attendee.consents.all()] == ["terms"]
    mail = OutgoingEmail.objects.get(about__registration=data["key"])
    assert (mail.kind, mail.recipient, mail.language) == (
        "registrations.confirmed",
        "hong@suwon.example",
        "ko",
    )
    own = visitor.get("/ko/registrations/")
    assert registration.reference in own.content.decode()


def test_the_same_form_twice_is_one_registration(edition, visitor):
    data = filled(edition)
    first, second = visitor.post(FORM_KO, data), visitor.post(FORM_KO, data)
    assert first["Location"] == second["Location"]
    assert Registration.objects.filter(key=data["key"]).count() == 1
    assert OutgoingEmail.objects.filter(about__registration=data["key"]).count() == 1


def test_the_steps_in_order(edition, visitor):
    """Each step keeps what the others hold, and leads on when it is right."""
    data = filled(edition) | {"seen": ["person"], "at": "person", "go": "next"}
    headings, asked = [], ["seen"]
    for step, go in (("person", "next"), ("participation", "next"), ("consents", "next")):
        response = visitor.post(FORM_FR, data | {"at": step, "go": go})
        headings.append(soup(response).h1.get_text())
        data["seen"] = hidden(response)["seen"]
        asked.append(hidden(response)["at"][0])
    assert asked == ["seen", "participation", "consents", "review"]
    assert headings == ["Votre participation", "Votre accord", "Vérifier et envoyer"]
    assert hidden(response)["family_name"] == ["홍"]
    assert "홍" in soup(response).select_one(".review").get_text()


def test_back_keeps_what_was_typed_without_complaining(edition, visitor):
    data = filled(edition, mode="") | {
        "seen": ["person", "participation"],
        "at": "participation",
        "go": "person",
    }
    response = visitor.post(FORM_FR, data)
    assert errors(response) == []
    assert soup(response).select_one("#id_family_name")["value"] == "홍"
    assert soup(response).select_one("#id_display_order [checked]")["value"] == "family_first"


def test_another_language_keeps_what_was_typed(edition, visitor):
    data = filled(edition, family_name="") | {"seen": ["person"], "at": "person", "go": "stay"}
    response = visitor.post(FORM_KO, data)
    page = soup(response)
    assert (page.html["lang"], errors(response)) == ("ko", [])
    assert page.select_one("#id_given_name")["value"] == "길동"
    switch = {b["lang"]: b["formaction"] for b in page.select(".languages button")}
    assert switch == {code: FORM.format(code) for code in ("fr", "ko", "en")}
    assert page.select_one("form#entry, .enter").name == "button"  # Enter goes on, not abroad


def test_what_is_missing_is_said_and_linked(edition, visitor):
    response = visitor.post(FORM_FR, {"seen": "person", "at": "person", "go": "next"})
    page = soup(response)
    assert errors(response)[0] == "Nom de famille\u00a0: Champ requis."
    for link in page.select(".error-summary a"):
        target = page.select_one(link["href"])
        assert target is not None, link
        assert f"{target['id']}_error" in target["aria-describedby"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "a@localhost", "Saisissez une adresse de courriel valide."),
        ("email", "x" * 65 + "@ville.example", "Saisissez une adresse de courriel valide."),
        (
            "email",
            "a@ville.example\nBcc: b@ville.example",
            "Saisissez une adresse de courriel valide.",
        ),
        ("family_name", "a" * 81, "Assurez-vous que cette valeur comporte au plus 80 caractères"),
        ("family_name", "a\x07b", "caractères"),
        ("country", "XX", "Sélectionnez un choix valide"),
        ("category", "0", "Sélectionnez un choix valide"),
        ("mode", "dance", "Sélectionnez un choix valide"),
        ("sessions", "0", "Sélectionnez un choix valide"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(edition, visitor, field, value, sentence):
    before = Registration.objects.count()
    response = visitor.post(FORM_FR, filled(edition, **{field: value}))
    assert response.status_code == 200
    assert any(sentence in error for error in errors(response)), errors(response)
    assert Registration.objects.count() == before
    if field in {"email", "family_name"}:
        shown = soup(response).select_one(f"#id_{field}")["value"]
        assert shown.replace("\r\n", "\n") == value


def test_letters_are_kept_whole(edition, visitor):
    """A Mac sends Hangul in parts; marks that turn text round come with pasting."""
    data = filled(
        edition,
        family_name=unicodedata.normalize("NFD", "홍"),
        given_name="\u202e길\u200b동",
        position="Directrice  de l’œuvre",
    )
    visitor.post(FORM_KO, data)
    attendee = Attendee.objects.get(registration__key=data["key"])
    assert (attendee.family_name, attendee.given_name) == ("홍", "길동")
    assert attendee.position == "Directrice de l’œuvre"


def test_overlapping_sessions_are_named(edition, visitor):
    pks = [session_pk(edition, "V1"), session_pk(edition, "V2")]
    response = visitor.post(FORM_FR, filled(edition, sessions=pks))
    (said,) = errors(response)
    assert said.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Visites et ateliers : « Un parc conçu pour recevoir la crue » et « L’eau potable, du "
        "fleuve au robinet » ont lieu en même temps : choisissez l’une des deux."
    )
    assert len(soup(response).select("[name=sessions][checked]")) == 2


def test_a_visit_is_not_joined_online(edition, visitor):
    pks = [session_pk(edition, "V1")]
    response = visitor.post(FORM_FR, filled(edition, mode="online", sessions=pks))
    assert len(errors(response)) == 1
    assert not Registration.objects.filter(attendees__email="hong@suwon.example").exists()


def test_a_full_visit(edition, visitor):
    """It cannot be ticked; sent all the same, it is named."""
    pk = session_pk(edition, "V4")
    page = soup(visitor.post(FORM_FR, filled(edition) | {"at": "person", "go": "next"}))
    assert page.select_one(f"#id_session_{pk}").has_attr("disabled")
    response = visitor.post(FORM_FR, filled(edition, sessions=[pk]))
    assert "Il ne reste aucune place" in errors(response)[0]


def test_the_last_seat_goes_while_the_form_is_open(edition):
    """The form saw a seat; the database had none left: nobody is registered by halves."""
    offer = offer_of(edition.slug, "fr")
    assert all(quota.left > 0 for quota in offer.quotas if quota.session_id != session("V4"))
    Quota.objects.filter(session__code="V1").update(size=1, taken=1)
    before = Quota.objects.get(edition=edition, mode="on_site").taken
    with pytest.raises(Full) as full:
        register(offer, details(offer, sessions=frozenset({session("V1")})), uuid.uuid4())
    assert full.value.quota.session.code == "V1"
    assert Quota.objects.get(edition=edition, mode="on_site").taken == before
    assert not Attendee.objects.filter(email="hong@suwon.example").exists()


def session(code: str) -> int:
    return Quota.objects.get(session__code=code).session_id


def details(offer, **changes) -> Details:
    person = {"family_name": "홍", "email": "hong@suwon.example", "language": "ko"}
    person |= {"mode": "on_site", "category": offer.categories[0]}
    return Details(person=person, organisation_name="수원시", country="KR", **changes)


def test_waiting_list(edition, visitor):
    Quota.objects.filter(edition=edition, mode="on_site").update(size=4)
    review = visitor.post(FORM_KO, filled(edition) | {"at": "consents", "go": "next"})
    button = soup(review).select_one("main button[value=send]").get_text()
    assert "대기자 명단" in button
    asked = visitor.post(FORM_KO, filled(edition))  # without having read that: asked first
    assert (asked.status_code, len(errors(asked))) == (200, 1)
    data = filled(edition, wait="yes")
    assert visitor.post(FORM_KO, data).status_code == 302
    registration = Registration.objects.get(key=data["key"])
    assert registration.state == "waiting"
    assert Quota.objects.get(edition=edition, mode="on_site").taken == 4
    assert OutgoingEmail.objects.get(about__registration=data["key"]).kind.endswith("waiting")


def test_services_need_their_own_consent(edition, visitor):
    asked = filled(edition, needs=["step_free"], other_service="Chien guide")
    refused = visitor.post(FORM_FR, asked)
    assert len(errors(refused)) == 1
    assert soup(refused).select_one("#id_other_service")["value"] == "Chien guide"
    visitor.post(FORM_FR, asked | {"consent_sensitive": "on"})
    attendee = Attendee.objects.get(registration__key=asked["key"])
    assert (attendee.needs, attendee.other_service) == (["step_free"], "Chien guide")
    assert {r.text.purpose for r in attendee.consents.all()} == {"terms", "sensitive"}


def test_a_consent_to_nothing_is_not_recorded(edition, visitor):
    data = filled(edition, consent_sensitive="on")
    visitor.post(FORM_FR, data)
    attendee = Attendee.objects.get(registration__key=data["key"])
    assert [r.text.purpose for r in attendee.consents.all()] == ["terms"]


def test_every_field_says_what_for_and_the_form_until_when(edition, visitor):
    settings = RegistrationSettings.objects.get(edition=edition)
    page = soup(visitor.get(FORM_FR))
    assert page.select_one("#id_email_helptext").get_text()
    note = page.select("#entry > .hint")[-1].get_text()
    assert (settings.erased_on, settings.needs_erased_on) == (
        edition.ends_on + datetime.timedelta(days=90),
        edition.ends_on + datetime.timedelta(days=30),
    )
    assert "24 juin 2027" in note
    assert "25 avril 2027" in note


@pytest.mark.parametrize(
    ("moment", "heading"),
    [
        ("2026-10-01T12:00Z", "L’inscription n’est pas encore ouverte"),
        ("2027-03-10T12:00Z", "L’inscription est close"),
    ],
)
def test_outside_its_time_the_form_is_closed(edition, visitor, moment, heading):
    with time_machine.travel(moment):
        page = visitor.get("/fr/forum-2027/registration/")
        form = visitor.get(FORM_FR)
        sent = visitor.post(FORM_FR, filled(edition))
    assert soup(page).select_one("#stage-title").get_text() == heading
    assert soup(form).h1.get_text() == heading
    assert soup(sent).h1.get_text() == heading
    assert not Attendee.objects.filter(email="hong@suwon.example").exists()


def test_nobody_registers_before_the_page_is_public(edition, visitor):
    edition.registration_pages.update(live=False)
    assert visitor.get(FORM_FR).status_code == 404
    assert visitor.post(FORM_FR, filled(edition)).status_code == 404
    assert visitor.get("/fr/no-such-forum/registration/form/").status_code == 404


def test_many_forms_from_one_network(edition, visitor, settings):
    settings.FORM_RATE_LIMITS = {**settings.FORM_RATE_LIMITS, "register": "2/m/ip"}
    for _time in range(2):
        assert visitor.post(FORM_FR, filled(edition)).status_code == 302
    response = visitor.post(FORM_FR, filled(edition))
    assert response.status_code == 429
    assert hidden(response)["family_name"] == ["홍"]
    cache.clear()
    assert visitor.post(FORM_FR, filled(edition)).status_code == 302


def test_the_page_sets_no_cookie_and_the_form_is_kept_by_no_cache(edition, visitor):
    page = visitor.get("/fr/forum-2027/registration/")
    assert page.cookies == {}
    assert "Cookie" not in page.get("Vary", "")
    assert visitor.get(FORM_FR)["Cache-Control"] == "no-store"


def offer_more(edition, count: int) -> None:
    """`count` further sessions that need sign-up, on the released programme, with seats."""
    from tests.factories import crowd

    crowd(edition, count)
    added = edition.sessions.filter(code__startswith="X")
    added.update(signup_required=True)
    Quota.objects.bulk_create(Quota(edition=edition, session=s, size=20) for s in added)


@pytest.mark.parametrize("count", [0, 5, 50])
def test_queries(edition, visitor, count):
    """Page, form and submission: 9 + 4 + 12, however many sessions are offered."""
    offer_more(edition, count)
    data = filled(edition, sessions=[session_pk(edition, "V1")])
    visitor.get("/fr/forum-2027/registration/")  # what is asked once fills the cache
    with CaptureQueriesContext(connection) as page:
        visitor.get("/fr/forum-2027/registration/")
    with CaptureQueriesContext(connection) as form:
        visitor.get(FORM_FR)
    with CaptureQueriesContext(connection) as submission:
        assert visitor.post(FORM_FR, data).status_code == 302
    counts = [len(statements(c)) for c in (page, form, submission)]
    assert counts == [9, 4, 12]
