"""Panels that tie the two halves together: facts on a page's form, pages on a fact's form."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.models import Locale, Page

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
                "labels": [
                    (code, getattr(fact, f"title_{code}", "") or "") for code in language_codes()
                ],
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
            return super().get_context_data(parent_context) | {"rows": pages_of(self.instance)}


def pages_of(fact: Model) -> list[tuple[str, Page | None]]:
    """Every language with the fact's page in it, or None. Two queries."""
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    pages = Page.objects.filter(translation_key=fact.key)  # type: ignore[attr-defined]
    by_code = {codes[page.locale_id]: page for page in pages}
    return [(code, by_code.get(code)) for code in language_codes()]
