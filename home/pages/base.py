from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from home.fields import SHARED_FIELDS
from home.links import address, root_paths
from home.queries import Link, as_link, best_language_each, in_chain, published_languages
from translations.languages import source_language, words_chain


class BasePage(Page):
    """What every public page has: languages, canonical address, way back to the home page."""

    override_translatable_fields = SHARED_FIELDS
    #: Relations read in one query with the page when a visitor asks for it.
    joined: ClassVar[tuple[str, ...]] = ()
    promote_panels = [
        MultiFieldPanel(["slug", "seo_title", "search_description", FieldPanel("show_in_menus")])
    ]

    class Meta:
        abstract = True

    @property
    def words_language(self) -> str:
        """The language this page's words are in; not always that of the address."""
        return self.locale.language_code

    def title_in(self, language: str) -> tuple[str, str]:
        """The title for readers of `language`, and the language it is really in."""
        return self.title, self.words_language

    def address_in(self, language: str) -> str:
        """Where readers of `language` find this page."""
        return address(self.url_path, self.words_language, language)

    def get_crumbs(self, language: str) -> list[Link]:
        """The pages above this one, from below the home page down. At most one query."""
        parts = self.address_in(language).split("/")[2:-2]
        if not parts:
            return []
        roots = root_paths()
        paths = [
            roots[code] + "".join(f"{part}/" for part in parts[:length])
            for code in words_chain(language)
            if code in roots
            for length in range(1, len(parts) + 1)
        ]
        above = in_chain(Page.objects.filter(url_path__in=paths), language).order_by("depth")
        return [as_link(page, language) for page in best_language_each(above, language)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        language = get_language() or source_language()
        live_in = published_languages(self)
        title, title_language = self.title_in(language)
        return super().get_context(request, *args, **kwargs) | {
            "language": language,
            "words_language": self.words_language,
            "crumbs": self.get_crumbs(language),
            "fell_back": self.words_language != language,
            "page_title": title,
            "page_title_language": title_language,
            "canonical": request.build_absolute_uri(self.address_in(self.words_language)),
            "alternates": [
                (code, request.build_absolute_uri(self.address_in(code))) for code in live_in
            ],
        }
