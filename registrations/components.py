"""The clerks' corner of the admin's first screen."""

from typing import Any

from wagtail.admin.ui.components import Component

from .queries.people import head_counts


class PeoplePanel(Component):
    """How many have registered for the editions ahead, and the way to them."""

    template_name = "registrations/admin/people_panel.html"
    order = 20

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"rows": head_counts()}
