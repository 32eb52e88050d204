"""The clerks' corner of the admin's first screen."""

from typing import Any

from wagtail.admin.ui.components import Component

from .queries import failed_count


class MailPanel(Component):
    """Mails that a person has to look at; nothing where all is well."""

    template_name = "outbox/admin/mail_panel.html"
    order = 30

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"failed": failed_count()}
