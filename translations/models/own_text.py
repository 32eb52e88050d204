from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation


class OwnText(models.Model):
    """Words of a field that is blank in the source, such as a description for search engines."""

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="own_texts")
    field = models.CharField(_("field"), max_length=100)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("text of its own")
        verbose_name_plural = _("texts of their own")
        constraints = [
            models.UniqueConstraint(fields=["translation", "field"], name="one_own_text_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.field}"
