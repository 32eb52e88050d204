"""Time on both shores, pictures drawn from keys, and facts for machines."""

import datetime
import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from home.queries import Link
from home.templatetags.dates import clock, days, month
from programme.enums import STATE_SENTENCES, DatePrecision, EditionState, Zone
from programme.models.edition import Edition
from programme.pictures import HANGUL
from programme.queries.editions import edition_menu, place
from translations.labels import Words
from translations.languages import source_language

register = template.Library()
#: Letters that could end a block of data in HTML, as JSON writes them otherwise.
_ENDING_A_BLOCK = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


@register.inclusion_tag("programme/components/moment.html")
def moment(start: datetime.datetime, end: datetime.datetime | None, zone: Zone) -> dict[str, Any]:
    """An instant or a period at the venue, large, and in the other country beside it."""
    first, last = shift(start, zone), shift(end or start, zone)
    return {
        "start": start,
        "end": end,
        "zone": zone,
        "other": zone.other,
        # Said once for both, or behind the one time that falls on another day over there.
        "shift": first if first == last else "",
        "start_shift": first if first != last else "",
        "end_shift": last if first != last else "",
    }


@register.filter
def shift(instant: datetime.datetime, zone: Zone) -> str:
    """`+1 day` where the other country already, `−1 day` where it still has another date."""
    there, here = instant.astimezone(zone.other.info), instant.astimezone(zone.info)
    return {1: _("+1 day"), -1: _("−1 day")}.get((there.date() - here.date()).days, "")


@register.simple_tag
def edition_place(edition: Edition) -> Words:
    """The city of the venue, else the host; empty when neither is known."""
    return place(edition, get_language() or source_language())


@register.simple_tag
def edition_links(edition: Edition) -> list[Link]:
    """The published pages of an edition, its own first."""
    return edition_menu(edition, get_language() or source_language())


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """The value of a mapping whose key is no literal."""
    return mapping.get(key, "")


@register.filter
def scripted(name: str) -> SafeString | str:
    """A name, said to be Korean where it is in Hangul on a page that is not."""
    if get_language() == "ko" or not HANGUL.search(name):
        return name
    return format_html('<span lang="ko">{}</span>', name)


@register.filter
def period(edition: Edition) -> str:
    """The days of an edition, or its month when no more is known; words while nothing is."""
    if edition.is_undated:
        return _("Date to be announced")
    if edition.date_precision == DatePrecision.MONTH:
        return month(edition.starts_on)
    return days(edition.starts_on, edition.ends_on)


@register.filter
def greeting(person: Any) -> str:
    """How a letter begins, in the language of the letter and the order of the name."""
    titles = {
        "ms": pgettext("greeting", "Dear Ms %(name)s,"),
        "mr": pgettext("greeting", "Dear Mr %(name)s,"),
        "": pgettext("greeting", "Dear %(name)s,"),
    }
    titled = bool(person.form_of_address) and get_language() == "en"
    name = person.family_name if titled else person.name
    return titles[person.form_of_address] % {"name": name}


@register.filter
def both_times(held: Any) -> str:
    """`14:30–16:30 Paris · 22:30–00:30 (+1 day) Seoul`, for texts without markup."""
    zone = held.zone
    here = f"{clock(held.start, zone)}–{clock(held.end, zone)} {zone.label}"
    first, last = (_noted(shift(moment, zone)) for moment in (held.start, held.end))
    start, end = clock(held.start, zone.other), clock(held.end, zone.other)
    if first == last:
        return f"{here} · {start}–{end} {zone.other.label}{first}"
    return f"{here} · {start}{first}–{end}{last} {zone.other.label}"


def _noted(words: str) -> str:
    return f" ({words})" if words else ""


@register.filter
def change_of_days(edition: Edition) -> list[str]:
    """The days that were given up and, if they are known, the new ones; nothing if none moved."""
    if edition.previous_starts_on is None:
        return []
    before = days(
        edition.previous_starts_on, edition.previous_ends_on or edition.previous_starts_on
    )
    said = [_("Date planned before: %(before)s.") % {"before": before}]
    if edition.is_rescheduled:
        said.append(_("New date: %(now)s.") % {"now": period(edition)})
    elif edition.is_undated:
        said.append(_("The new date is not known yet."))
    return said


@register.filter
def state_sentence(edition: Edition) -> str:
    """What is said of an edition that is postponed, moved online or cancelled."""
    return str(STATE_SENTENCES.get(EditionState(edition.state), ""))


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Facts as JSON-LD, in a block of data: no script runs, and no text ends the block."""
    text = json.dumps(data, ensure_ascii=False).translate(_ENDING_A_BLOCK)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above
