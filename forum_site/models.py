from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkerBeat(models.Model):
    """A sign of life of a background worker, so that a dead one's work can be given on."""

    worker_id = models.CharField(_("worker"), max_length=64, primary_key=True)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("worker’s sign of life")
        verbose_name_plural = _("workers’ signs of life")

    def __str__(self) -> str:
        return self.worker_id
