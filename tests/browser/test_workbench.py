"""The workbench in a browser: by keyboard alone, in Hangul, offline, and two people at once."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from forum_site.demo.load import PASSWORD

from .conftest import Site, log_in
from .test_public import DESK, PHONE, RULES

# The machine may be busy: an answer takes its time.
expect.set_options(timeout=20_000)
#: Syllables as they grow under one's fingers.
GROWING = ["ㅎ", "하", "한", "한ㄱ", "한국"]
TITLE = "청소년 의회: 실제 예산을 맡기다"
SENTENCES = [
    "청소년 의회는 대부분 의견을 제시합니다. 여기서는 연간 예산을 맡아 의회에 결산을 보고합니다."
    " 발표에서는 포럼을 위해 구상한 제도의 의결 과정, 일정, 법적 안전장치를 설명합니다.",
    "이 세션은 통역 없이 영어로 진행됩니다. 표준 운영 규정과 재정 보고서 양식을 참가자에게"
    " 배부합니다. 이러한 예산을 포기한 지방자치단체는 마지막 몇 분 동안 그 이유를 설명해 주십시오.",
]


#: A colleague of the translator into Korean.
READER = f"""
from django.contrib.auth import get_user_model
users = get_user_model().objects
reader = users.create_user("reader-ko", password={PASSWORD!r}, first_name="Kim", last_name="Min-ji")
reader.groups.set(users.get(username="translator-ko").groups.all())
"""


#: Another page has nearly the first sentence of M6 in both languages; the glossary has its words.
KNOWN = f"""
from django.contrib.auth import get_user_model
from programme.models import Session
from translations.models import GlossaryTerm
from wagtail_localize.models import Translation
from translations.queries.strings import string_work
from translations.services.strings import save_string
sessions = Session.objects.filter(edition__slug="forum-2027")
page, other = (
    sessions.get(code=code).pages.get(locale__language_code="fr") for code in ("M6", "P1"))
first = page.abstract.split("</p>")[0] + "</p>"
other.abstract = first.replace("Le plus souvent", "Rarement")
other.save_revision().publish()
translation = Translation.objects.get(
    source__object=other.translation_key, target_locale__language_code="ko")
(work,) = string_work([translation])[translation.pk]
user = get_user_model().objects.get(username="translator-en")
save_string(work.place, {SENTENCES[0]!r}, user, seen=0)
GlossaryTerm.objects.create(term_fr="conseil de jeunes", term_ko="청소년 의회")
"""


def address(site: Site, code: str, language: str = "ko") -> str:
    """The workbench of a session's page."""
    found = site.copy.run(f"""
from programme.models import Session
from wagtail_localize.models import Translation
session = Session.objects.get(edition__slug="forum-2027", code={code!r})
print(Translation.objects.get(
    source__object=session.key, target_locale__language_code={language!r}).pk)
""")
    return f"{site.url}/admin/translations/workbench/{found.strip().splitlines()[-1]}/"


def entry(page: Page, number: int) -> Locator:
    return page.locator(".entry").nth(number)


def field(page: Page, number: int) -> Locator:
    return entry(page, number).locator("textarea")


def saved(page: Page) -> None:
    expect(page.locator("[data-part=said]")).to_have_attribute("data-tone", "saved")


def compose(page: Page, last: str) -> None:
    """Type a Korean word as an input method does, and then the rest of a text at once."""
    session = page.context.new_cdp_session(page)
    for text in GROWING:
        length = len(text)
        session.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": length, "selectionEnd": length},
        )
        # Keys that the input method takes: nothing is saved, nobody is led on.
        page.keyboard.press("Control+Enter")
    session.send("Input.insertText", {"text": "한국"})
    page.keyboard.press("Control+a")
    session.send("Input.insertText", {"text": last})


def tab_to(page: Page, link: Locator) -> None:
    """Walk on with the tabulator until the link is reached; then follow it."""
    for _step in range(200):
        page.keyboard.press("Tab")
        if link.evaluate("element => element === document.activeElement"):
            return page.keyboard.press("Enter")
    raise AssertionError(link)


