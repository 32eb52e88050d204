from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from translations.enums import PublicationState


class Publication(models.Model):
    """Pages that go live in several languages at one instant, or not at all.

    Work of the background worker, now or at a set time. A worker that is killed leaves nothing
    published, and the next one begins again.
    """

    title = models.CharField(_("title"), max_length=200)
    #: Translation keys of the pages, parents first.
    keys = models.JSONField(default=list)
    #: Name of the body of work whose labels must be whole too; empty for chosen pages only.
    scope = models.CharField(max_length=100, blank=True)
    locales = models.ManyToManyField(Locale, related_name="+", verbose_name=_("languages"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=PublicationState.choices,
        default=PublicationState.WAITING,
    )
    #: None: as soon as the worker comes to it.
    due_at = models.DateTimeField(_("at"), null=True, blank=True)
    #: Why it goes live though something is missing; empty when nothing may be.
    override_reason = models.TextField(_("reason"), blank=True)
    #: What stood in the way: `{"page": title, "language": code, "text": sentence}`.
    obstacles = models.JSONField(_("obstacles"), default=list, blank=True)
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("publication in several languages")
        verbose_name_plural = _("publications in several languages")
        ordering = ["-requested_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display()})"

    @property
    def moment(self) -> datetime:
        """When it went live or was refused; before that, when it shall, or was asked for."""
        return self.finished_at or self.due_at or self.requested_at
