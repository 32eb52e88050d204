from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Edition
from registrations.enums import Kept


class Purge(models.Model):
    """Proof that personal data of an edition were erased: when, what, how many."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="purges", verbose_name=_("edition")
    )
    what = models.CharField(_("what"), max_length=5, choices=Kept.choices)
    done_at = models.DateTimeField(_("erased at"), auto_now_add=True)
    people = models.PositiveIntegerField(_("people"))
    mails = models.PositiveIntegerField(_("addresses of mails"), default=0)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-done_at"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.what} {self.people}"
