"""The editors' sections: facts and labels in one form, the pages of words beside them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import (
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from home.forms import key_in
from programme.forms.facts import FactForm
from programme.models import Edition
from programme.panels import PagesPanel
from programme.queries.editions import editions_ahead
from programme.services.fact_pages import add_fact, delete_fact, save_fact


def facts_form(*panels: Any, form: type[FactForm] = FactForm) -> ObjectList:
    """The form of a fact that has no pages of words."""
    return ObjectList(list(panels), base_form_class=form)


def facts_and_texts(*panels: Any, form: type[FactForm] = FactForm) -> TabbedInterface:
    """The form of a fact with pages of words: two tabs."""
    facts = ObjectList(list(panels), heading=gettext_lazy("Facts and labels"))
    texts = ObjectList([PagesPanel()], heading=gettext_lazy("Texts"))
    return TabbedInterface([facts, texts], base_form_class=form)


def edition_asked_for(request: HttpRequest) -> Edition | None:
    """The edition that the address names; None where it names none that is there."""
    return Edition.objects.filter(pk=key_in(request.GET.get("edition", ""))).first()


#: Relations that the columns of the lists name.
NAMED = {"edition", "track", "host", "venue", "organisation", "session", "category"}


class FactCreateView(generic.CreateView):
    """Adds a fact through the service that also makes its page."""

    presets_edition = False

    def get_initial_form_instance(self) -> models.Model | None:
        """With the edition chosen already: the one asked for, or the only one ahead."""
        edition = self.preset_edition() if self.presets_edition else None
        return self.model(edition=edition) if edition else None

    def preset_edition(self) -> Edition | None:
        """The edition named in the address, else the only one ahead; None where one must choose."""
        if asked := edition_asked_for(self.request):
            return asked
        ahead = list(editions_ahead()[:2])
        return ahead[0] if len(ahead) == 1 else None

    def save_instance(self) -> models.Model:
        instance = self.form.save(commit=False)
        self.add(instance, self.form)
        self.form.save_m2m()
        return instance

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def add(self, instance: Any, form: Any) -> None:
        add_fact(instance, self.request.user)

    def get_success_url(self) -> str:
        """Straight on to the new fact: its words come next."""
        return self.get_edit_url()


class FactIndexView(generic.IndexView):
    """Lists facts together with what their columns name, in the edition that is looked at."""

    def get_add_url(self) -> str | None:
        """A new fact is one of the edition by which the list is narrowed."""
        url = super().get_add_url()
        edition = self.request.GET.get("edition", "")
        return f"{url}?edition={edition}" if url and edition.isdecimal() else url

    def get_base_queryset(self) -> Any:
        joined = [f.name for f in self.model._meta.fields if f.many_to_one and f.name in NAMED]
        return super().get_base_queryset().select_related(*joined)


class BulkIndexView(FactIndexView):
    """A list in which rows can be ticked, to do one thing with all of them."""

    template_name = "programme/admin/listing.html"
    #: Who may do what is offered for the rows that are ticked.
    bulk_permission = ""

    @property
    def bulk_type(self) -> str:
        """What Wagtail's script calls these rows."""
        return str(self.model._meta.model_name)

    @cached_property
    def columns(self) -> list[Any]:
        if not self.request.user.has_perm(self.bulk_permission):
            return super().columns
        boxes = BulkActionsCheckboxColumn("bulk_actions", obj_type=self.bulk_type)
        return [boxes, *super().columns]

    def _get_title_column(self, *args: Any, **kwargs: Any) -> Any:
        def title_id(instance: Any) -> str:
            return f"{self.bulk_type}_{instance.pk}_title"

        return super()._get_title_column(*args, **kwargs, get_title_id=title_id)


class FactEditView(generic.EditView):
    """Changes a fact through the service that keeps its pages' titles true."""

    def save_instance(self) -> models.Model:
        instance = self.form.save(commit=False)
        self.change(instance, self.form)
        self.form.save_m2m()
        return instance

    def change(self, instance: Any, form: Any) -> None:
        save_fact(instance, self.request.user)


class FactDeleteView(generic.DeleteView):
    """Deletes a fact with its own pages, which alone would protect it."""

    def get_usage(self) -> None:
        return None

    def get_usage_url(self) -> None:
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except (ValidationError, models.ProtectedError, models.RestrictedError) as error:
            reason = (
                error.messages[0]
                if isinstance(error, ValidationError)
                else _("Not deleted: it is still used elsewhere.")
            )
            messages.error(self.request, reason)
            return redirect(self.get_success_url())

    def delete_action(self) -> None:
        delete_fact(self.object, self.request.user)


class FactViewSet(ModelViewSet):
    """A section for one kind of fact."""

    index_view_class = FactIndexView
    add_view_class = FactCreateView
    edit_view_class = FactEditView
    delete_view_class = FactDeleteView
    copy_view_enabled = False
    list_per_page = 50
