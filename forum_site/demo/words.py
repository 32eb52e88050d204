"""Source pages of the sample: written, then published, as an editor does."""

import datetime
from typing import Any

from wagtail.models import Page

from home.models import HomePage, NewsIndexPage, NewsPage, StandardPage
from programme.models.fact import Fact
from programme.pages import ArchivePage, FactPage
from programme.services.fact_pages import pages_of, source_locale

from .content import body, paragraphs, read


def publish(page: Page, user: Any = None, **fields: Any) -> None:
    """Write `fields` into a page and publish it."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=user).publish(user=user)


def publish_fact(fact: Fact, page_type: type[FactPage], **fields: Any) -> None:
    """The same for the page of a fact."""
    (page,) = (
        page
        for page in pages_of(fact)
        if isinstance(page, page_type) and page.locale == source_locale()
    )
    publish(page, **fields)


def add(parent: Page, page: Page) -> Page:
    """Add a page below `parent` and publish it."""
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def write_standing_pages() -> None:
    """The home page, and what stands right below it."""
    texts = read("pages")
    home = HomePage.objects.get(locale=source_locale())
    publish(
        home,
        title=texts["home"]["title"]["fr"],
        introduction=paragraphs(texts["home"]["introduction"]),
    )
    write_news(home, texts)
    archive = texts["archive"]
    add(home, ArchivePage(slug="archive", show_in_menus=True, **heading(archive)))
    for slug in ("accessibility", "legal"):
        add(home, StandardPage(slug=slug, **heading(texts[slug]), body=body(texts[slug]["body"])))


def heading(text: dict[str, Any]) -> dict[str, str]:
    """Title and introduction of a page."""
    return {"title": text["title"]["fr"], "introduction": text["introduction"]["fr"]}


def write_news(home: Page, texts: dict[str, Any]) -> None:
    index = add(home, NewsIndexPage(slug="news", show_in_menus=True, **heading(texts["news"])))
    for item in texts["news_item"]:
        page = NewsPage(slug=item["slug"], **heading(item), body=body(item["body"]))
        page.date = page.date - datetime.timedelta(days=item["days_ago"])
        add(index, page)


def write_practical_page(edition_page: Page) -> None:
    """Practical information of the coming edition."""
    text = read("pages")["practical"]
    page = StandardPage(
        slug="practical", show_in_menus=True, **heading(text), body=body(text["body"])
    )
    add(edition_page, page)
