from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from translations.enums import TermKind
from translations.labels import pick


class GlossaryTerm(models.Model):
    """A word of the house in every language, and those that are not to stand for it.

    Plain columns and no labels: nothing of it is public, and no language stands in for another.
    """

    term_fr = models.CharField(
        _("term in French"),
        max_length=200,
        unique=True,
        help_text=_(
            "In the singular, as in a dictionary. An abbreviation stands in brackets behind it;"
            " other words for the same follow after “ / ”."
        ),
    )
    term_ko = models.CharField(_("term in Korean"), max_length=200, blank=True)
    term_en = models.CharField(_("term in English"), max_length=200, blank=True)
    #: One a line.
    forbidden_fr = models.TextField(_("not in French"), blank=True)
    forbidden_ko = models.TextField(_("not in Korean"), blank=True)
    forbidden_en = models.TextField(_("not in English"), blank=True)
    kind = models.CharField(
        _("subject area"), max_length=20, choices=TermKind.choices, default=TermKind.GENERAL
    )
    strict = models.BooleanField(
        _("a word to avoid is an error"),
        default=False,
        help_text=_("Left unticked, the translator is asked, and may keep it with a reason."),
    )
    case_sensitive = models.BooleanField(
        _("capitals count"),
        default=False,
        help_text=_("For names that are common words without their capital."),
    )
    note = models.TextField(_("note for translators"), blank=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last changed by"),
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["term_fr"]

    def __str__(self) -> str:
        return pick(self, "term").text

    def term(self, language: str) -> str:
        """What it is called in `language`; "" where nobody has said it yet."""
        return str(getattr(self, f"term_{language}", ""))

    def forbidden(self, language: str) -> tuple[str, ...]:
        """Words of `language` that are not to stand for it."""
        lines = str(getattr(self, f"forbidden_{language}", "")).splitlines()
        return tuple(words for line in lines if (words := line.strip()))
