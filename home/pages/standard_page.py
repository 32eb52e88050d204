from django.db import models
from django.utils.translation import gettext_lazy as _

from home.blocks import BodyBlock
from home.fields import StreamField

from .base import BasePage


class WrittenPage(BasePage):
    """A page that is words from top to bottom."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)

    content_panels = [*BasePage.content_panels, "introduction", "body"]

    class Meta:
        abstract = True


class StandardPage(WrittenPage):
    """Practical information, legal notice, and the like; it stands anywhere in the tree."""

    template = "home/pages/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
