import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import MailState
from .mails import kinds


class OutgoingEmail(models.Model):
    """A mail that is to be sent, written in the same commit as what it is about.

    It holds no text: the registered renderer of its kind runs when it is sent.
    """

    #: Nobody browses what points here; Wagtail would write an index with every row.
    wagtail_reference_index_ignore = True

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    about = models.JSONField(default=dict)
    recipient = models.EmailField(_("recipient"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=2)
    state = models.CharField(
        _("state"), max_length=7, choices=MailState.choices, default=MailState.READY
    )
    #: The same mail is put in once, however often the act behind it is repeated.
    dedupe_key = models.CharField(max_length=120, unique=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    #: How often a person asked for it to be sent again.
    resends = models.PositiveSmallIntegerField(_("sent again"), default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_attempt = models.DateTimeField(_("next attempt"), default=timezone.now)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    #: Code and kind of the last error; never the server's sentence, which repeats the address.
    error = models.CharField(_("last error"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt"], name="outbox_due")]
        default_permissions = ("view",)
        permissions = [("resend_outgoingemail", "Can send an e-mail again")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def kind_label(self) -> str:
        """What this kind is called, in the active language."""
        return str(dict(kinds()).get(self.kind, self.kind))

    kind_label.fget.short_description = _("kind")  # type: ignore[attr-defined]
