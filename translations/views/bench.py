"""What a translator has open: the texts of a page in one language, or labels."""

from functools import cached_property

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, Translation

from translations.labels import Words, label_set
from translations.languages import source_language
from translations.queries.labels import LabelPlace
from translations.queries.people import is_locked_for, may_change, may_publish
from translations.queries.rows import (
    AnyPlace,
    Row,
    fresh_row,
    label_rows,
    page_rows,
    place_in_page,
    place_of_label,
)
from translations.queries.titles import page_title
from translations.scopes import Rows, scope

from .frame import require_language

#: What an address says to get the engine's own editor, for links and pictures of one language.
ENGINE = "engine"


class PageBench:
    """The texts of one page, or snippet, in one language.

    Raises PermissionDenied unless the language is the user's, Http404 for what is not, or no
    longer, translated.
    """

    def __init__(self, request: HttpRequest, translation_id: int) -> None:
        translations = Translation.objects.select_related(
            "source__locale", "source__object", "target_locale"
        )
        self.translation = get_object_or_404(translations, pk=translation_id, enabled=True)
        self.language = self.translation.target_locale.language_code
        require_language(request, self.language)
        self.user = request.user
        self.name = f"page-{translation_id}"
        try:
            self.target = self.translation.get_target_instance()
        except ObjectDoesNotExist as error:
            raise Http404 from error

    @property
    def title(self) -> Words:
        titles = {
            source_language(): self.translation.source.object_repr,
            self.language: str(getattr(self.target, "draft_title", self.target)),
        }
        return page_title(titles, self.language)

    @cached_property
    def read_only(self) -> str:
        """Why nothing but labels may be written here; "" where it may."""
        if not may_change(self.user, self.target):
            return _("You may read this page, and change its labels only.")
        if is_locked_for(self.user, self.target):
            return _("This page is locked: its sentences cannot be changed now.")
        return ""

    @property
    def may_publish(self) -> bool:
        return not self.read_only and may_publish(self.user, self.target)

    def may_write(self, place: AnyPlace) -> bool:
        return isinstance(place, LabelPlace) or not self.read_only

    def rows(self) -> list[Row]:
        return page_rows(self.translation, self.target)

    def place(self, key: str) -> AnyPlace:
        if place := place_in_page(key, self.translation):
            return place
        raise Http404

    def row(self, place: AnyPlace) -> Row:
        if row := fresh_row(place, self.translation, self.target):
            return row
        raise Http404

    def address(self, name: str, *args: str) -> str:
        return reverse(f"translations:{name}", args=[self.translation.pk, *args])

    def links(self) -> dict[str, str]:
        """Where else to look at the page."""
        preview = isinstance(self.target, Page) and self.target.preview_modes
        others = OverridableSegment.objects.filter(source=self.translation.source_id)
        return {
            "preview_url": self.address("workbench_preview") if preview else "",
            "engine_url": f"{self.edit_url}?{ENGINE}" if others.exists() else "",
        }

    @property
    def edit_url(self) -> str:
        return AdminURLFinder(self.user).get_edit_url(self.target) or ""


class LabelBench:
    """Labels in one language: those of one row, of a body of work, or all. Raises as PageBench."""

    translation = target = None
    read_only, may_publish = "", False

    def __init__(self, request: HttpRequest, language: str, labels: str = "", pk: int = 0) -> None:
        require_language(request, language)
        self.language, self.user, self.path = language, request.user, request.get_full_path()
        name = request.GET.get("scope", "")
        self.scope = scope(name) if name else None
        self.labels, self.pk = label_set(labels) if labels else None, pk
        if (name and self.scope is None) or (labels and self.labels is None):
            raise Http404
        self.name = f"labels-{language}-{name}{labels}{pk or ''}"
        self.title = self.scope.title if self.scope else _("Labels")

    def may_write(self, place: AnyPlace) -> bool:
        return isinstance(place, LabelPlace)

    def rows(self) -> list[Row]:
        return label_rows(self.language, self._rows())

    def _rows(self) -> Rows | None:
        if self.labels:
            rows = self.labels.model._default_manager.filter(pk=self.pk)
            if not rows.exists():
                raise Http404
            return {self.labels.model: rows}
        return self.scope.rows() if self.scope else None

    def place(self, key: str) -> AnyPlace:
        if place := place_of_label(key, self.language):
            return place
        raise Http404

    def row(self, place: AnyPlace) -> Row:
        if row := fresh_row(place, None, None):
            return row
        raise Http404

    def address(self, name: str, *args: str) -> str:
        if name == "workbench":
            return self.path
        return reverse(
            f"translations:{name.replace('workbench', 'labels')}", args=[self.language, *args]
        )

    def links(self) -> dict[str, str]:
        return {}


Bench = PageBench | LabelBench
