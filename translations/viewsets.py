"""Sections of the admin: the glossary."""

from functools import partial

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from .forms.glossary import TermForm
from .labels import in_its_language
from .languages import language_codes
from .models import GlossaryTerm
from .panels import label_panels
from .services.glossary import save_term

#: The columns of a term, and their languages.
TERMS = {f"term_{code}": code for code in language_codes()}


def words(term: GlossaryTerm, name: str) -> SafeString | str:
    """What a column holds, said to be in its language."""
    return in_its_language(getattr(term, name), TERMS[name])


class TermIndexView(generic.IndexView):
    """The terms, each in its language, with the way to and from a file."""

    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = super().columns
        for column in columns:
            if column.name in TERMS:
                column.accessor = partial(words, name=column.name)
        return columns

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons
        if self.add_url:
            url = reverse("translations:glossary_import")
            buttons.append(Button(_("Import terms"), url=url, icon_name="upload", priority=20))
        url = reverse("translations:glossary_export")
        buttons.append(Button(_("Export terms (XLSX)"), url=url, icon_name="download", priority=30))
        return buttons


class TermCreateView(generic.CreateView):
    def save_instance(self) -> Model:
        return save(self)


class TermEditView(generic.EditView):
    def save_instance(self) -> Model:
        return save(self)


def save(view: generic.CreateView | generic.EditView) -> Model:
    """Through the service, which notes who it was."""
    term: GlossaryTerm = view.form.save(commit=False)
    save_term(term, view.request.user)
    return term


class GlossaryViewSet(ModelViewSet):
    """Terms of the house, side by side in the three languages."""

    model = GlossaryTerm
    icon = "list-ul"
    menu_label = gettext_lazy("Glossary")
    menu_order = 155
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    list_display = [*TERMS, "kind"]
    list_filter = ["kind", "strict"]
    list_per_page = 50
    search_fields = [*TERMS, "note"]
    edit_handler = ObjectList(
        [
            label_panels("term", gettext_lazy("Term")),
            label_panels("forbidden", gettext_lazy("Words to avoid, one a line")),
            "strict",
            "case_sensitive",
            "kind",
            "note",
        ],
        base_form_class=TermForm,
    )
