"""The way back from a page."""

from typing import Any

from django import template

from home.queries import Link

register = template.Library()


@register.simple_tag(takes_context=True)
def crumbs(context: Any) -> list[Link]:
    """The pages above the current one."""
    return context["page"].get_crumbs(context["language"])
