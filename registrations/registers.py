"""What this floor tells the floors below about itself."""

from django.utils.translation import gettext_lazy as _

from outbox.mails import register_mail
from programme.listeners import register_state_audience, register_state_listener
from programme.queries.editions import register_section
from translations.labels import register_labels

from . import renderers
from .models import ConsentText, ParticipantCategory, RegistrationSettings
from .pages import RegistrationPage
from .services.life_cycle import count_mails, tell_participants
from .services.setting_up import revise_consent_text


def register_all() -> None:
    """The section of an edition, its labels, and the mails."""
    register_section(RegistrationPage.section, _("Registration"))
    register_labels(ParticipantCategory, ["name"])
    register_labels(RegistrationSettings, ["joining_note"])
    register_labels(ConsentText, ["text"], revise_consent_text)
    register_mail("registrations.confirmed", renderers.confirmed, _("Confirmation"))
    register_mail("registrations.waiting", renderers.waiting, _("Waiting list"))
    register_mail("registrations.changed", renderers.changed, _("Change"))
    register_mail("registrations.cancelled", renderers.cancelled, _("Cancellation"))
    register_mail("registrations.moved", renderers.moved, _("Change of address"))
    register_mail("registrations.link", renderers.link, _("Link sent again"))
    register_mail("registrations.forum_postponed", renderers.forum_postponed, _("Postponed"))
    register_mail("registrations.forum_moved_online", renderers.forum_online, _("Moved online"))
    register_mail("registrations.forum_cancelled", renderers.forum_cancelled, _("Forum cancelled"))
    register_mail("registrations.forum_resumed", renderers.forum_resumed, _("New date"))
    register_state_listener(tell_participants)
    register_state_audience(count_mails)
