from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Edition
from registrations.enums import ConsentPurpose

from .attendee import Attendee


class ConsentText(models.Model):
    """What people agree to, for one purpose. Once accepted it stays: a change is a version."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="consent_texts", verbose_name=_("edition")
    )
    purpose = models.CharField(_("purpose"), max_length=11, choices=ConsentPurpose.choices)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    text = models.TextField(_("text"), max_length=600)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["edition", "purpose", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "purpose", "version"], name="consent_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} v{self.version}"


class ConsentRecord(models.Model):
    """Who agreed to which version of a text, in which language, from when until when."""

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="records")
    language = models.CharField(_("language"), max_length=2)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.attendee_id} {self.text}"
