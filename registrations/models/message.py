import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Session
from translations.labels import pick

LONGEST_SUBJECT, LONGEST_TEXT = 120, 3000


class SessionMessage(models.Model):
    """What an editor writes to all who are signed up for some sessions.

    It is kept, since the outbox holds no text; who gets it stands in the outbox only.
    """

    #: Made with the form, so that sending it twice sends it once.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sessions = models.ManyToManyField(Session, related_name="messages", verbose_name=_("sessions"))
    # Columns like those of a label, which no translator finds: it has been sent.
    subject_fr = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    subject_ko = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    subject_en = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    text_fr = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    text_ko = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    text_en = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-sent_at"]
        default_permissions = ("add",)

    def __str__(self) -> str:
        return pick(self, "subject").text
