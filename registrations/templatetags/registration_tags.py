"""What the templates of registrations need beyond Django's own."""

import datetime
from html import unescape
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.translation import get_language, pgettext

from home.templatetags.dates import clock
from programme.enums import Zone
from programme.templatetags.programme_tags import shift

register = template.Library()


@register.inclusion_tag("registrations/components/instant.html")
def instant(moment: datetime.datetime, zone: Zone) -> dict[str, Any]:
    """A day and an hour at the venue, and the hour in the other country."""
    return {"moment": moment, "zone": zone}


@register.filter
def greeting(attendee: Any) -> str:
    """How a letter begins, in the language of the letter and the order of the name."""
    titles = {
        "ms": pgettext("greeting", "Dear Ms %(name)s,"),
        "mr": pgettext("greeting", "Dear Mr %(name)s,"),
        "": pgettext("greeting", "Dear %(name)s,"),
    }
    titled = bool(attendee.form_of_address) and get_language() == "en"
    name = attendee.family_name if titled else attendee.name
    return titles[attendee.form_of_address] % {"name": name}


@register.filter
def both_times(session: Any) -> str:
    """`14:30–16:30 Paris · 22:30–00:30 (+1 day) Seoul`, for texts without markup."""
    zone = session.zone
    here = f"{clock(session.start, zone)}–{clock(session.end, zone)} {zone.label}"
    first, last = (_noted(shift(moment, zone)) for moment in (session.start, session.end))
    start, end = clock(session.start, zone.other), clock(session.end, zone.other)
    if first == last:
        return f"{here} · {start}–{end} {zone.other.label}{first}"
    return f"{here} · {start}{first}–{end}{last} {zone.other.label}"


def _noted(words: str) -> str:
    return f" ({words})" if words else ""


@register.filter
def plain(marked: Any) -> str:
    """A label without the markup that says its language."""
    return unescape(strip_tags(str(marked)))
