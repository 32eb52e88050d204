from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class TranslatorLocale(models.Model):
    """A group of translators works into a locale; its members' rights end there."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="translator_locales")
    locale = models.ForeignKey(Locale, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("translators’ language")
        verbose_name_plural = _("translators’ languages")
        constraints = [
            models.UniqueConstraint(fields=["group", "locale"], name="one_locale_per_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.group} → {self.locale.language_code}"


class LanguageRule(models.Model):
    """How translations into one language are finished."""

    locale = models.OneToOneField(
        Locale, models.CASCADE, related_name="translation_rule", verbose_name=_("language")
    )
    #: Whether only what a second person has validated may be published.
    second_reader = models.BooleanField(_("a second person validates"), default=False)

    class Meta:
        verbose_name = _("rule of a language")
        verbose_name_plural = _("rules of the languages")

    def __str__(self) -> str:
        return str(self.locale.language_code)
