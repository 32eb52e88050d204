"""From a change in the draft to those whom it concerns, and back again."""

import pytest
from playwright.sync_api import expect

from tests import smtp

from .conftest import log_in, started

sink = smtp.sink
SESSION = "V3"
#: Language → title of the visit, its old and its new time.
TIMES = {
    "fr": ("Une médiathèque ouverte le dimanche", "14:30–16:30 Paris", "17:00–19:00 Paris"),
    "ko": ("일요일에 문을 여는 미디어 도서관", "14:30–16:30 파리", "17:00–19:00 파리"),
    "en": ("A library open on Sundays", "14:30–16:30 Paris", "17:00–19:00 Paris"),
}


@pytest.fixture
def mailing_site(django_db_setup, django_db_blocker, tmp_path, sink):
    """A site whose worker really sends."""
    yield from started(tmp_path, django_db_blocker, SMTP_PORT=str(sink.port))


def test_release_changelog_mail_and_the_way_back(page, mailing_site, sink):
    site = mailing_site
    log_in(page, site, "editor")
    edition = edition_of(page, site)
    place(page, site, edition, "17:00", "19:00")

    page.get_by_role("link", name="Diffuser").click()
    expect(page.locator(".changes")).to_contain_text("14:30–16:30 Paris")
    expect(page.locator("main")).to_contain_text("Participants")
    page.locator("details", has=page.locator("pre[lang=ko]")).first.click()
    expect(page.locator("pre[lang=ko]").first).to_contain_text("홍길동 님께")
    page.get_by_label("Français").fill("La médiathèque ouvre plus tard.")
    page.get_by_role("button", name="Diffuser").click()
    expect(page.locator(".messages")).to_contain_text("v2")

    the_changelog_in_three_languages(page, site)
    was, later = TIMES["fr"][1][:11], TIMES["fr"][2][:11]
    sink.wait_for(lambda messages: told(messages, before=was, now=later))

    the_way_back(page, site, edition)
    sink.wait_for(lambda messages: told(messages, before=later, now=was))
    cancelled_in_two_clicks(page, site, edition)


def told(messages, *, before: str, now: str) -> list[str]:
    """Those among the mails, whatever their language, that name both times in this order."""
    texts = [message.get_body(("plain",)).get_content() for message in messages]
    return [text for text in texts if -1 < text.find(before) < text.find(now)]


def edition_of(page, site) -> str:
    page.goto(f"{site.url}/admin/editions/")
    page.get_by_role("link", name="Forum franco-coréen 2027").first.click()
    return page.url.rstrip("/").rsplit("/", 1)[1]


def place(page, site, edition: str, start: str, end: str) -> None:
    page.goto(f"{site.url}/admin/programme/{edition}/schedule/")
    row = page.locator("li", has_text=f"{SESSION} ·")
    row.get_by_label("Début").fill(start)
    row.get_by_label("Fin").fill(end)
    row.get_by_role("button", name="Placer").click()
    expect(page.locator(".messages")).to_contain_text("brouillon")


def the_changelog_in_three_languages(page, site) -> None:
    for code, (title, before, now) in TIMES.items():
        page.goto(f"{site.url}/{code}/forum-2027/programme/")
        page.locator("p.meta a").click()
        change = page.locator(".change", has_text=title)
        expect(change.locator("del .moment__here")).to_have_text(before)
        expect(change.locator("dd > .moment .moment__here")).to_have_text(now)
        note = page.locator(".version__note").first
        expect(note).to_have_text("La médiathèque ouvre plus tard.")


def the_way_back(page, site, edition: str) -> None:
    page.goto(f"{site.url}/admin/programme/{edition}/versions/")
    first = page.locator("#v1")
    first.get_by_role("button", name="Reprendre cette version").click()
    expect(page.locator(".changes")).to_contain_text("17:00–19:00 Paris")
    page.get_by_role("button", name="Diffuser").click()
    expect(page.locator(".messages")).to_contain_text("v3")


def cancelled_in_two_clicks(page, site, edition: str) -> None:
    page.goto(f"{site.url}/admin/programme/{edition}/schedule/")
    row = page.locator("li", has_text=f"{SESSION} ·")
    row.get_by_role("link", name="Annuler la séance…").click()
    page.get_by_role("button", name="Annuler maintenant").click()
    expect(page.locator(".messages")).to_contain_text(SESSION)
    page.goto(f"{site.url}/en/forum-2027/programme/changes/")
    expect(page.locator(".version").first.locator(".tag--alert")).to_have_text("Cancelled")
