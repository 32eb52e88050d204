import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Page

from home.fields import SHARED_FIELDS, KeptField
from home.pages import BasePage
from home.queries import Link
from programme.models.fact import Fact
from programme.panels import FactPanel
from programme.queries.editions import edition_menu, edition_trail
from translations.labels import Words, pick


class FactPage(BasePage):
    """A page of words about a fact: one per language, its title the fact's label.

    Two bonds, because each does what the other cannot: a protected foreign key, and a
    `translation_key` equal to the fact's key, so that the database itself refuses a second
    page of one language. Such pages are made by services only.
    """

    is_creatable = False
    #: Name of the foreign key to the fact.
    fact_field: ClassVar[str]
    #: The part of an edition's tree the page belongs to, such as `programme`; "" for its root.
    section: ClassVar[str] = ""
    #: The edition the page belongs to; each type says how it gets there.
    edition_of: Any
    override_translatable_fields = [*SHARED_FIELDS, KeptField("title")]
    content_panels: list[Any] = [FactPanel()]
    # The address was made with the fact, and stays.
    promote_panels = [MultiFieldPanel(["seo_title", "search_description"])]

    class Meta:
        abstract = True

    @property
    def fact(self) -> Fact:
        return getattr(self, self.fact_field)

    @classmethod
    def key_for(cls, fact_key: uuid.UUID) -> uuid.UUID:
        """The translation key of the pages of this type about that fact."""
        return fact_key

    def title_in(self, language: str) -> Words:
        return pick(self.fact, "title", language)

    def follow_fact(self) -> None:
        """Take the title from the fact; raises ValidationError on a page that is a copy."""
        if self.translation_key != self.key_for(self.fact.key):
            raise ValidationError(_("A page about a fact cannot be copied."))
        self.title = self.draft_title = self.title_in(self.locale.language_code).text

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.follow_fact()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if "update_fields" not in kwargs or "draft_title" in kwargs["update_fields"]:
            self.follow_fact()
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Every revision passes here: an old one brings back neither title nor another fact."""
        own = {self.fact_field: getattr(self, f"{self.fact_field}_id")}
        page = super().with_content_json({**content, **own})
        page.follow_fact()
        return page

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        edition, language = self.edition_of, context["language"]
        menu = edition_menu(edition, language)
        return context | {
            "edition": edition,
            "edition_menu": menu,
            "crumbs": self.crumbs_from(menu, language),
        }

    def get_crumbs(self, language: str) -> list[Link]:
        """Nothing yet: the way follows from the edition's menu, which is asked for once."""
        return []

    def calendar_links(self, request: HttpRequest, language: str) -> dict[str, str]:
        """Where the calendar of what stands on this page is taken from once, and followed."""
        path = f"{self.address_in(language).rstrip('/')}.ics"
        return {"download": path, "follow": f"webcal://{request.get_host()}{path}"}

    def crumbs_from(self, menu: list[Link], language: str) -> list[Link]:
        """The way from the edition, named by labels and so in the reader's language."""
        published = {link.url for link in menu} - {self.address_in(language)}
        trail = edition_trail(self.edition_of, self.section, language)
        return [link for link in trail if link.url in published]

    def can_move_to(self, parent: Page) -> bool:
        """Never: where a fact's pages stand follows from the fact."""
        return False
