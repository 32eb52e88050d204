"""The people who interpret at an edition."""

from typing import Any

from wagtail.admin.panels import FieldPanel

from programme.forms.facts import AddressForm
from programme.models import Interpreter
from programme.services.interpreters import delete_interpreter, save_interpreter

from .facts import FactCreateView, FactDeleteView, FactEditView, FactViewSet, facts_form


class InterpreterCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: Interpreter, form: Any) -> None:
        save_interpreter(instance, self.request.user)


class InterpreterEditView(FactEditView):
    def change(self, instance: Interpreter, form: Any) -> None:
        save_interpreter(instance, self.request.user)


class InterpreterDeleteView(FactDeleteView):
    def delete_action(self) -> None:
        delete_interpreter(self.object, self.request.user)


class InterpreterViewSet(FactViewSet):
    model = Interpreter
    add_view_class = InterpreterCreateView
    edit_view_class = InterpreterEditView
    delete_view_class = InterpreterDeleteView
    icon = "openquote"
    list_display = ["name", "edition", "note"]
    list_filter = ["edition"]
    search_fields = ["name", "note"]
    edit_handler = facts_form(
        "edition",
        "name",
        # For those with a second factor (PERSONAL_DATA_PERMISSIONS).
        FieldPanel("email", permission="programme.see_private_email"),
        "note",
        form=AddressForm,
    )
