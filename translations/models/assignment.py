from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import TranslatableObject


class Assignment(models.Model):
    """Who translates a page into a language, and by when; its fact's labels come along."""

    object = models.ForeignKey(TranslatableObject, models.CASCADE, related_name="assignments")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+", verbose_name=_("language"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="translation_assignments",
        verbose_name=_("translator"),
    )
    due = models.DateField(_("due on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(fields=["object", "locale"], name="one_translator_per_page")
        ]

    def __str__(self) -> str:
        return f"{self.object_id} → {self.owner_id}"
