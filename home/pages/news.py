from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from home.fields import SHARED_FIELDS
from home.queries import news_date, news_list

from .base import BasePage
from .standard_page import WrittenPage


class NewsIndexPage(BasePage):
    """All news, the latest first."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, "introduction"]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count_per_parent = 1
    template = "home/pages/news_index_page.html"

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"news": news_list(NewsPage, context["language"])}


def today() -> Any:
    """The day in the site's time zone."""
    return timezone.localdate()


class NewsPage(WrittenPage):
    """One piece of news. Its date is a fact: that of the source page counts everywhere."""

    date = models.DateField(_("date"), default=today)

    content_panels = [*BasePage.content_panels, "date", "introduction", "body"]
    override_translatable_fields = [*SHARED_FIELDS, SynchronizedField("date", overridable=False)]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "home/pages/news_page.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"date": news_date(self)}
