"""Navigation of the whole site."""

from typing import Any

from django import template
from django.utils.translation import get_language

from home.queries import Link, footer_links, menu
from translations.languages import source_language

register = template.Library()


@register.simple_tag
def main_menu() -> list[Link]:
    """Pages directly below the home page that are shown in menus."""
    return menu("", get_language() or source_language())


@register.simple_tag
def footer_menu() -> list[Link]:
    """Standard pages directly below the home page that are not in the main menu."""
    return footer_links(get_language() or source_language())


@register.simple_tag(takes_context=True)
def crumbs(context: Any) -> list[Link]:
    """The pages above the current one."""
    return context["page"].get_crumbs(context["language"])
