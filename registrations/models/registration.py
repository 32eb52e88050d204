import base64
import hashlib
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Edition, Organisation
from registrations.enums import RegistrationKind, RegistrationState

REFERENCE_LENGTH = 8


def reference_for(key: uuid.UUID) -> str:
    """The reference people read out: eight letters and digits that follow from the key."""
    digest = base64.b32encode(hashlib.sha256(key.bytes).digest()).decode()
    return digest[:REFERENCE_LENGTH]


class Registration(models.Model):
    """What was sent with one form: who comes from where, and how it stands."""

    #: Nobody browses what points here; Wagtail would write an index with every row.
    wagtail_reference_index_ignore = True

    #: Made with the form, so that sending it twice registers once.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=REFERENCE_LENGTH, unique=True)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="registrations", verbose_name=_("edition")
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=RegistrationKind.choices,
        default=RegistrationKind.INDIVIDUAL,
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=RegistrationState.choices,
        default=RegistrationState.CONFIRMED,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        related_name="registrations",
        null=True,
        blank=True,
        verbose_name=_("known organisation"),
    )
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    country = models.CharField(_("country"), max_length=2)
    #: Counts changes; calendars know by it which of two mails is the newer one.
    version = models.PositiveIntegerField(default=0)
    #: Links of an earlier number are void.
    link_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    purged_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        # The log keeps this for years: a reference, never a name.
        return self.reference

    def save(self, *args: object, **kwargs: object) -> None:
        self.reference = reference_for(self.key)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
