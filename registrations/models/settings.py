import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Edition

#: Answers about health or belief leave this soon, whatever an editor enters.
LONGEST_FOR_NEEDS = 30


class RegistrationSettings(models.Model):
    """When and how one registers for an edition, and how long what is entered is kept."""

    edition = models.OneToOneField(
        Edition,
        models.CASCADE,
        related_name="registration_settings",
        verbose_name=_("edition"),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    change_deadline = models.DateTimeField(
        _("changes until"), help_text=_("Until then participants change their own answers.")
    )
    retention_days = models.PositiveSmallIntegerField(
        _("days of retention"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(3 * 365)],
        help_text=_(
            "After the last day of the edition; then names, contact details and positions "
            "are erased."
        ),
    )
    needs_retention_days = models.PositiveSmallIntegerField(
        _("days of retention of services"),
        default=LONGEST_FOR_NEEDS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_FOR_NEEDS)],
        help_text=_("For services asked for: at most 30 days after the last day."),
    )
    contact_email = models.EmailField(
        _("address for questions"), help_text=_("Shown in public, and answers to mails go there.")
    )
    joining_link = models.URLField(
        _("joining link"),
        blank=True,
        help_text=_("Only confirmed online participants see it."),
    )
    joining_note = models.TextField(
        _("how to join and hear the interpretation"), max_length=500, blank=True
    )

    class Meta:
        verbose_name = _("registration settings")
        verbose_name_plural = _("registration settings")
        ordering = ["-edition__starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="registration_closes_after_it_opens",
                violation_error_message=_("Registration closes before it opens."),
            )
        ]

    def __str__(self) -> str:
        return str(self.edition)

    @property
    def erased_on(self) -> datetime.date:
        """The day on which names, addresses and positions are erased."""
        return self.edition.ends_on + datetime.timedelta(days=self.retention_days)

    @property
    def needs_erased_on(self) -> datetime.date:
        """The day on which the services asked for are erased."""
        days = min(self.needs_retention_days, self.retention_days)
        return self.edition.ends_on + datetime.timedelta(days=days)


class ParticipantCategory(models.Model):
    """In what capacity people take part: elected official, staff, embassy, and so on."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="participant_categories", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("participant category")
        verbose_name_plural = _("participant categories")
        ordering = ["edition", "order", "pk"]

    def __str__(self) -> str:
        return self.name
