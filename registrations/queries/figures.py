"""Key figures of an edition as its registrations tell them."""

from django.db.models import Count
from django.utils.translation import gettext as _

from programme.enums import LOCAL_AUTHORITIES, FiguresBasis
from programme.figures import Proposal
from programme.models import Edition
from registrations.enums import Kept, RegistrationState
from registrations.models import Attendee, Purge, Registration

from .people import folded


def figures_from_registrations(edition: Edition) -> Proposal | None:
    """What is known of confirmed registrations; None where there is none. At most six queries."""
    people = people_by_country(edition)
    total = sum(people.values())
    if not total:
        return None
    home = host_country(edition)
    abroad = total - people.get(home, 0)
    return Proposal(
        FiguresBasis.REGISTRATIONS,
        participants=total,
        authorities=authorities(edition),
        countries=len(people),
        # Half a per cent is rounded up.
        share_abroad=(200 * abroad + total) // (2 * total) if home else None,
        remarks=remarks(edition),
    )


def people_by_country(edition: Edition) -> dict[str, int]:
    """How many people with a confirmed registration come from which country. One query."""
    confirmed = Attendee.objects.filter(
        registration__edition=edition, registration__state=RegistrationState.CONFIRMED
    )
    counted = confirmed.values_list("registration__country").annotate(people=Count("pk"))
    return dict(counted.order_by("registration__country"))


def authorities(edition: Edition) -> int:
    """Known local authorities, and organisations known by a typed name only. Two queries."""
    confirmed = Registration.objects.filter(edition=edition, state=RegistrationState.CONFIRMED)
    known = confirmed.filter(organisation__kind__in=LOCAL_AUTHORITIES)
    typed = confirmed.filter(organisation=None).values_list("organisation_name", flat=True)
    names = {" ".join(folded(name).split()) for name in typed}
    return known.values("organisation").distinct().count() + len(names - {""})


def host_country(edition: Edition) -> str:
    """The country of the host, else of the venue; "" when neither is known. At most two queries."""
    place = edition.host or edition.venue
    return place.country if place else ""


def remarks(edition: Edition) -> list[str]:
    """What an editor should know before signing off. One query."""
    found = [
        _("Attendance was not recorded: everybody with a confirmed registration is counted."),
        _("Organisations typed by participants count as authorities: check that they are."),
    ]
    if Purge.objects.filter(edition=edition, what=Kept.FORUM).exists():
        found.append(
            _("Personal data were erased: organisations known by a typed name only are missing.")
        )
    return found
