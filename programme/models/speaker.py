from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import FormOfAddress, NameOrder

from .edition import Edition
from .fact import ExchangedFact
from .organisation import Organisation


class Speaker(ExchangedFact):
    """A person on the programme of one edition, as he or she was then.

    Names are facts: in Latin letters, in Hangul where known, in the order the person uses.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="speakers", verbose_name=_("edition")
    )
    form_of_address = models.CharField(
        _("form of address"), max_length=2, choices=FormOfAddress.choices, blank=True
    )
    family_name = models.CharField(_("family name"), max_length=80)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    name_hangul = models.CharField(
        _("name in Hangul"), max_length=40, blank=True, help_text=_("Whole name, such as 홍길동.")
    )
    display_order = models.CharField(
        _("order of the name"),
        max_length=12,
        choices=NameOrder.choices,
        default=NameOrder.GIVEN_FIRST,
    )
    position = models.CharField(_("position"), max_length=160, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="speakers",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    protocol_rank = models.PositiveSmallIntegerField(
        _("protocol rank"), default=100, help_text=_("Smaller comes first.")
    )
    photo = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("photo"),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Never shown in public."))

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["edition", "protocol_rank", "family_name", "given_name"]
        permissions = [("see_private_email", "Can see a speaker’s private e-mail")]

    def __str__(self) -> str:
        return self.latin_name

    @property
    def latin_name(self) -> str:
        """In the person's own order, the family name in capitals: `HONG Gildong`, `Jean DUPONT`."""
        parts = [self.family_name.upper(), self.given_name]
        if self.display_order == NameOrder.GIVEN_FIRST:
            parts.reverse()
        return " ".join(part for part in parts if part)

    def name_in(self, language: str) -> str:
        """The name first shown to readers of `language`: Hangul in Korean where known."""
        return self.name_hangul if language == "ko" and self.name_hangul else self.latin_name

    def other_name_in(self, language: str) -> str:
        """The name in the other script, or "" where there is none."""
        return self.latin_name if self.name_in(language) != self.latin_name else self.name_hangul
