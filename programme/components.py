"""The editors' corner of the admin's first screen."""

from typing import Any

from wagtail.admin.ui.components import Component

from .queries.drafts import pending_changes
from .queries.editions import editions_ahead


class EditionsPanel(Component):
    """The editions ahead: what waits for a release, and the way to the daily work."""

    template_name = "programme/admin/editions_panel.html"
    order = 40

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        language = parent_context["request"].LANGUAGE_CODE
        return {
            "rows": [
                {
                    "edition": edition,
                    "changes": pending_changes(edition),
                    "public_url": f"/{language}/{edition.slug}/",
                }
                for edition in editions_ahead()
            ]
        }
