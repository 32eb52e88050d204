"""The clerks' list of mails: what was sent, and what could not be."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from .enums import SETTLED, MailState
from .models import OutgoingEmail


class MailIndexView(generic.IndexView):
    """Mails, the latest first."""

    default_ordering = "-created_at"


class MailInspectView(generic.InspectView):
    """One mail: its state, and the button to send it again."""

    template_name = "outbox/admin/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        again = self.object.state in SETTLED - {MailState.SKIPPED} and self.object.recipient
        may = self.request.user.has_perm("outbox.resend_outgoingemail")
        return context | {"mail": self.object, "may_resend": again and may}


class MailViewSet(ModelViewSet):
    model = OutgoingEmail
    icon = "mail"
    menu_label = _("E-mails")
    index_view_class = MailIndexView
    inspect_view_class = MailInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "kind_label",
        "recipient",
        "state",
        "attempts",
        "error",
        "created_at",
        "sent_at",
    ]
    copy_view_enabled = False
    form_fields: list[str] = []
    list_filter = ["state", "language"]
    list_per_page = 50
    list_display = [
        TitleColumn("kind_label", label=_("Kind"), url_name="outgoing_emails:inspect"),
        Column("recipient", label=_("Recipient"), sort_key="recipient"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("attempts", label=_("Attempts")),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
    ]

    def register_admin_url_finder(self) -> None:
        """None: reports would look for the page to edit a mail, and there is none."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Mails are written by services only: there is nothing to add, edit or delete."""
        shown = {"index", "index_results", "inspect"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in shown]
