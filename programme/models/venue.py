from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import Country

from .fact import ExchangedFact, Fact


class Venue(Fact):
    """A building, or a set of buildings, that receives an edition."""

    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("city"), max_length=80)
    address = models.CharField(_("address"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return self.name


class Room(ExchangedFact):
    """A room of a venue."""

    venue = models.ForeignKey(Venue, models.CASCADE, related_name="rooms", verbose_name=_("venue"))
    name = models.CharField(_("name"), max_length=80)
    capacity = models.PositiveIntegerField(
        _("capacity"), validators=[MinValueValidator(1)], help_text=_("Seats for the public.")
    )
    interpretation_booths = models.PositiveSmallIntegerField(_("interpretation booths"), default=0)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["venue", "order", "pk"]

    def __str__(self) -> str:
        return self.name
