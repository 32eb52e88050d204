"""What a speaker is asked for, why, and how long it is kept.

The form shows this to whoever fills it in, and the purge erases by it. What an editor has taken
over is published, and stays with the programme.
"""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

#: After the last day of the edition.
DAYS_KEPT = 30

#: Field of a proposal → what it is for.
PURPOSES: dict[str, Any] = {
    "position": _("Shown below your name in the programme."),
    "biography": _("Shown on your page; the organisers have it translated."),
    "photo": _("Shown beside your name. Its position data are removed."),
}


def erased_on(last_day: datetime.date) -> datetime.date:
    """The day on which proposals for an edition that ends on `last_day` are erased."""
    return last_day + datetime.timedelta(days=DAYS_KEPT)
