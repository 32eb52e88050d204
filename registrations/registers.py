"""What this floor tells the floors below about itself."""

from django.utils.translation import gettext_lazy as _

from outbox.mails import register_mail
from programme.desk import register_panel
from programme.queries.editions import register_section
from translations.labels import register_labels

from . import desk, renderers
from .models import ConsentText, ParticipantCategory, RegistrationSettings
from .pages import RegistrationPage
from .services.messages import MESSAGE
from .services.setting_up import revise_consent_text


def register_all() -> None:
    """The section of an edition, its panel on the desk, its labels, and the mails."""
    register_panel(desk.seats)
    register_section(RegistrationPage.section, _("Registration"))
    register_labels(ParticipantCategory, ["name"])
    register_labels(RegistrationSettings, ["joining_note"])
    register_labels(ConsentText, ["text"], revise_consent_text)
    register_mail("registrations.confirmed", renderers.confirmed, _("Confirmation"))
    register_mail("registrations.waiting", renderers.waiting, _("Waiting list"))
    register_mail("registrations.changed", renderers.changed, _("Change"))
    register_mail("registrations.cancelled", renderers.cancelled, _("Cancellation"))
    register_mail("registrations.moved", renderers.moved, _("Change of address"))
    register_mail(MESSAGE, renderers.message, _("Message about sessions"))
    register_mail("registrations.link", renderers.link, _("Link sent again"))
