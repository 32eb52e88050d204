"""An edition that the file brings along: title, days, zone, and a building for its rooms."""

import datetime

from django.utils.translation import gettext as _

from programme.enums import Country, Zone
from programme.models import Venue
from programme.models.edition import MOST_DAYS
from translations.languages import language_codes, source_language

from .changes import ImportPlan
from .imported import ImportedProgramme

LONGEST_TITLE = 120
#: Stands in for the days of a file that is refused for want of them.
NO_DAY = datetime.date(2000, 1, 1)


def fill_in(plan: ImportPlan, programme: ImportedProgramme) -> None:
    """Give a new edition its title, days and zone."""
    edition = plan.edition
    edition.timezone = zone_of(programme.zone).value
    if programme.zone and programme.zone != edition.timezone:
        zones = {"file": programme.zone, "ours": edition.zone.label}
        plan.warn("", _("Times were given for %(file)s; here they are shown for %(ours)s.") % zones)
    days = [
        item.start.astimezone(edition.zone.info).date() for item in programme.sessions if item.start
    ]
    first, last = programme.starts_on, programme.ends_on
    if not first and not days:
        plan.refuse("", _("The file does not say on which days the edition takes place."))
        days = [NO_DAY]
    edition.starts_on = first or min(days)
    edition.ends_on = max(last or max(days, default=edition.starts_on), edition.starts_on)
    if edition.is_too_long:
        plan.refuse("start", _("An edition lasts at most %(most)d days.") % {"most": MOST_DAYS})
    titles = programme.titles or {source_language(): edition.slug}
    for code, title in titles.items():
        setattr(edition, f"title_{code}", title[:LONGEST_TITLE])
        if len(title) > LONGEST_TITLE:
            most = {"most": LONGEST_TITLE}
            plan.warn("title", _("Longer than %(most)d letters: the rest is left out.") % most)


def zone_of(name: str) -> Zone:
    """The shore on which a file's zone lies."""
    if name in Zone.values:
        return Zone(name)
    return Zone.SEOUL if name.startswith(("Asia/", "Australia/", "Pacific/")) else Zone.PARIS


def add_venue(plan: ImportPlan) -> None:
    """A building for the rooms of the file, to be named by an editor."""
    edition = plan.edition
    country = Country.KOREA if edition.zone == Zone.SEOUL else Country.FRANCE
    titles = {f"name_{code}": getattr(edition, f"title_{code}") for code in language_codes()}
    plan.new_venue = edition.venue = Venue(country=country, city_fr="", **titles)
    text = _("A venue is added for the rooms: complete its name and city.")
    plan.warn("", text)
