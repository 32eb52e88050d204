"""Pages as readers meet them: accessibility rules, narrow screens, keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = [
    "",
    "forum-2027/",
    "forum-2027/programme/",
    "forum-2027/programme/changes/",
    "forum-2027/programme/ouverture-officielle-du-forum/",
    "forum-2027/speakers/",
    "forum-2027/speakers/hong-gildong/",
    "forum-2027/practical/",
    "forum-2027/registration/",
    "forum-2027/registration/form/",
    "registrations/lost/",
    "news/",
    "archive/",
    "tour-2021-issy/proceedings/",
    "accessibility/",
    "no-such-page/",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser, public_site, code, path):
    """On a phone by night and on a desk by day."""
    for viewport, scheme in ((PHONE, "dark"), (DESK, "light")):
        # The rules are injected as a script, which the site's policy rightly refuses.
        context = browser.new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(f"{public_site.url}/{code}/{path}")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        found = [(v["id"], v["nodes"][0]["html"][:120]) for v in results.response["violations"]]
        context.close()
        assert found == [], (viewport, scheme)


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_no_sideways_scroll_on_the_narrowest_phone(page, public_site, code, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{public_site.url}/{code}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_korean_wraps_by_word(page, public_site):
    page.goto(f"{public_site.url}/ko/")
    assert page.locator("h1").evaluate("e => getComputedStyle(e).wordBreak") == "keep-all"


def test_keyboard(page, public_site):
    """The first stop skips to the content; every stop can be seen."""
    page.goto(f"{public_site.url}/fr/forum-2027/programme/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _stop in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_filter_works_without_javascript(browser, public_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{public_site.url}/ko/forum-2027/programme/")
    page.select_option("#id_kind", "field_visit")
    page.get_by_role("button", name="보기").click()
    expect(page.locator(".entry")).to_have_count(4)
    context.close()
