"""The translators' corner of the admin's first screen, and of their account."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from .forms.digest import DigestForm
from .models import DailyDigest
from .queries.people import languages_of
from .queries.work import own_work, work
from .queries.work.figures import by_language

#: How many pages and labels are named; the rest stand behind the link.
NAMED = 8


class WorkPanel(Component):
    """One's own work by due date, and how far one's languages are."""

    template_name = "translations/work_panel.html"
    order = 50

    class Media:
        css = {"all": ["translations/states.css", "translations/board.css"]}

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


class DigestSettings(BaseSettingsPanel):
    """Whether one wants the daily e-mail; for whoever has languages."""

    name = "translation_digest"
    title = _("Translations")
    tab = notifications_tab
    order = 300

    def is_active(self) -> bool:
        return bool(languages_of(self.user))

    def get_form(self) -> DigestForm:
        held = DailyDigest.objects.filter(user=self.user).first() or DailyDigest(user=self.user)
        typed = self.request.POST if self.request.method == "POST" else None
        return DigestForm(typed, instance=held, prefix=self.name)
