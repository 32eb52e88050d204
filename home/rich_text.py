"""Links inside texts stay in the reader's language, whatever language the target is in."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Locale
from wagtail.rich_text.pages import PageLinkHandler

from translations.languages import source_language

from .links import address


class FollowingPageLinkHandler(PageLinkHandler):
    """Expands `<a linktype="page">` to the address of the page in the active language."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        language = get_language() or source_language()
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        return [
            format_html(
                '<a href="{}">',
                address(page.url_path, codes[page.locale_id], language),
            )
            if page
            else "<a>"
            for page in cls.get_many(attrs_list)
        ]
