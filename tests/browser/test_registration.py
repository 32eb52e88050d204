"""Registering, changing and cancelling, from the button to the mail and back."""

import datetime
import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.smtp import sink  # noqa: F401 -- a fixture

from .conftest import Site, started
from .test_log_in import check
from .test_public import PHONE

#: What a person types, in each language, and what the screens and mails then say.
PEOPLE = {
    "ko": {
        "family": "홍",
        "given": "길동",
        "other": "HONG Gildong",
        "whole": "홍길동",
        "organisation": "수원시",
        "confirmed": "참가 등록 확정",
        "visit": "침수를 고려하여 설계한 공원",
        "changed": "부시장",
    },
    "fr": {
        "family": "Œrsted",
        "given": "Élodie",
        "other": "",
        "whole": "Élodie Œrsted",
        "organisation": "Ville d’Exemple-sur-Mer",
        "confirmed": "Inscription confirmée",
        "visit": "Un parc conçu pour recevoir la crue",
        "changed": "Adjointe au maire",
    },
}
ADDRESS = "personne@ville.example"
#: The days of the sample's programme, and its first visit: 13:45 in Nantes is 12:45 UTC.
INSTANTS = {
    ("2027-03-25T08:00Z", "2027-03-25T17:30Z"),
    ("2027-03-26T08:00Z", "2027-03-26T17:30Z"),
    ("2027-03-26T12:45Z", "2027-03-26T14:00Z"),
}


@pytest.fixture
def mailing_site(django_db_setup, django_db_blocker, tmp_path, sink):  # noqa: F811
    """A site whose worker really sends."""
    yield from started(tmp_path, django_db_blocker, SMTP_PORT=str(sink.port))


def mail_to(sink, number: int):  # noqa: F811
    """The mail number `number` to our person; those of the sample go to others."""

    def ours(messages):
        return [m for m in messages if m["To"] == ADDRESS]

    return ours(sink.wait_for(lambda messages: len(ours(messages)) >= number))[number - 1]


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def calendar_of(mail) -> Calendar:
    (part,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
    return Calendar.from_ical(part.get_payload(decode=True))


def sequences(calendar: Calendar) -> set[int]:
    return {int(event["SEQUENCE"]) for event in calendar.walk("VEVENT")}


def instants(calendar: Calendar) -> set[tuple[str, str]]:
    def utc(moment) -> str:
        return moment.dt.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%MZ")

    return {(utc(e["DTSTART"]), utc(e["DTEND"])) for e in calendar.walk("VEVENT")}


def go_on(page: Page) -> None:
    page.locator("main .actions button").first.click()


def fill_in(page: Page, site: Site, code: str) -> None:
    """From the edition's page to the review."""
    person = PEOPLE[code]
    page.goto(f"{site.url}/{code}/forum-2027/registration/")
    page.locator(".stage .button").click()
    page.fill("#id_family_name", person["family"])
    page.fill("#id_given_name", person["given"])
    page.fill("#id_name_other", person["other"])
    page.check("#id_category_0")
    page.fill("#id_organisation_name", person["organisation"])
    page.select_option("#id_country", "KR" if code == "ko" else "FR")
    page.fill("#id_email", ADDRESS)
    page.press("#id_email", "Enter")  # goes on, in the same language
    expect(page.locator("html")).to_have_attribute("lang", code)
    page.check("#id_mode_0")
    page.get_by_label(re.compile(person["visit"])).check()
    go_on(page)
    page.check("#id_consent_terms")
    go_on(page)
    review = page.locator(".review").first
    expect(review).to_contain_text(person["family"])
    go_on(page)
    page.wait_for_url(f"{site.url}/{code}/registrations/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("code", ["ko", "fr"])
def test_register_change_cancel(browser, mailing_site, sink, code, script):  # noqa: F811
    person, site = PEOPLE[code], mailing_site
    context = browser.new_context(java_script_enabled=script, viewport=PHONE)
    page = context.new_page()
    fill_in(page, site, code)
    reference = page.locator(".reference").inner_text()

    confirmation = mail_to(sink, 1)
    assert person["confirmed"] in confirmation["Subject"]
    assert reference in confirmation["Subject"]
    assert confirmation["Content-Language"] == code
    assert f'lang="{code}"' in confirmation.get_body(("html",)).get_content()
    assert person["visit"] in text_of(confirmation)
    calendar = calendar_of(confirmation)
    assert instants(calendar) == INSTANTS
    assert {str(e["STATUS"]) for e in calendar.walk("VEVENT")} == {"CONFIRMED"}
    (picture,) = [p for p in confirmation.walk() if p.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<ticket>"
    context.close()

    # Another day, another browser: the link is traded for a clean address.
    (link,) = re.findall(rf"{site.url}/registrations/\S+", text_of(confirmation))
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(link)
    assert page.url == f"{site.url}/{code}/registrations/"
    expect(page.locator("main")).to_contain_text(person["whole"])
    page.locator("a[href$='/change/']").click()
    expect(page.locator("#id_family_name")).to_have_value(person["family"])
    page.fill("#id_position", person["changed"])
    go_on(page)
    page.get_by_label(re.compile(person["visit"])).uncheck()
    for _step in range(3):
        go_on(page)
    page.wait_for_url(f"{site.url}/{code}/registrations/")
    expect(page.locator("main")).to_contain_text(person["changed"])
    changed = calendar_of(mail_to(sink, 2))
    states = sorted(str(e["STATUS"]) for e in changed.walk("VEVENT"))
    assert states == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert sequences(changed) == {number + 1 for number in sequences(calendar)}

    page.locator("a[href$='/cancel/']").click()
    page.locator("main button").first.click()
    page.wait_for_url(f"{site.url}/{code}/registrations/")
    expect(page.locator(".stage--own-cancelled")).to_be_visible()
    assert str(calendar_of(mail_to(sink, 3))["METHOD"]) == "CANCEL"
    context.close()
    rows = site.copy.rows("SELECT reference, state FROM registrations_registration")
    assert dict(rows)[reference] == "cancelled"


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
def test_axe_finds_nothing_on_the_way_through(browser, site, code):
    """Every step, with and without complaints, and self-service."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site.url}/{code}/forum-2027/registration/form/")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    check(page, code)
    page.fill("#id_family_name", "Hong")
    page.check("#id_category_0")
    page.fill("#id_organisation_name", "Suwon")
    page.select_option("#id_country", "KR")
    page.fill("#id_email", ADDRESS)
    go_on(page)
    page.check("#id_needs_0")
    go_on(page)
    check(page, code)
    page.check("#id_mode_0")
    page.check("#id_consent_sensitive")
    go_on(page)
    check(page, code)
    page.check("#id_consent_terms")
    go_on(page)
    check(page, code)
    go_on(page)
    page.wait_for_url(f"{site.url}/{code}/registrations/")
    check(page, code)
    for path in ("change/", "cancel/"):
        page.goto(f"{site.url}/{code}/registrations/{path}")
        check(page, code)
    page.goto(f"{site.url}/registrations/x{'x' * 30}/")
    expect(page.locator("h1")).to_be_visible()
    context.close()


def test_languages_change_in_the_middle_of_the_form(page, site):
    """What was typed comes along."""
    page.goto(f"{site.url}/fr/forum-2027/registration/form/")
    page.fill("#id_family_name", "홍")
    page.get_by_role("button", name="한국어").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("#id_family_name")).to_have_value("홍")
    expect(page.locator(".error-summary")).to_have_count(0)
