"""What the templates of registrations need beyond Django's own."""

import datetime
from typing import Any

from django import template

from programme.enums import Zone

register = template.Library()


@register.inclusion_tag("registrations/components/instant.html")
def instant(moment: datetime.datetime, zone: Zone) -> dict[str, Any]:
    """A day and an hour at the venue, and the hour in the other country."""
    return {"moment": moment, "zone": zone}
