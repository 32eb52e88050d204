from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import Country, OrganisationKind

from .fact import Fact


class Organisation(Fact):
    """A local authority, a network, an embassy: whoever hosts, supports or sends people."""

    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    name = models.CharField(_("name"), max_length=160)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["country", "name_fr"]

    def __str__(self) -> str:
        return self.name


class Theme(Fact):
    """A subject that sessions and organisations share, such as health or tourism."""

    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return self.name
