from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class ImportedFile(models.Model):
    """A file of translations that somebody sent: kept with what became of every line."""

    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", verbose_name=_("language"))
    #: Key of the page that it must be about; None for any.
    page = models.UUIDField(null=True, blank=True)
    name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    #: Per file what was found when it was applied, as services.exchange writes it.
    report = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("file of translations")
        verbose_name_plural = _("files of translations")

    def __str__(self) -> str:
        return self.name
