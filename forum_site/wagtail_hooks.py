"""The admin side of the roof."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("forum_site/admin.css"))


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("A code from your telephone, asked for at each log-in."),
    }


@hooks.register("construct_help_menu")
def without_product_news(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out what is new in Wagtail: it is for developers, and its text, made once for a process,
    stays in the language of whoever asked first."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]
