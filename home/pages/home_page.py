from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from home.fields import KeptField
from home.queries import Link

from .base import BasePage


class HomePage(BasePage):
    """The first page of one language, below which its tree stands."""

    introduction = RichTextField(_("introduction"), features=["bold", "italic", "link"], blank=True)

    content_panels = [*BasePage.content_panels, "introduction"]
    # Each language's home page is named after its language.
    override_translatable_fields = [KeptField("slug")]
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 3
    template = "home/pages/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_crumbs(self, language: str) -> list[Link]:
        return []
