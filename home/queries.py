"""Reads that choose, for each page, the best language there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from translations.languages import HOME_DEPTH, language_codes, source_language, words_chain

from .links import address, root_paths

P = TypeVar("P", bound=Page)


def best_language_each(pages: Iterable[P], language: str) -> list[P]:
    """One page per translation key: that of `language`, else its fall-back. Keeps the order."""
    chain = words_chain(language)
    best: dict[Any, P] = {}
    for page in pages:
        held = best.get(page.translation_key)
        if held is None or _rank(page, chain) < _rank(held, chain):
            best[page.translation_key] = page
    return list(best.values())


def _rank(page: Page, chain: list[str]) -> int:
    return chain.index(page.locale.language_code)


def in_chain(pages: PageQuerySet[P], language: str) -> PageQuerySet[P]:
    """The live, public ones of `pages` whose words may stand on a page of `language`."""
    beginning = Substr(OuterRef("path"), 1, Length("page__path"))
    private = PageViewRestriction.objects.filter(page__path=beginning)
    return (
        pages.live()
        .filter(~Exists(private), locale__language_code__in=words_chain(language))
        .select_related("locale")
    )


def live_page_for_path(parts: list[str], language: str) -> tuple[Page, int] | None:
    """The live page with the longest path made of `parts`, and how many parts it took.

    Pages of `language` win over fall-backs of the same length; without parts it is the home
    page. One query.
    """
    roots = root_paths()
    chain = [code for code in words_chain(language) if code in roots]
    shortest = 1 if parts else 0
    rank = {
        roots[code] + "".join(f"{part}/" for part in parts[:length]): (length, -place)
        for place, code in enumerate(chain)
        for length in range(shortest, len(parts) + 1)
    }
    pages = Page.objects.live().filter(url_path__in=rank).select_related("locale")
    best = max(pages, key=lambda page: rank[page.url_path], default=None)
    return (best, rank[best.url_path][0]) if best else None


def whole(page: Page) -> Page:
    """`page` as its own type, with the rows its type says it is read together with. One query."""
    model: Any = page.specific_class
    joined = getattr(model, "joined", ())
    found = model._default_manager.select_related(*joined).get(pk=page.pk)
    found.locale = page.locale  # read already
    return found


def published_languages(page: Page) -> list[str]:
    """Languages in which `page` is live, in the site's order. One query."""
    live = set(
        Page.objects.live()
        .filter(translation_key=page.translation_key)
        .values_list("locale__language_code", flat=True)
    )
    return [code for code in language_codes() if code in live]


@dataclass(frozen=True)
class Link:
    """A page to link to, in the reader's language as far as it goes."""

    title: str
    url: str
    language: str


def family_at(below: str, language: str) -> PageQuerySet[Page]:
    """The page at the address `/<language>/<below>` and those one level below it.

    In every language that is usable for readers of `language`.
    """
    roots = root_paths()
    paths = [roots[code] + below for code in words_chain(language) if code in roots]
    if not paths:
        return Page.objects.none()
    under = Q(*[("url_path__startswith", path) for path in paths], _connector=Q.OR)
    depth = paths[0].count("/")
    return in_chain(Page.objects.filter(under, depth__in=[depth, depth + 1]), language)


def site_links(language: str) -> tuple[list[Link], list[Link]]:
    """Links right below the home page: those of the menu, and the standard pages that are not.

    One query.
    """
    standard = ContentType.objects.get_by_natural_key("home", "standardpage")
    listed = Q(show_in_menus=True) | Q(content_type=standard)
    pages = family_at("", language).filter(listed, depth__gt=HOME_DEPTH)
    best = best_language_each(pages.order_by("path"), language)
    return (
        [as_link(page, language) for page in best if page.show_in_menus],
        [as_link(page, language) for page in best if not page.show_in_menus],
    )


def as_link(page: Page, language: str) -> Link:
    """`page` as a link for readers of `language`."""
    code = page.locale.language_code
    return Link(page.title, address(page.url_path, code, language), code)


@dataclass(frozen=True)
class NewsItem:
    """A piece of news for a list."""

    link: Link
    date: date
    introduction: str


def news_list(model: Any, language: str, limit: int | None = None) -> list[NewsItem]:
    """News for readers of `language`, the latest first. `model` is the news page. One query."""
    pages = list(in_chain(model.objects.all(), language).order_by("-date", "-path"))
    source = source_language()
    dates = {p.translation_key: p.date for p in pages if p.locale.language_code == source}
    items = [
        NewsItem(as_link(p, language), dates.get(p.translation_key, p.date), p.introduction)
        for p in best_language_each(pages, language)
    ]
    return sorted(items, key=lambda item: item.date, reverse=True)[:limit]


def news_date(page: Any) -> date:
    """The date of a piece of news, as its source page has it."""
    if page.locale.language_code == source_language():
        return page.date
    sources = type(page).objects.filter(translation_key=page.translation_key)
    found = sources.filter(locale__language_code=source_language()).values_list("date", flat=True)
    return found.first() or page.date
