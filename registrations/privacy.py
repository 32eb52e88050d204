"""Every personal field: what it is for, and how long it is kept.

The form shows this to whoever fills it in, the purge erases by it, and a test holds it
complete: a field of a person that is not here cannot be added.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums import Kept


@dataclass(frozen=True)
class PersonalField:
    """A field that says something about a person."""

    purpose: Any
    kept: Kept = Kept.FORUM
    #: What stands there after the purge.
    erased: Any = ""


#: Model → field → what it is for.
PERSONAL: dict[str, dict[str, PersonalField]] = {
    "registration": {
        "organisation_name": PersonalField(
            _("To know whom you represent; shown on the badge."),
        ),
    },
    "attendee": {
        "form_of_address": PersonalField(_("To write to you correctly.")),
        "family_name": PersonalField(_("For the badge and the reception desk.")),
        "given_name": PersonalField(_("For the badge and the reception desk.")),
        "name_other": PersonalField(_("For a badge that both countries can read.")),
        "display_order": PersonalField(
            _("To write your name the way you do."), erased="given_first"
        ),
        "position": PersonalField(_("For the badge and for protocol.")),
        "email": PersonalField(_("For the confirmation and for changes of the programme.")),
        "needs": PersonalField(
            _("For the reception team only, to prepare what you ask for."),
            kept=Kept.NEEDS,
            erased=None,
        ),
        "other_service": PersonalField(
            _("For the reception team only, to prepare what you ask for."),
            kept=Kept.NEEDS,
            erased=None,
        ),
    },
}

#: Facts that stay after the purge, for the figures: they name nobody.
FIGURES: dict[str, set[str]] = {
    "registration": {"edition", "kind", "state", "organisation", "country"},
    "attendee": {"registration", "category", "language", "mode", "interpretation_language"},
}


def purpose(field: str) -> Any:
    """What a field of the form is asked for; "" for one that is about nobody."""
    found = [fields[field] for fields in PERSONAL.values() if field in fields]
    return found[0].purpose if found else ""
