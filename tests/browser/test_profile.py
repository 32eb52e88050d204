"""A speaker completes the own profile; an editor takes it over; several rows at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.pictures import photograph

from .conftest import log_in
from .test_log_in import check
from .test_public import PHONE

#: A speaker of a Korean organisation is asked; prints where the speaker is reviewed, and the link.
ASK = """
from programme.renderers.profile import profile_link
from programme.models import Speaker
from programme.services.profiles import ask_speaker
found = Speaker.objects.filter(edition__slug="forum-2027", organisation__country="KR")
speaker = found.filter(photo=None)[0]
speaker.email = "hong@kanari.example"
speaker.save()
ask_speaker(speaker)
print(speaker.pk, profile_link(speaker))
"""


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_korean_speaker_from_the_link_to_the_published_photo(browser, site, script):
    pk, link = site.copy.run(ASK).split()
    context = browser.new_context(java_script_enabled=script, viewport=PHONE)
    page = context.new_page()
    page.goto(link)
    assert page.url == f"{site.url}/ko/speakers/profile/"
    page.fill("#id_position", "국제교류과장")
    page.fill("#id_biography", "첫 문단입니다.\n\n둘째 문단입니다.")
    photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photograph(size=(600, 400))}
    page.set_input_files("#id_photo", photo)
    # Without the agreement nothing is sent, and nothing is lost.
    page.locator(".actions button").click()
    expect(page.locator("#id_consent_error")).to_be_visible()
    expect(page.locator(".own-portrait img")).to_be_visible()
    # Nor by another language.
    page.locator(".languages button[lang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#id_position")).to_have_value("국제교류과장")
    page.locator(".languages button[lang=ko]").click()
    page.check("#id_consent")
    page.locator(".actions button").click()
    page.wait_for_url(f"{site.url}/ko/speakers/profile/?sent=1")
    expect(page.get_by_role("status")).to_be_visible()
    context.close()

    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    log_in(page, site, "editor")
    page.goto(f"{site.url}/admin/programme/speakers/{pk}/")
    expect(page.locator(".profile")).to_contain_text("둘째 문단입니다.")
    page.locator("[name=parts][value=biography]").uncheck()
    page.locator("button[value=accept]").click()
    page.wait_for_load_state()
    assert "hong@kanari.example" not in page.content()
    context.close()

    rows = site.copy.rows(f"SELECT position_ko, photo_id FROM programme_speaker WHERE id = {pk}")  # noqa: S608
    assert rows[0][0] == "국제교류과장"
    assert rows[0][1]


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
def test_axe_finds_nothing_on_the_profile(browser, site, code):
    _pk, link = site.copy.run(ASK).split()
    # The rules are injected as a script, which the site's policy rightly refuses.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(link)
    page.goto(f"{site.url}/{code}/speakers/profile/")
    check(page, code)
    photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.set_input_files("#id_photo", photo)
    page.locator(".actions button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    check(page, code)
    context.clear_cookies()
    page.goto(f"{site.url}/{code}/speakers/profile/")
    check(page, code)
    context.close()


def test_an_editor_finds_the_way_on_the_desk_and_ticks_several_sessions(page, site):
    log_in(page, site, "editor")
    page.locator("#editions-ahead-section a.button").first.click()
    page.wait_for_url(re.compile("/admin/programme/[0-9]+/$"))
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 1280, "height": 900})
    edition = page.url.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"{site.url}/admin/sessions/?edition={edition}")
    boxes = page.locator("[data-bulk-action-checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator(".bulk-actions-buttons a[href*='/assign_track/']").click()
    page.select_option("#id_track", index=1)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/admin/sessions/"))
    expect(page.locator(".messages")).to_be_visible()
