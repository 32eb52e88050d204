"""Proceedings: their page, and the figures that an editor answers for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from programme.enums import FIGURES, HELD_STATES
from programme.models.edition import Edition
from programme.models.proceedings import KeyFigures, Material, MaterialVersion
from programme.pages import EditionPage, FactPage, ProceedingsPage
from programme.queries.proceedings import is_published

from .fact_pages import add_page, save_fact, source_locale


def create_proceedings(edition: Edition, user: Any = None) -> FactPage:
    """Make the source page of an edition's proceedings, as a draft; returns the page.

    Raises ValidationError before the edition was held, and when there is a page already.
    """
    if edition.state not in HELD_STATES:
        raise ValidationError(_("Proceedings can be added once the edition has been held."))
    with transaction.atomic():
        # The lock gives two editors at the same moment one page.
        Edition.objects.select_for_update().get(pk=edition.pk)
        if ProceedingsPage.objects.filter(edition=edition).exists():
            raise ValidationError(_("This edition has a proceedings page already."))
        parent = EditionPage.objects.get(edition=edition, locale=source_locale())
        return add_page(ProceedingsPage, edition, parent, ProceedingsPage.section, user)


def check_proceedings(edition: Edition) -> None:
    """Raise ValidationError unless the proceedings can be read in public."""
    if not is_published(edition):
        raise ValidationError(_("Publish the proceedings page first: the public cannot read it."))


def save_material(material: Material, user: Any = None) -> None:
    """Write a changed material with its versions; public at once, in every language."""
    with transaction.atomic():
        # Two versions that exchange their languages would meet in between.
        MaterialVersion.objects.filter(material=material).delete()
        save_fact(material, user)


def keep_figures(figures: KeyFigures, user: Any = None) -> None:
    """Write figures down without answering for them; the public sees them no longer."""
    figures.signed_off_at = figures.signed_off_by = None
    _write(figures, "programme.keep_figures", user)


def sign_off_figures(figures: KeyFigures, user: Any = None) -> None:
    """Write figures down and publish them; from now on no registration changes them.

    Raises ValidationError when every figure is empty.
    """
    if all(getattr(figures, name) is None for name in FIGURES):
        raise ValidationError(_("Enter at least one figure."))
    figures.signed_off_at, figures.signed_off_by = timezone.now(), user
    _write(figures, "programme.sign_off_figures", user)


def _write(figures: KeyFigures, action: str, user: Any) -> None:
    """Raises ValidationError when somebody else has just entered the first figures."""
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=figures.edition_id)
        if KeyFigures.objects.filter(edition=edition).exclude(pk=figures.pk).exists():
            raise ValidationError(
                _("Somebody else has just entered figures: reload this page to see them.")
            )
        figures.save()
        data = {name: getattr(figures, name) for name in FIGURES}
        log(instance=edition, action=action, user=user, data=data)
