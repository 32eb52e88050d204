from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from home.blocks import BodyBlock
from home.fields import StreamField
from programme.models.edition import Edition
from programme.queries.proceedings import signed_figures, whole_proceedings

from .edition_pages import SectionPage


class ProceedingsPage(SectionPage):
    """What an edition leaves behind: figures, documents, recordings, photographs."""

    section = "proceedings"
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="proceedings_pages", editable=False
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)

    content_panels: list[Any] = [*SectionPage.content_panels, "body"]
    subpage_types: list[str] = []
    template = "programme/pages/proceedings_page.html"

    class Meta:
        verbose_name = _("proceedings page")
        verbose_name_plural = _("proceedings pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "figures": signed_figures(self.edition),
            "parts": whole_proceedings(self.edition, context["language"]),
        }
