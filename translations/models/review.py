import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation

from translations.enums import StringState


def digest(text: str) -> str:
    """A short fingerprint of a text, by which a change made elsewhere is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()


class Review(models.Model):
    """What translators decided about one text in one language.

    `version` counts the times it was saved: whoever saves says which version was seen, and so
    never writes over somebody else's words.
    """

    state = models.CharField(
        _("state"), max_length=12, choices=StringState.choices, default=StringState.TRANSLATED
    )
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)
    #: Who wrote the words, and so is not the one to give the second reading.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    #: Warnings that a person has looked at: `Finding.key` → reason.
    dismissed = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True


class StringReview(Review):
    """Where the translation of one sentence of a page stands.

    Sentences without a row count as translated: they were entered in bulk, or before.
    """

    translation = models.OneToOneField(
        StringTranslation, models.CASCADE, related_name="review", verbose_name=_("translation")
    )
    #: Where a proposal comes from, such as `memory` or a file's name.
    origin = models.CharField(_("origin"), max_length=100, blank=True)
    #: Fingerprint of the words that `state` is about.
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("review of a sentence")
        verbose_name_plural = _("reviews of sentences")

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.state}"


class LabelReview(Review):
    """Where one label of one row stands in one language.

    Labels without a row are translated when they are filled. `previous_source` holds the
    source's words that the label was made from, while it is still to be adapted to new ones.
    """

    #: Name of the label set, such as `programme.session`.
    labels = models.CharField(max_length=100)
    object_pk = models.PositiveBigIntegerField()
    field = models.CharField(max_length=100)
    language = models.CharField(max_length=10)
    previous_source = models.TextField(blank=True)

    class Meta:
        verbose_name = _("review of a label")
        verbose_name_plural = _("reviews of labels")
        constraints = [
            models.UniqueConstraint(
                fields=["labels", "object_pk", "field", "language"], name="one_review_per_label"
            )
        ]

    def __str__(self) -> str:
        return f"{self.labels} {self.object_pk} {self.field}_{self.language}: {self.state}"
