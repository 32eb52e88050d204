"""How everybody of an edition is written to, whether registered or on the programme."""

from programme.correspondence import Correspondence
from programme.models import Edition
from registrations.models import RegistrationSettings


def correspondence(edition: Edition) -> Correspondence | None:
    """The address for questions and the period of retention; None without registration."""
    settings = RegistrationSettings.objects.filter(edition=edition).first()
    if settings is None:
        return None
    return Correspondence(settings.contact_email, settings.retention_days)
