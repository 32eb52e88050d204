"""What this floor tells the floors below, and itself, about itself."""

from django.utils.translation import gettext_lazy as _

from outbox.mails import register_mail

from . import invitations
from .desk import readiness, register_panel, timetable, trail, words
from .services import labels
from .services.profiles import ASK


def register_all() -> None:
    """The labels for the translators' list, the mails, and the panels of the desk."""
    labels.register_all()
    register_mail(ASK, invitations.profile, _("Profile, to a speaker"))
    register_panel(timetable.life)
    register_panel(timetable.timetable)
    register_panel(timetable.conflicts)
    register_panel(readiness.readiness)
    register_panel(words.words)
    register_panel(trail.trail)
