"""What this floor tells the floors below about itself."""

from django.utils.translation import gettext_lazy as _

from outbox.mails import register_mail
from programme.conflicts import register_rule
from programme.copying import register_copier
from programme.correspondence import register_correspondence
from programme.desk import register_panel
from programme.figures import register_proposal
from programme.listeners import (
    register_release_listener,
    register_release_preview,
    register_state_audience,
    register_state_listener,
)
from programme.queries.editions import register_section
from translations.labels import register_labels

from . import conflicts, desk
from .models import ConsentText, ParticipantCategory, RegistrationSettings
from .pages import RegistrationPage
from .queries.correspondence import correspondence
from .queries.figures import figures_from_registrations
from .renderers import forum, own, sessions
from .services.announcements import PROGRAMME_CHANGES, announce_changes
from .services.copying import copy_registration
from .services.life_cycle import announce_state, count_mails
from .services.messages import MESSAGE
from .services.setting_up import revise_consent_text


def register_all() -> None:
    """Everything that the floors below ask this one for."""
    register_panel(desk.seats)
    register_section(RegistrationPage.section, _("Registration"))
    register_labels(ParticipantCategory, ["name"], scope="edition__slug")
    register_labels(RegistrationSettings, ["joining_note"], scope="edition__slug")
    register_labels(ConsentText, ["text"], revise_consent_text, scope="edition__slug")
    register_proposal(figures_from_registrations)
    register_correspondence(correspondence)
    register_copier(
        "registration",
        _("Registration: times, categories, seats and consents, without participants"),
        copy_registration,
        RegistrationPage.section,
    )
    register_rules()
    register_mails()
    register_listeners()


def register_rules() -> None:
    """What stands against a plan because of who has registered."""
    register_rule(conflicts.seats_above_capacity)
    register_rule(conflicts.people_above_capacity)
    register_rule(conflicts.language_not_offered)
    register_rule(conflicts.signed_up_for_two)


def register_mails() -> None:
    """The mails to participants."""
    register_mail("registrations.confirmed", own.confirmed, _("Confirmation"))
    register_mail("registrations.waiting", own.waiting, _("Waiting list"))
    register_mail("registrations.changed", own.changed, _("Change"))
    register_mail("registrations.cancelled", own.cancelled, _("Cancellation"))
    register_mail("registrations.moved", own.moved, _("Change of address"))
    register_mail(MESSAGE, sessions.message, _("Message about sessions"))
    register_mail("registrations.link", own.link, _("Link sent again"))
    register_mail(PROGRAMME_CHANGES, sessions.programme_changes, _("Changes of the programme"))
    register_mail("registrations.forum_postponed", forum.forum_postponed, _("Postponed"))
    register_mail("registrations.forum_moved_online", forum.forum_online, _("Moved online"))
    register_mail("registrations.forum_cancelled", forum.forum_cancelled, _("Forum cancelled"))
    register_mail("registrations.forum_resumed", forum.forum_resumed, _("New date"))


def register_listeners() -> None:
    """Who writes to participants when the programme or the edition changes."""
    register_release_listener(announce_changes)
    register_release_preview(sessions.participant_audience)
    register_state_listener(announce_state)
    register_state_audience(count_mails)
