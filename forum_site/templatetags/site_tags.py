"""What the frame around every page needs."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

from home.pages import NewsPage
from home.queries import Link, NewsItem, news_list, site_links
from programme.pages import EditionPage
from programme.queries.editions import EditionCard, coming, edition_cards, past
from translations.languages import language_codes, source_language

register = template.Library()

#: Apps' addresses below the language that are no pages.
SCREENS = {"own_profile", "registrations"}


@register.simple_tag(takes_context=True)
def language_links(context: Any) -> list[Link]:
    """The same place in each language; the home page where the place is an error."""
    request = context.get("request")
    rest = ""
    if request is not None and (context.get("page") or is_screen(request)):
        rest = request.get_full_path().split("/", 2)[2]
    return [
        Link(get_language_info(code)["name_local"].capitalize(), f"/{code}/{rest}", code)
        for code in language_codes()
    ]


def is_screen(request: Any) -> bool:
    """Whether this is one of the forms and lists that stand in every language."""
    match = request.resolver_match
    return bool(match and match.app_name in SCREENS)


@dataclass(frozen=True)
class SiteFrame:
    """What stands around every page: menus, and where the editions are."""

    menu: list[Link]
    footer: list[Link]
    coming: EditionCard | None
    past: list[EditionCard]


@register.simple_tag
def site_frame() -> SiteFrame:
    """The frame in the active language; asked for once a page. Two queries."""
    language = get_language() or source_language()
    cards = edition_cards(EditionPage, language)
    return SiteFrame(*site_links(language), coming=coming(cards), past=past(cards))


@register.simple_tag
def latest_news(limit: int) -> list[NewsItem]:
    """The latest news, at most `limit`."""
    return news_list(NewsPage, get_language() or source_language(), limit)


@register.simple_tag(takes_context=True)
def editors_bar(context: Any) -> SafeString | str:
    """Wagtail's bar for whoever is logged in; visitors' pages do not even ask who they are."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)
