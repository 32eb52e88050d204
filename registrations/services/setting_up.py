"""What editors set up: when one registers, who, for how many seats, and what one agrees to."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from programme.pages import EditionPage
from programme.services.fact_pages import add_page
from programme.services.sessions import section_page
from registrations.enums import RegistrationState
from registrations.models import (
    Attendee,
    ConsentRecord,
    ConsentText,
    ParticipantCategory,
    Quota,
    RegistrationSettings,
)
from registrations.pages import RegistrationPage
from translations.languages import language_codes


def create_settings(settings: RegistrationSettings, user: Any = None) -> RegistrationSettings:
    """Save new settings and the registration page, as a draft.

    Categories and consent texts of the latest edition that has some are taken over, so that
    there is something to change. Raises ValidationError for an edition without a programme.
    """
    parent = section_page(EditionPage, settings.edition)
    with transaction.atomic():
        settings.save()
        if not RegistrationPage.objects.filter(edition=settings.edition).exists():
            section = RegistrationPage.section
            add_page(RegistrationPage, settings.edition, parent, section, user)
        _take_over(ParticipantCategory, settings)
        _have_a_category(settings)
        _take_over(ConsentText, settings)
        log(instance=settings, action="wagtail.create", user=user)
    return settings


def _take_over(model: Any, settings: RegistrationSettings) -> None:
    """Copy the rows of the latest other edition that has any."""
    if model.objects.filter(edition=settings.edition).exists():
        return
    others = model.objects.exclude(edition=settings.edition).order_by("-edition__starts_on")
    latest = others.values_list("edition", flat=True).first()
    all_rows = model.objects.filter(edition=latest).order_by("pk")
    for row in texts_in_force(latest) if model is ConsentText else all_rows:
        row.pk, row.edition = None, settings.edition
        if model is ConsentText:
            row.version = 1
        row.save(force_insert=True)


def texts_in_force(edition: Any) -> list[ConsentText]:
    """The latest version for each purpose of an edition, or of none. One query."""
    texts = ConsentText.objects.filter(edition=edition).order_by("version")
    return list({text.purpose: text for text in texts}.values())


def _have_a_category(settings: RegistrationSettings) -> None:
    """Without any nobody could register: the first edition begins with one for all."""
    if ParticipantCategory.objects.filter(edition=settings.edition).exists():
        return
    category = ParticipantCategory(edition=settings.edition)
    for code in language_codes():
        with override(code):
            setattr(category, f"name_{code}", _("Participant"))
    category.save()


def create_quota(quota: Quota, user: Any = None) -> Quota:
    """Save a new quota; people who are registered already have their seats counted.

    Raises ValidationError when more of them are there than it has seats.
    """
    with transaction.atomic():
        quota.taken = seated(quota)
        if quota.taken > quota.size:
            raise ValidationError(
                {"size": _("People registered already: %(count)d.") % {"count": quota.taken}}
            )
        quota.save()
        log(instance=quota, action="wagtail.create", user=user)
    return quota


def seated(quota: Quota) -> int:
    """How many confirmed people have a seat that this quota counts. One query."""
    people = Attendee.objects.filter(
        registration__edition=quota.edition_id, registration__state=RegistrationState.CONFIRMED
    )
    if quota.session_id:
        return people.filter(signups__session=quota.session_id).count()
    if quota.mode:
        people = people.filter(mode=quota.mode)
    if quota.category_id:
        people = people.filter(category=quota.category_id)
    return people.count()


def resize_quota(quota: Quota, user: Any = None) -> None:
    """Write the new size only: seats go on being taken while an editor types.

    Raises ValidationError when more are taken by now.
    """
    with transaction.atomic():
        same = Quota.objects.filter(pk=quota.pk, taken__lte=quota.size)
        if not same.update(size=quota.size):
            raise ValidationError({"size": _("More seats than this are taken already.")})
        log(instance=quota, action="wagtail.edit", user=user)


def create_consent_text(text: ConsentText, user: Any = None) -> ConsentText:
    """Save a text; it takes the place of the one in force for its purpose."""
    with transaction.atomic():
        versions = ConsentText.objects.filter(edition=text.edition, purpose=text.purpose)
        latest = versions.order_by("-version").first()
        text.version = latest.version + 1 if latest else 1
        text.save()
        log(instance=text, action="wagtail.create", user=user)
    return text


def revise_consent_text(text: ConsentText, user: Any = None) -> ConsentText:
    """Write a changed text; where somebody agreed to the former words, as a new version.

    A language that was empty is filled in place: nobody has agreed to it yet.
    """
    before = ConsentText.objects.get(pk=text.pk)
    reworded = any(
        getattr(before, f"text_{code}") not in {None, "", getattr(text, f"text_{code}")}
        for code in language_codes()
    )
    if reworded and ConsentRecord.objects.filter(text=before).exists():
        text.pk = None
        return create_consent_text(text, user)
    with transaction.atomic():
        text.save()
        log(instance=text, action="wagtail.edit", user=user)
    return text


def delete_settings(settings: RegistrationSettings, user: Any = None) -> None:
    """Delete settings and the registration page with them.

    Raises ValidationError once somebody has registered: registration is then closed, not
    deleted.
    """
    edition = settings.edition
    if edition.registrations.exists():
        raise ValidationError(_("Somebody has registered: close registration instead."))
    with transaction.atomic():
        for page in RegistrationPage.objects.filter(edition=edition):
            page.delete()
        log(instance=settings, action="wagtail.delete", user=user, deleted=True)
        settings.delete()
