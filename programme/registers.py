"""What this floor tells the floors below about itself, and its own listeners."""

from django.utils.translation import gettext_lazy as _

from outbox.mails import register_mail

from . import renderers
from .listeners import register_release_listener, register_release_preview
from .services import labels
from .services.announcements import SPEAKER_CHANGES, tell_speakers


def register_all() -> None:
    """Labels, the mail to speakers, and who has it queued."""
    labels.register_all()
    register_mail(SPEAKER_CHANGES, renderers.speaker_changes, _("Changes, to a speaker"))
    register_release_listener(tell_speakers)
    register_release_preview(renderers.speaker_audience)
