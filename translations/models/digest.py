from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyDigest(models.Model):
    """Whether somebody wants a mail a day about translations, and what was told so far."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="translation_digest"
    )
    wanted = models.BooleanField(
        _("Send me a daily e-mail"),
        default=True,
        help_text=_("On days on which there is something new for you to translate or to answer."),
    )
    #: Everything before this instant was told, or was not worth a mail.
    told_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("daily e-mail about translations")
        verbose_name_plural = _("daily e-mails about translations")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.wanted}"
