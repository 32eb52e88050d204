from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from programme.enums import Language

from .edition import Edition
from .session import Session


class Interpreter(models.Model):
    """Somebody who interprets at an edition. The public does not see who."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="interpreters", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown in public."))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("interpreter")
        verbose_name_plural = _("interpreters")
        ordering = ["edition", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class InterpretationAssignment(models.Model):
    """An interpreter works in a session, from one language into another."""

    session = ParentalKey(
        Session, on_delete=models.CASCADE, related_name="interpretation_assignments"
    )
    interpreter = models.ForeignKey(
        Interpreter,
        models.CASCADE,
        related_name="assignments",
        verbose_name=_("interpreter"),
    )
    source = models.CharField(_("from"), max_length=2, choices=Language.choices)
    target = models.CharField(_("into"), max_length=2, choices=Language.choices)

    class Meta:
        verbose_name = _("interpretation")
        verbose_name_plural = _("interpretations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "interpreter", "source", "target"],
                name="interpretation_assigned_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="interpretation_between_two_languages",
                violation_error_message=_("Choose two different languages."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interpreter_id} {self.source}→{self.target}"
