"""Every link of the site, in three languages, as a visitor meets it."""

import functools
import re

import pytest
from django.test import Client
from wagtail.models import Page

from forum_site.demo.content import FOLDER, read, texts_in
from tests.html import links, soup, texts
from translations.languages import language_codes

#: Shorter texts may well be the same word in another language.
TELLING = 12
OWN = re.compile(r"/registration/form/$|^/../registrations/")
#: Made of facts and labels alone, and so whole in every language.
OF_FACTS = re.compile(r"/programme/changes/$")


@pytest.fixture(scope="module")
def crawl(django_db_setup, django_db_blocker):
    """Address → answer, for every address that can be reached from the three home pages.

    Files to download answer too, and lead nowhere.
    """
    with django_db_blocker.unblock():
        client, answers = Client(), {}
        queue = [f"/{code}/" for code in language_codes()]
        while queue:
            address = queue.pop()
            if address not in answers:
                answers[address] = client.get(address)
                queue += links(soup(answers[address])) if is_page(answers[address]) else ()
        return answers


def is_page(answer) -> bool:
    return answer.get("Content-Type", "").startswith("text/html")


def pages(crawl) -> dict:
    """All but files and feeds."""
    return {a: answer for a, answer in crawl.items() if is_page(answer)}


def public(crawl) -> dict:
    """The pages among them; forms and self-service are each visitor's own."""
    return {a: answer for a, answer in pages(crawl).items() if not OWN.search(a)}


def language_in(address: str) -> str:
    return address.split("/")[1]


def test_every_link_answers(crawl):
    """Who has no registration open is led to the link for it."""
    led_on = {f"/{code}/registrations/" for code in language_codes()}
    assert {address: answer.status_code for address, answer in crawl.items()} == {
        address: 302 if address in led_on else 200 for address in crawl
    }
    for address in led_on:
        assert crawl[address]["Location"] == f"{address}lost/"


def test_every_published_page_is_reached_in_every_language(crawl, db):
    expected = {
        f"/{code}/{page.url_path.removeprefix('/fr/')}"
        for page in Page.objects.live().filter(locale__language_code="fr", depth__gt=1)
        for code in language_codes()
    }
    assert expected - set(crawl) == set()


def test_frame(crawl):
    """Right language, one h1, a title, a canonical address."""
    for address, answer in public(crawl).items():
        page = soup(answer)
        assert page.html["lang"] == language_in(address), address
        assert len(page.find_all("h1")) == 1, address
        assert page.h1.get_text(strip=True), address
        assert page.title.get_text(strip=True), address
        assert page.find("link", rel="canonical")["href"].startswith("http://testserver/"), address


def test_hreflang_lists_exactly_the_published_languages(crawl, db):
    live = {
        (page.locale.language_code, page.url_path.split("/", 2)[2])
        for page in Page.objects.live().filter(depth__gt=1).select_related("locale")
    }
    for address, answer in public(crawl).items():
        rest = address.split("?")[0].split("/", 2)[2]
        listed = {
            tag["hreflang"]: tag["href"]
            for tag in soup(answer).find_all("link", rel="alternate", hreflang=True)
        }
        expected = {
            code: f"http://testserver/{code}/{rest}"
            for code in language_codes()
            if (code, rest) in live or OF_FACTS.search(address)
        }
        assert listed == expected, address


def test_fall_back_pages_say_so(crawl, db):
    """A page whose words are French under /ko/ is marked, not indexed, canonical to French."""
    for address, answer in public(crawl).items():
        code, rest = address.split("?")[0].split("/", 2)[1:]
        own = Page.objects.live().filter(locale__language_code=code, url_path=f"/{code}/{rest}")
        page = soup(answer)
        canonical = page.find("link", rel="canonical")["href"]
        robots = page.find("meta", attrs={"name": "robots"})
        if own.exists() or OF_FACTS.search(address):
            assert canonical == f"http://testserver/{code}/{rest}", address
            assert robots is None, address
        else:
            assert canonical == f"http://testserver/fr/{rest}", address
            assert robots["content"] == "noindex", address
            assert page.select_one(".notice"), address


@functools.cache
def written(code: str) -> dict[str, bool]:
    """Telling sample texts of one language that no other language uses as they are."""
    found = [text for path in FOLDER.glob("*.toml") for text in texts_in(read(path.stem))]
    said = [(key, value) for text in found for key, value in text.items() if isinstance(value, str)]
    own = {value for key, value in said if key == code}
    others = {value for key, value in said if key not in {code, "fr_new"}}
    return {" ".join(text.split()): True for text in own - others if len(text) >= TELLING}


@pytest.mark.parametrize(("reader", "words"), [("ko", "fr"), ("en", "fr"), ("ko", "en")])
def test_words_of_another_language_are_marked(crawl, reader, words):
    """Every French text of the sample under /ko/ and /en/ stands inside lang="fr"."""
    seen = 0
    for address, answer in public(crawl).items():
        if language_in(address) != reader:
            continue
        for text, language in texts(soup(answer)):
            if text in written(words):
                seen += 1
                assert language == words, (address, text)
    assert seen > 0


def test_no_third_party_is_asked(crawl):
    for address, answer in pages(crawl).items():
        page = soup(answer)
        for tag in page.find_all(src=True):
            assert tag["src"].startswith("/"), address
        for tag in page.find_all("link", rel=["stylesheet", "icon", "preload"]):
            assert tag["href"].startswith("/"), address


def test_no_cookie_for_a_visitor(crawl):
    for address, answer in public(crawl).items():
        assert answer.cookies == {}, address
        assert "Cookie" not in answer.get("Vary", ""), address


def test_the_language_switch_stays_on_the_page(crawl):
    for address, answer in public(crawl).items():
        rest = address.split("/", 2)[2]
        switch = {a["hreflang"]: a["href"] for a in soup(answer).select(".languages a")}
        assert switch == {code: f"/{code}/{rest}" for code in language_codes()}, address
