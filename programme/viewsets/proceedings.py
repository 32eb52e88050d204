"""What an edition leaves behind: documents, recordings, photographs, by language."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from programme.forms.proceedings import MaterialForm
from programme.models import Material
from programme.services.proceedings import save_material
from translations.languages import language_names
from translations.panels import label_panels

from .facts import (
    FactCreateView,
    FactEditView,
    FactIndexView,
    FactViewSet,
    edition_asked_for,
)


class MaterialIndexView(FactIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("versions")


class MaterialCreateView(FactCreateView):
    def get_initial_form_instance(self) -> Material | None:
        """Opened from an edition's screen, the form has chosen that edition already."""
        edition = edition_asked_for(self.request)
        return Material(edition=edition) if edition else None


class MaterialEditView(FactEditView):
    def change(self, instance: Material, form: Any) -> None:
        save_material(instance, self.request.user)


class MaterialViewSet(FactViewSet):
    model = Material
    icon = "doc-full"
    menu_label = gettext_lazy("Documents and recordings")
    index_view_class = MaterialIndexView
    add_view_class = MaterialCreateView
    edit_view_class = MaterialEditView
    list_display = [
        "title",
        "edition",
        "session",
        "kind",
        Column(
            "languages",
            label=gettext_lazy("Exists in"),
            accessor=lambda material: language_names(material.languages),
        ),
        Column(
            "missing_languages",
            label=gettext_lazy("Missing in"),
            accessor=lambda material: language_names(material.missing_languages),
        ),
    ]
    list_filter = ["edition", "session", "kind"]
    search_fields = ["title_fr", "title_ko", "title_en"]
    edit_handler = ObjectList(
        [
            label_panels("title", gettext_lazy("Title")),
            MultiFieldPanel(
                ["edition", "session", "kind", "order"], heading=gettext_lazy("Identification")
            ),
            InlinePanel(
                "versions",
                panels=["language", FieldPanel("document"), "url", "original", "translator"],
                heading=gettext_lazy("Versions, one per language"),
                label=gettext_lazy("Version"),
            ),
            MultiFieldPanel(["photograph", "credit"], heading=gettext_lazy("Photograph")),
            label_panels("alt", gettext_lazy("Description of the photograph")),
        ],
        base_form_class=MaterialForm,
    )
