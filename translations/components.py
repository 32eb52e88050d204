"""The translators' corner of the admin's first screen."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from .queries.people import languages_of
from .queries.work import own_work, work
from .queries.work.figures import by_language

#: How many pages and labels are named; the rest stand behind the link.
NAMED = 8


class WorkPanel(Component):
    """One's own work by due date, and how far one's languages are."""

    template_name = "translations/work_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, today = parent_context["request"].user, timezone.localdate()
        items = work(languages_of(user))
        own = own_work(items, user)
        return {
            "items": own[:NAMED],
            "more": len(own) - len(own[:NAMED]),
            "figures": by_language(items, today),
            "today": today,
        }
