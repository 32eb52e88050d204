"""The translators' corner of the admin's first screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from .enums import WorkState
from .gaps import gaps
from .queries.labels import label_work
from .queries.pages import page_work
from .queries.people import languages_of


class WorkPanel(Component):
    """How much is left per language of the user, with the way to it."""

    template_name = "translations/work_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"rows": [self.row(language) for language in languages_of(user)]}

    def row(self, language: str) -> dict[str, Any]:
        states = [item.state for item in page_work(language)]
        counts = [
            (state.label, states.count(state))
            for state in WorkState
            if state != WorkState.PUBLISHED
        ]
        return {
            "language": language,
            "counts": [
                *counts,
                (_("Labels missing"), len(label_work(language))),
                (_("Documents missing"), len(gaps(language))),
            ],
        }
