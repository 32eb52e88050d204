from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.url_routing import RouteResult

from home.fields import KeptField
from home.queries import live_page_for_path
from translations.languages import source_language

from .base import BasePage


class HomePage(BasePage):
    """The first page of one language, and the place where every address is resolved."""

    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link"], blank=True)

    content_panels = [*BasePage.content_panels, "introduction"]
    # Each language's home page is named after its language.
    override_translatable_fields = [KeptField("slug")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 3
    template = "home/pages/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The live page at this path, in the language of the address or its fall-back.

        Slugs are shared by the three trees, so a page that is not published in a language
        answers under it all the same, with the words of the source language.
        """
        if not path_components:
            return super().route(request, path_components)
        language = get_language() or source_language()
        found = live_page_for_path(path_components, language)
        if found is None:
            raise Http404
        page, length = found
        specific = page.specific
        specific.locale = page.locale  # read already
        return specific.route(request, path_components[length:])

    def get_crumbs(self, language: str) -> list[Any]:
        return []
