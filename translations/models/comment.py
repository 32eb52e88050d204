from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail_localize.models import TranslationContext


class Comment(models.Model):
    """A question or remark about one text, to the editors or between translators.

    It is about a sentence of a page (`context` and `quote`), or about a label (`label`, such
    as `programme.session:12:title`).
    """

    context = models.ForeignKey(
        TranslationContext, models.CASCADE, null=True, blank=True, related_name="comments"
    )
    label = models.CharField(max_length=220, blank=True)
    #: The source's words when it was written.
    quote = models.TextField(blank=True)
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(auto_now_add=True)
    settled = models.BooleanField(_("settled"), default=False)

    class Meta:
        verbose_name = _("comment of a translator")
        verbose_name_plural = _("comments of translators")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(context__isnull=False, label="")
                | Q(context__isnull=True, label__gt=""),
                name="comment_about_one_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d} {self.locale_id}"
