"""The whole way of a translation in Korean: no interface word is in another language."""

import re

from playwright.sync_api import Page, expect

from forum_site.demo.load import PASSWORD

from .conftest import Site, log_in

PUBLISHER = f"""
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation
from forum_site.roles import MODERATORS
from programme.models import Edition, Session
from programme.services.sessions import create_session
from translations.queries.strings import string_work
from translations.services.strings import save_string
from translations.services.submission import submit_page
publisher = get_user_model().objects.create_user("publisher", password={PASSWORD!r})
publisher.groups.add(Group.objects.get(name=MODERATORS))
UserProfile.objects.create(user=publisher, preferred_language="ko")
session = Session(edition=Edition.objects.get(slug="forum-2027"), code="N1", kind="workshop",
                  title_fr="Neuve", title_ko="새로운 회의", title_en="New")
page = create_session(session, spoken=[], interpreted=[])
page.abstract = "<p>Une phrase.</p>"
page.save_revision()
submit_page(page, list(Locale.objects.exclude(language_code="fr")), None)
for code, words in (("ko", "한국어 문장입니다."), ("en", "An English sentence.")):
    translation = Translation.objects.select_related("source").get(
        source__object=page.translation_key, target_locale__language_code=code)
    for work in string_work([translation])[translation.pk]:
        save_string(work.place, words, publisher, seen=0)
"""
#: What is visible, or read aloud, and not said to be in another language.
VISIBLE = """
() => {
  const found = [];
  const spoken = (element) => element.closest("[lang]")?.lang ?? "";
  const skipped = "script, style, template, textarea, kbd, code, noscript, svg";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element.checkVisibility() || element.closest(skipped)) continue;
    if (spoken(element) === "ko") found.push(walker.currentNode.data);
  }
  const told = "[aria-label], [placeholder], [title], [alt]";
  for (const element of document.body.querySelectorAll(told))
    if (element.checkVisibility() && spoken(element) === "ko" && !element.closest("svg, template"))
      for (const name of ["aria-label", "placeholder", "title", "alt"])
        found.push(element.getAttribute(name) ?? "");
  return found.map((text) => text.trim()).filter(Boolean);
}
"""
#: Names: of people and formats, and of what has one name in every language.
NAMES = {
    "English",
    "français",
    "translator",
    "ko",
    "publisher",
    "Wagtail",
    "PO",
    "XLIFF",
    "TMX",
    "XLSX",
    "ZIP",
    "SEO",
    "MB",
    "Poedit",
    "gettext",
    "GAOK",
    "CUF",
    "SDGs",
    "MOU",
}
TRANSLATOR = [
    "",
    "translations/",
    "translations/?scope=forum-2027",
    "translations/mine/",
    "translations/ko/",
    "translations/ko/labels/?scope=forum-2027",
    "translations/ko/export/",
    "translations/ko/import/",
    "translations/memory/",
    "translations/questions/",
    "glossary/",
    "glossary/edit/1/",
    "account/",
]
PUBLISHER_SEES = ["translations/publications/", "translations/publish/forum-2027/"]


def foreign(page: Page, name: str) -> list[str]:
    """Visible texts with words in Latin letters that are no names; `name` is that of the site."""
    texts = [text.replace(name, "") for text in page.evaluate(VISIBLE)]
    return [text for text in texts if set(re.findall(r"[A-Za-zÀ-ÖØ-öø-ÿ]{2,}", text)) - NAMES]


def name_of(site: Site) -> str:
    """The one name that Wagtail shows for the site in every language."""
    [[name]] = site.copy.rows("SELECT site_name FROM wagtailcore_site")
    return str(name)


def test_a_translator_reads_korean_only(page, public_site):
    log_in(page, public_site, "translator-ko")
    unread, name = {}, name_of(public_site)
    for path in TRANSLATOR:
        answer = page.goto(f"{public_site.url}/admin/{path}")
        assert answer is not None
        assert answer.status == 200, path
        unread[path] = foreign(page, name)
    page.goto(f"{public_site.url}/admin/translations/ko/")
    page.locator("a[href*='/workbench/']").first.click()
    page.wait_for_selector(".bench--live")
    page.locator(".entry textarea").nth(1).click()
    page.wait_for_selector("[data-comments]")
    unread["workbench"] = foreign(page, name)
    assert {path: texts for path, texts in unread.items() if texts} == {}


def test_a_set_is_published_in_three_languages_in_korean(page, site):
    site.copy.run(PUBLISHER)
    name = name_of(site)
    public = {code: f"{site.url}/{code}/forum-2027/programme/neuve/" for code in ("fr", "ko", "en")}
    assert {answer(page, url) for url in public.values()} == {404}
    log_in(page, site, "publisher")
    for path in PUBLISHER_SEES:
        page.goto(f"{site.url}/admin/{path}")
        assert foreign(page, name) == [], path
    chosen = page.locator("input[name=pages]:checked")
    expect(chosen).to_have_count(1)
    page.locator("form button[type=submit]").last.click()
    # The edition's own labels are not whole: the reason is asked for, and nothing is live.
    expect(page.locator("#refused")).to_be_visible()
    assert foreign(page, name) == []
    assert {answer(page, url) for url in public.values()} == {404}
    page.fill("#id_override_reason", "내일 공개합니다.")
    page.locator("form button[type=submit]").last.click()
    expect(page.get_by_text("게시 완료", exact=True).first).to_be_visible(timeout=60_000)
    assert foreign(page, name) == []
    words = {"fr": "Une phrase.", "ko": "한국어 문장입니다.", "en": "An English sentence."}
    for code, url in public.items():
        page.goto(url)
        expect(page.locator(".prose")).to_contain_text(words[code])
        assert page.locator(".prose").evaluate("text => text.closest('[lang]').lang") == code


def answer(page: Page, url: str) -> int:
    return page.request.get(url, max_redirects=0).status