def test_from_board_to_public_page_by_keyboard_alone(page, site):
    bench = address(site, "M6")
    log_in(page, site, "translator-ko")
    page.goto(f"{site.url}/admin/translations/?scope=forum-2027")
    tab_to(page, page.locator("a[href*='state=to_translate']").first)
    page.wait_for_url("**/admin/translations/ko/**")
    tab_to(page, page.locator(f"a[href^='{bench.removeprefix(site.url)}']").first)
    page.wait_for_url(f"{bench}**")
    saved(page)
    states = [entry(page, n) for n in range(3)]
    for state in states:
        expect(state).to_have_attribute("data-state", "to_translate")
    page.keyboard.press("Alt+PageDown")
    for number, text in enumerate([TITLE, *SENTENCES]):
        expect(field(page, number)).to_be_focused()
        compose(page, text)
        expect(field(page, number)).to_have_value(text)
        page.keyboard.press("Control+Shift+Enter")
        while states[number].get_attribute("data-state") != "validated":
            page.wait_for_timeout(200)
            if states[number].locator(".problem input").count():
                page.keyboard.press("Enter")
        expect(states[number]).to_have_attribute("data-state", "validated")
    # After the last text, what comes next is shown and has the focus.
    done = page.locator("[data-part=done]")
    expect(done).to_be_focused()
    expect(done).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(done.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".messages li.success")).to_be_visible()

    page.goto(f"{site.url}/ko/forum-2027/programme/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.locator(".prose p")).to_have_text(SENTENCES)


def test_no_key_does_anything_while_a_syllable_grows(page, site):
    log_in(page, site, "translator-ko")
    page.goto(address(site, "M6"))
    saved(page)
    field(page, 1).focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ㅎ", "selectionStart": 1, "selectionEnd": 1})
    for keys in ("Control+Enter", "Control+Shift+Enter", "Alt+ArrowDown", "Alt+0", "Control+z"):
        page.keyboard.press(keys)
    # Longer than it takes to be saved by itself.
    page.wait_for_timeout(2500)
    expect(field(page, 1)).to_be_focused()
    expect(entry(page, 1)).to_have_attribute("data-version", "0")
    expect(entry(page, 1)).to_have_attribute("data-state", "to_translate")
    session.send("Input.insertText", {"text": "한국"})
    expect(entry(page, 1)).to_have_attribute("data-state", "translated")
    expect(field(page, 1)).to_have_value("한국")


def test_what_is_typed_without_a_connection_is_never_lost(page, context, site):
    bench = address(site, "M6")
    log_in(page, site, "translator-ko")
    page.goto(bench)
    saved(page)
    context.set_offline(True)
    field(page, 1).fill("첫 번째 초안")
    expect(page.locator("[data-part=trouble]")).to_be_visible()
    field(page, 2).fill("두 번째 초안")
    # The window is closed before the connection is back.
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(bench)
    expect(again.locator("[data-part=restored]")).to_contain_text("2")
    expect(field(again, 1)).to_have_value("첫 번째 초안")
    for number in (1, 2):
        expect(entry(again, number)).to_have_attribute("data-state", "translated")
    saved(again)
    # And once more, without closing it.
    context.set_offline(True)
    field(again, 1).fill("둘째 초안")
    expect(again.locator("[data-part=trouble]")).to_be_visible()
    context.set_offline(False)
    expect(again.locator("[data-part=trouble]")).to_be_hidden()
    saved(again)
    again.reload()
    expect(field(again, 1)).to_have_value("둘째 초안")
    expect(again.locator("[data-part=restored]")).to_be_hidden()


def test_a_reader_sends_one_text_back(page, site):
    site.copy.run(READER)
    log_in(page, site, "reader-ko")
    page.goto(address(site, "P1"))
    states = [e.get_attribute("data-state") for e in page.locator(".entry").all()]
    field(page, 1).focus()
    page.keyboard.press("Alt+Shift+Enter")
    expect(entry(page, 1)).to_have_attribute("data-state", "to_adapt")
    after = [e.get_attribute("data-state") for e in page.locator(".entry").all()]
    assert after == [states[0], "to_adapt", *states[2:]]
    expect(page.locator("[data-part=done]")).to_be_hidden()


@pytest.mark.parametrize(("choice", "kept"), [("keep-mine", "내 글"), ("take-theirs", "남의 글")])
def test_two_people_on_one_text_choose(browser, site, choice, kept):
    site.copy.run(READER)
    bench = address(site, "M6")
    pages = []
    for username in ("translator-ko", "reader-ko"):
        page = browser.new_context(viewport=DESK).new_page()
        log_in(page, site, username)
        page.goto(bench)
        pages.append(page)
    slow, fast = pages
    field(fast, 1).fill("남의 글")
    fast.keyboard.press("Control+Enter")
    expect(entry(fast, 1)).to_have_attribute("data-state", "translated")
    field(slow, 1).fill("내 글")
    slow.keyboard.press("Control+Enter")
    clash = entry(slow, 1).locator(".clash")
    expect(clash.locator(".clash__theirs")).to_have_text("남의 글")
    expect(clash.locator(".clash__mine")).to_have_text("내 글")
    expect(clash.locator(".clash__who")).to_contain_text("Kim Min-ji")
    clash.locator(f"[data-act={choice}]").click()
    expect(clash).to_have_count(0)
    expect(field(slow, 1)).to_have_value(kept)
    saved(slow)
    fast.reload()
    expect(field(fast, 1)).to_have_value(kept)
    for page in pages:
        page.context.close()


def test_undo_copy_search_and_filter(page, site):
    log_in(page, site, "translator-ko")
    page.goto(address(site, "P1"))
    saved(page)
    before = field(page, 1).input_value()
    field(page, 1).focus()
    page.keyboard.press("Alt+0")
    expect(field(page, 1)).to_have_value(entry(page, 1).locator(".entry__source").inner_text())
    page.keyboard.press("Control+z")
    expect(field(page, 1)).to_have_value(before)
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+Enter")
    saved(page)
    page.keyboard.press("Control+Alt+z")
    expect(field(page, 1)).to_have_value(before)
    saved(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#bench-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+s")
    page.keyboard.insert_text(before[:8])
    expect(page.locator(".entry:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field(page, 1)).to_be_focused()


def test_a_match_and_a_term_are_put_in(page, site):
    site.copy.run(KNOWN)
    log_in(page, site, "translator-ko")
    page.goto(address(site, "M6"))
    saved(page)
    field(page, 1).focus()
    match = page.locator("[data-match='1']")
    expect(match.locator(".match__text")).to_have_text(SENTENCES[0])
    [percent] = re.findall(r"(\d+)%", match.inner_text())
    assert 70 <= int(percent) < 100
    expect(match.locator("del")).to_have_text("Rarement")
    page.keyboard.press("Alt+1")
    expect(field(page, 1)).to_have_value(SENTENCES[0])
    expect(entry(page, 1)).to_have_attribute("data-state", "translated")
    page.keyboard.press("Control+z")
    expect(field(page, 1)).to_have_value("")
    term = page.locator("button[data-term='청소년 의회']")
    expect(term).to_be_visible()
    marked = entry(page, 1).locator(".entry__source mark[data-term='청소년 의회']")
    expect(marked).to_have_text("conseil de jeunes")
    term.click()
    expect(field(page, 1)).to_have_value("청소년 의회")


def test_on_a_phone_nothing_stands_between_two_texts(browser, public_site):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    log_in(page, public_site, "translator-ko")
    page.goto(address(public_site, "M6"))
    saved(page)
    expect(page.locator("[data-part=said]")).to_be_in_viewport()
    field(page, 1).focus()
    box = page.locator("[data-comments]")
    expect(box.locator("textarea")).to_be_hidden()
    box.locator("summary").click()
    expect(box.locator("textarea")).to_be_visible()
    with context.expect_page() as opened:
        page.locator("[data-act=preview]").click()
    expect(opened.value.locator("h1")).to_be_visible()
    expect(page.locator(".preview")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_everybody_can_use_it(browser, site, viewport, scheme):
    context = browser.new_context(viewport=viewport, color_scheme=scheme)
    page = context.new_page()
    log_in(page, site, "translator-ko")
    page.goto(address(site, "M6"))
    saved(page)
    field(page, 1).focus()
    page.wait_for_selector(".bench__aside-title")
    results = Axe().run(
        page, context="#bench", options={"runOnly": {"type": "tag", "values": RULES}}
    )
    found = [(v["id"], v["nodes"][0]["html"][:200]) for v in results.response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert found == []
    assert wide <= 0
