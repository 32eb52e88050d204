from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import JobState


class Job(models.Model):
    """Work of the background worker that an editor asked for and can watch.

    `done` counts the steps already behind; a worker that is killed leaves it as it was,
    and the next one goes on from there.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=7, choices=JobState.choices, default=JobState.WAITING
    )
    total = models.PositiveIntegerField(_("steps"), default=0)
    done = models.PositiveIntegerField(_("steps done"), default=0)
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-requested_at"]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0
