"""A translator's main job, once, end to end, in Korean."""

from playwright.sync_api import expect

from .conftest import log_in

TITLE = "청소년 의회: 실제 예산을 맡기다"
SENTENCES = [
    "두 도시의 청소년 의회가 실제 예산을 편성한 경험을 소개합니다.",
    "참가자는 소규모 모둠에서 의견을 나눕니다.",
]


def test_from_work_list_to_public_page(page, site):
    log_in(page, site, "translator-ko")
    expect(page.locator("#translation-work-section")).to_contain_text("누락된 명칭 2")
    page.get_by_role("navigation", name="메인 메뉴").get_by_role("link", name="번역").click()
    page.wait_for_url("**/admin/translations/ko/")

    # The label of a session.
    page.locator("a[href*='/labels/']", has_text="Youth councils").click()
    page.get_by_label("제목").fill(TITLE)
    page.get_by_role("button", name="저장").click()
    expect(page.locator(".messages")).to_be_visible()

    # Its words, in the engine's own editor; half of them do not go live.
    page.get_by_role("link", name=TITLE).click()
    editor = page.url
    translate(page, 0, SENTENCES[0])
    publish(page)
    expect(page.locator(".messages")).to_contain_text("1개 남아 있어 게시할 수 없습니다")
    page.goto(editor)
    translate(page, 0, SENTENCES[1])
    publish(page)
    expect(page.locator(".messages li.success")).to_be_visible()

    # The public page.
    page.goto(f"{site.url}/ko/forum-2027/programme/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".prose p")).to_have_text(SENTENCES)
    assert page.locator(".prose").get_attribute("lang") is None
    expect(page.locator(".notice")).to_have_count(0)


def translate(page, place: int, text: str) -> None:
    """Fill the first sentence that is still open and save it."""
    button = page.get_by_role("listitem").get_by_role("button", name="번역", exact=True)
    button.nth(place).click()
    page.locator("textarea").first.fill(text)
    with page.expect_response(lambda response: "/strings/" in response.url) as saved:
        page.locator("textarea").first.press("Enter")
    assert saved.value.status in {200, 201}


def publish(page) -> None:
    page.locator("footer button[value=publish], footer button:has-text('한국어')").first.click()
    page.wait_for_load_state()


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
