from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programme.models import Edition, Session
from registrations.enums import Band, Mode

from .settings import ParticipantCategory

#: From here on the public reads "few seats left".
FEW_SHARE, FEW_SEATS = 0.1, 5


class Quota(models.Model):
    """Seats: how many there are, and how many are taken. They stand nowhere else.

    A quota is of one session, or of a way of taking part in the whole edition: a mode, a
    category, or both.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="quotas", verbose_name=_("edition")
    )
    session = models.OneToOneField(
        Session,
        models.CASCADE,
        related_name="quota",
        null=True,
        blank=True,
        verbose_name=_("session"),
        help_text=_("Empty for the seats of the edition as a whole."),
    )
    mode = models.CharField(_("participation"), max_length=7, choices=Mode.choices, blank=True)
    category = models.ForeignKey(
        ParticipantCategory,
        models.CASCADE,
        related_name="quotas",
        null=True,
        blank=True,
        verbose_name=_("category"),
    )
    size = models.PositiveIntegerField(_("seats"))
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["edition", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("size")),
                name="quota_never_oversold",
                violation_error_message=_("More seats than this are taken already."),
            ),
            models.CheckConstraint(
                condition=Q(session=None) | Q(mode="", category=None),
                name="quota_of_a_session_or_of_the_edition",
                violation_error_message=_(
                    "The seats of a session serve every participant: leave participation "
                    "and category empty."
                ),
            ),
            models.UniqueConstraint(
                fields=["edition", "mode"],
                condition=Q(session=None, category=None),
                name="quota_once_per_mode",
                violation_error_message=_("These seats are counted by another quota already."),
            ),
            models.UniqueConstraint(
                fields=["edition", "mode", "category"],
                condition=Q(session=None, category__isnull=False),
                name="quota_once_per_category_and_mode",
                violation_error_message=_("These seats are counted by another quota already."),
            ),
        ]

    def __str__(self) -> str:
        parts = [self.session, self.get_mode_display() if self.mode else "", self.category]
        return " · ".join(str(part) for part in parts if part) or str(_("All participants"))

    @property
    def left(self) -> int:
        return self.size - self.taken

    @property
    def band(self) -> Band:
        """What the public is told: it changes rarely, so pages can be kept longer."""
        if self.left <= 0:
            return Band.FULL
        return Band.FEW if self.left <= max(FEW_SEATS, self.size * FEW_SHARE) else Band.OPEN
