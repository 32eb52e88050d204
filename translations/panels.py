"""Panels of the admin for labels."""

from typing import Any

from django.utils.translation import get_language_info
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from .languages import language_codes


def label_panels(name: str, heading: Any) -> MultiFieldPanel:
    """One field per language, each named by its language and never by a column."""
    return MultiFieldPanel(
        [
            FieldPanel(
                f"{name}_{code}",
                heading=get_language_info(code)["name_local"].capitalize(),
                attrs={"lang": code},
            )
            for code in language_codes()
        ],
        heading=heading,
    )
