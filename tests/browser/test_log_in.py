"""The log-in with a second factor, from the set-up to the next time, in three languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from forum_site.demo.load import PASSWORD
from tests import second_factor

from .test_public import DESK, PHONE, RULES

KEEPER = (
    "from django.contrib.auth import get_user_model;"
    f"get_user_model().objects.create_superuser('keeper', password='{PASSWORD}')"
)


def enter(page: Page, password: str = PASSWORD) -> None:
    page.fill("#id_login", "keeper")
    page.fill("#id_password", password)
    submit(page)


def submit(page: Page) -> None:
    page.locator("main form .button").first.click()


def check(page: Page, code: str) -> None:
    """Language, accessibility rules, and the narrowest phone."""
    assert page.locator("html").get_attribute("lang") == code
    for viewport, scheme in ((PHONE, "dark"), (DESK, "light")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        found = [(v["id"], v["nodes"][0]["html"][:120]) for v in results.response["violations"]]
        assert found == [], (page.url, viewport)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320, page.url
    page.set_viewport_size(DESK)


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
def test_axe_finds_nothing_on_the_way_in(browser, site, code):
    site.copy.run(KEEPER)
    # The rules are injected as a script, which the site's policy rightly refuses.
    context = browser.new_context(locale=code, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{site.url}/account/login/")
    check(page, code)
    enter(page, "wrong")
    expect(page.locator("#id_password_error")).to_be_visible()
    check(page, code)
    enter(page)
    page.wait_for_url(f"{site.url}/account/mfa/totp/activate/")
    check(page, code)
    page.fill("#id_code", second_factor.code(page.locator(".secret").inner_text()))
    submit(page)
    page.wait_for_url(f"{site.url}/account/mfa/recovery-codes/")
    check(page, code)
    for path in ["mfa/", "mfa/recovery-codes/generate/", "mfa/totp/deactivate/", "logout/"]:
        page.goto(f"{site.url}/account/{path}")
        check(page, code)
    submit(page)
    page.wait_for_url(f"{site.url}/account/login/")
    enter(page)
    page.wait_for_url(f"{site.url}/account/mfa/authenticate/")
    check(page, code)
    context.close()


def test_the_way_in(page, site):
    """Under the content policy, which must stop nothing, not even the picture of the key."""
    site.copy.run(KEEPER)
    page.goto(f"{site.url}/admin/pages/")
    enter(page)
    page.wait_for_url(f"{site.url}/account/mfa/totp/activate/")
    assert page.locator(".qr-code").evaluate("image => image.naturalWidth") > 0
    page.fill("#id_code", second_factor.code(page.locator(".secret").inner_text()))
    submit(page)
    page.wait_for_url(f"{site.url}/account/mfa/recovery-codes/")
    page.locator("main a.button").first.click()
    page.wait_for_url(f"{site.url}/admin/")


def test_without_javascript(browser, site):
    site.copy.run(KEEPER)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    enter(page)
    page.fill("#id_code", second_factor.code(page.locator(".secret").inner_text()))
    submit(page)
    expect(page.locator(".codes li")).to_have_count(10)
    context.close()
