"""Time on both shores, and pictures drawn from keys."""

import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from home.templatetags.dates import days, month
from programme.enums import DatePrecision, Language, Zone
from programme.models.edition import Edition

register = template.Library()


@register.inclusion_tag("programme/components/moment.html")
def moment(
    start: datetime.datetime, end: datetime.datetime | None, zone: Zone
) -> dict[str, Any]:
    """An instant or a period at the venue, large, and in the other country beside it."""
    other = zone.other
    there = start.astimezone(other.info)
    shift = (there.date() - start.astimezone(zone.info).date()).days
    return {
        "start": start,
        "end": end,
        "zone": zone,
        "other": other,
        "shift": {1: _("+1 day"), -1: _("−1 day")}.get(shift, ""),
    }


@register.filter
def period(edition: Edition) -> str:
    """The days of an edition, or its month when no more is known."""
    if edition.date_precision == DatePrecision.MONTH:
        return month(edition.starts_on)
    return days(edition.starts_on, edition.ends_on)


@register.filter
def language_names(codes: list[str]) -> str:
    """`français, coréen`: languages of a session, in the reader's language."""
    return ", ".join(str(Language(code).label) for code in codes)
