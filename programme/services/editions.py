"""Editions: made with their pages, moved through their states."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from home.pages import HomePage
from programme.enums import EXPLAINED_STATES, TRANSITIONS, AttendanceMode, EditionState
from programme.listeners import tell_of_state
from programme.models.edition import Edition
from programme.models.schedule import Schedule
from programme.pages import EditionPage, ProgrammePage, SpeakerIndexPage

from .fact_pages import add_page, source_locale
from .proceedings import check_proceedings


def create_edition(edition: Edition, user: Any = None, *, programme: bool = True) -> Edition:
    """Save a new edition with its draft schedule and its source pages, as drafts.

    An edition without `programme` has a presentation only, as those of the archive.
    Raises ValidationError when its address is taken by another page.
    """
    home = HomePage.objects.get(locale=source_locale())
    check_address(home, edition.slug)
    with transaction.atomic():
        edition.save()
        page = add_page(EditionPage, edition, home, edition.slug, user)
        if programme:
            Schedule.objects.create(edition=edition)
        for section in (ProgrammePage, SpeakerIndexPage) if programme else ():
            add_page(section, edition, page, section.section, user)
        log(instance=edition, action="wagtail.create", user=user)
    return edition


def keep_former_plan(edition: Edition) -> list[str]:
    """Note the dates that were given up, or the form, so that the public sees both.

    Returns the names of the fields written.
    """
    if edition.state == EditionState.POSTPONED:
        edition.previous_starts_on = edition.starts_on
        edition.previous_ends_on = edition.ends_on
        return ["previous_starts_on", "previous_ends_on"]
    if edition.state == EditionState.MOVED_ONLINE:
        edition.previous_attendance_mode = edition.attendance_mode
        edition.attendance_mode = AttendanceMode.ONLINE
        return ["previous_attendance_mode", "attendance_mode"]
    return []


def check_address(home: Page, slug: str) -> None:
    """Raise ValidationError when a page below `home` has this slug already."""
    if home.get_children().filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another page already has this address.")})


def note_public_change(edition: Edition) -> None:
    """Count what the public is about to see change, so that calendars take it over."""
    Edition.objects.filter(pk=edition.pk).update(
        sequence=F("sequence") + 1, changed_at=timezone.now()
    )
    edition.refresh_from_db(fields=["sequence", "changed_at"])


def change_state(edition: Edition, state: EditionState, user: Any = None) -> None:
    """Move an edition to another state of its life, and keep what was planned before.

    Raises ValidationError for a step that the life cycle does not know, for a change that the
    public must have explained while `public_reason` is empty, and for proceedings that the
    public cannot read yet.
    """
    if state not in TRANSITIONS[EditionState(edition.state)]:
        raise ValidationError(_("This edition cannot take that state now."))
    if state in EXPLAINED_STATES and not edition.public_reason_fr:
        raise ValidationError({"public_reason_fr": _("Say why: the reason is shown in public.")})
    if state == EditionState.PROCEEDINGS_OUT:
        check_proceedings(edition)
    before = EditionState(edition.state)
    with transaction.atomic():
        edition.state = state
        kept = keep_former_plan(edition)
        # Nothing else: the clock moves states while editors have the form open.
        edition.save(update_fields=["state", *kept])
        note_public_change(edition)
        tell_of_state(edition, before)
        log(
            instance=edition,
            action="programme.change_state",
            user=user,
            data={"state": str(state)},
        )
