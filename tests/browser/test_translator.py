"""What a translator into Korean must not reach; her work is in test_workbench."""

from playwright.sync_api import expect

from .conftest import log_in


def test_nothing_but_korean_words(page, site):
    """English, French and facts stay closed, whatever address is typed."""
    rows = site.copy.rows(
        "SELECT id, url_path FROM wagtailcore_page WHERE depth > 1"
        " AND url_path NOT LIKE '/ko/%' ORDER BY id"
    )
    log_in(page, site, "translator-ko")
    before = site.copy.rows("SELECT id, title, live, latest_revision_id FROM wagtailcore_page")
    facts = site.copy.rows("SELECT id, title_fr, title_ko, title_en FROM programme_session")
    for pk, path in rows[:10]:
        page.goto(f"{site.url}/admin/pages/{pk}/edit/")
        assert page.url == f"{site.url}/admin/", path
        expect(page.locator(".messages")).to_be_visible()
    for section in ("sessions", "editions", "rooms", "speakers"):
        page.goto(f"{site.url}/admin/{section}/edit/1/")
        assert page.url == f"{site.url}/admin/", section
    after = site.copy.rows("SELECT id, title, live, latest_revision_id FROM wagtailcore_page")
    assert after == before
    assert site.copy.rows("SELECT id, title_fr, title_ko, title_en FROM programme_session") == facts
