from django.conf import settings
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from programme.enums import FiguresBasis, Language, MaterialKind
from translations.languages import language_codes

from .edition import Edition
from .fact import Fact
from .session import Session


class Material(Fact, ClusterableModel):
    """Something an edition, or one of its sessions, leaves behind: a document, a photograph.

    A photograph is the same for everybody; all else exists in versions, one per language.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="materials", verbose_name=_("edition")
    )
    session = models.ForeignKey(
        Session,
        models.RESTRICT,  # goes with its edition, but not alone
        related_name="materials",
        null=True,
        blank=True,
        verbose_name=_("session"),
        help_text=_("Empty: about the edition as a whole."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MaterialKind.choices)
    title = models.CharField(_("title"), max_length=160)
    photograph = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("photograph"),
    )
    alt = models.CharField(_("description"), max_length=250, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who took the photograph.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["-edition__starts_on", "session__code", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=MaterialKind.PHOTOGRAPH, photograph__isnull=False)
                | (~models.Q(kind=MaterialKind.PHOTOGRAPH) & models.Q(photograph__isnull=True)),
                name="material_is_a_photograph_or_none",
                violation_error_message=_("A photograph, and nothing else, needs a picture."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def languages(self) -> list[str]:
        """The languages it exists in, in the site's order."""
        held = {version.language for version in self.versions.all()}
        return [code for code in language_codes() if code in held]

    @property
    def missing_languages(self) -> list[str]:
        """The languages it does not exist in; none for a photograph, which has no language."""
        if self.kind == MaterialKind.PHOTOGRAPH:
            return []
        return [code for code in language_codes() if code not in self.languages]


class MaterialVersion(models.Model):
    """A document or a recording in one language: a file kept here, or a link to elsewhere."""

    material = ParentalKey(Material, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("file"),
    )
    url = models.CharField(
        _("link"),
        max_length=500,
        blank=True,
        validators=[
            URLValidator(
                schemes=["https"], message=_("Enter an address that begins with https://.")
            )
        ],
        help_text=_("Of a recording. Nothing of it is loaded before a reader follows the link."),
    )
    original = models.BooleanField(_("original"), default=False)
    translator = models.CharField(
        _("translated by"),
        max_length=120,
        blank=True,
        help_text=_("A person or an organisation. Shown in public."),
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["material", "language"], name="one_version_a_language"),
            models.UniqueConstraint(
                fields=["material"], condition=models.Q(original=True), name="one_original"
            ),
            models.CheckConstraint(
                condition=models.Q(document__isnull=False, url="")
                | (models.Q(document__isnull=True) & ~models.Q(url="")),
                name="version_is_a_file_or_a_link",
                violation_error_message=_("Choose a file, or enter a link: one of the two."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_language_display()


class KeyFigures(Fact):
    """What an edition was in numbers; they name nobody and stay when personal data are erased.

    A figure that nobody knows stays empty. The public sees them once they are signed off.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="key_figures")
    participants = models.PositiveIntegerField(_("participants"), null=True, blank=True)
    authorities = models.PositiveIntegerField(_("authorities"), null=True, blank=True)
    countries = models.PositiveSmallIntegerField(_("countries"), null=True, blank=True)
    share_abroad = models.PositiveSmallIntegerField(
        _("share from abroad, in per cent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    basis = models.CharField(
        _("counted from"),
        max_length=13,
        choices=FiguresBasis.choices,
        default=FiguresBasis.RECORDS,
        help_text=_("Says how the figures are defined in public."),
    )
    note = models.CharField(
        _("note"), max_length=250, blank=True, help_text=_("Shown in public with the figures.")
    )
    signed_off_at = models.DateTimeField(_("signed off at"), null=True, editable=False)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("signed off by"),
    )

    class Meta:
        verbose_name = _("key figures")
        verbose_name_plural = _("key figures")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self.edition)
