"""What registrations add to the list of sessions."""

from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from programme.models import Session
from programme.viewsets.bulk import SessionBulkAction

from .forms.message import MessageForm
from .queries.messages import readers, signed_up
from .services.messages import send_message


class MessageThoseSignedUp(SessionBulkAction):
    """Writes to everybody who is signed up for the chosen sessions; nobody is named."""

    permission = "registrations.add_sessionmessage"
    template_name = "registrations/admin/message.html"
    display_name = gettext_lazy("Write")
    action_type = "message"
    aria_label = gettext_lazy("Write to those signed up for the chosen sessions")
    icon = "mail"
    form_class = MessageForm

    @cached_property
    def chosen(self) -> list[Session]:
        """The sessions that were ticked."""
        return list(self.get_actionable_objects()[0])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = signed_up(self.chosen).count()
        return super().get_context_data(**kwargs) | {"people": people}

    def form_valid(self, form: MessageForm) -> HttpResponse:
        """Show it as it will be read; send it when that has been seen."""
        go = self.request.POST.get("go")
        if go == "send":
            return super().form_valid(form)
        if go == "edit":
            return self.render_to_response(self.get_context_data(form=form))
        counts = readers(signed_up(self.chosen), form.written)
        preview = [
            (code, form.texts[f"subject_{code}"], form.texts[f"text_{code}"], count)
            for code, count in counts.items()
        ]
        form.hide()
        return self.render_to_response(self.get_context_data(form=form, preview=preview))

    def get_execution_context(self) -> dict[str, Any]:
        form = self.cleaned_form
        return {"key": form.cleaned_data["key"], "texts": form.texts, "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        return send_message(kwargs["key"], objects, kwargs["texts"], kwargs["user"]), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        words = ngettext(
            "The message is on its way to %(count)d person.",
            "The message is on its way to %(count)d people.",
            num_parent_objects,
        )
        return words % {"count": num_parent_objects}
