"""Addresses: the three trees share their slugs, so a page differs only by its first segment."""

from django.conf import settings
from wagtail.models import Site


def root_paths() -> dict[str, str]:
    """Tree path of each language's home page, such as `{"fr": "/home-fr/"}`; cached by Wagtail."""
    return {root.language_code: root.root_path for root in Site.get_site_root_paths()}


def path_below_root(url_path: str, language: str) -> str:
    """What follows the language in the address of a page of `language`; "" for its home page."""
    return url_path.removeprefix(root_paths().get(language, ""))


def address(url_path: str, page_language: str, language: str) -> str:
    """Address, in `language`, of the page at `url_path` in the tree of `page_language`.

    The reader's language stays in the address even where the words fall back.
    """
    return f"/{language}/{path_below_root(url_path, page_language)}"


def absolute(path: str) -> str:
    """A path of this site as an address for mails."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
