from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from translations.enums import SubmissionState


class Submission(models.Model):
    """A page and all below it, sent to translators: work of the background worker.

    `done` counts the pages already behind; a worker that is killed leaves it as it was,
    and the next one goes on from there.
    """

    root = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    locales = models.ManyToManyField(Locale, related_name="+", verbose_name=_("languages"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=SubmissionState.choices, default=SubmissionState.WAITING
    )
    total = models.PositiveIntegerField(_("pages"), default=0)
    done = models.PositiveIntegerField(_("pages done"), default=0)
    #: Pages that could not be sent: `{"page": title, "language": code}`.
    problems = models.JSONField(_("problems"), default=list, blank=True)
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("submission for translation")
        verbose_name_plural = _("submissions for translation")
        ordering = ["-requested_at"]

    def __str__(self) -> str:
        return f"{self.root_id} → {self.get_state_display()}"
