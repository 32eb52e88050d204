"""What this floor tells the floors below, and itself, about itself."""

from django.utils.translation import gettext_lazy as _

from outbox.mails import register_mail
from translations.scopes import register_scopes

from .desk import readiness, register_panel, timetable, trail, words
from .listeners import register_release_listener, register_release_preview
from .queries.words import edition_scopes, page_homes
from .renderers import changes, profile
from .services import labels
from .services.announcements import SPEAKER_CHANGES, tell_speakers
from .services.profiles import ASK


def register_all() -> None:
    """Labels for the translators' list, the mails to speakers, and the panels of the desk."""
    labels.register_all()
    register_scopes(edition_scopes, page_homes)
    register_mail(SPEAKER_CHANGES, changes.speaker_changes, _("Changes, to a speaker"))
    register_release_listener(tell_speakers)
    register_release_preview(changes.speaker_audience)
    register_mail(ASK, profile.profile, _("Profile, to a speaker"))
    register_panel(timetable.life)
    register_panel(timetable.timetable)
    register_panel(timetable.conflicts)
    register_panel(readiness.readiness)
    register_panel(words.words)
    register_panel(trail.trail)
