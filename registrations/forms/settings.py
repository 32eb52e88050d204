"""What editors fill in; seats and consents have rules of their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from programme.forms.facts import FactForm


class QuotaForm(FactForm):
    """What a quota counts is chosen once; its size may change while seats are taken."""

    CHOSEN_ONCE = ("edition", "session", "mode", "category")
    MOVING = ("taken",)

    def clean(self) -> dict[str, Any]:
        """Session and category must belong to the edition."""
        cleaned = super().clean()
        for name in ("session", "category"):
            chosen = cleaned.get(name)
            if chosen and chosen.edition_id != getattr(cleaned.get("edition"), "pk", None):
                self.add_error(name, _("This belongs to another edition."))
        return cleaned


class ConsentTextForm(FactForm):
    """The words of a consent; for what, is chosen once."""

    CHOSEN_ONCE = ("edition", "purpose")
