"""Panels that tie the two halves together: facts on a page's form, pages on a fact's form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.models import Page

from programme.models.fact import Fact
from programme.queries.fact_pages import page_types, pages_of_type
from translations.languages import language_codes


class FactPanel(Panel):
    """On a page: what the page is about, read-only, with the way to where it is changed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Facts"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "programme/admin/fact_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            finder = AdminURLFinder(self.request.user)
            fact = self.instance.fact
            return super().get_context_data(parent_context) | {
                "fact": fact,
                "kind": fact._meta.verbose_name,
                "titles": [(code, *self.instance.title_in(code)) for code in language_codes()],
                "edit_url": finder.get_edit_url(fact),
            }


class PagesPanel(Panel):
    """On a fact: its pages of words per language, their state, and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Texts"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "programme/admin/pages_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {
                "types": pages_by_type(self.instance)
            }


def pages_by_type(fact: Fact) -> list[tuple[str, list[tuple[str, Page | None]]]]:
    """For each type of page about the fact: every language, with its page or None."""
    found = []
    for page_type in page_types(fact):
        pages = {page.locale.language_code: page for page in pages_of_type(page_type, fact)}
        if pages:
            rows = [(code, pages.get(code)) for code in language_codes()]
            found.append((str(page_type._meta.verbose_name), rows))
    return found
