"""Editions: made with their pages, moved through their states."""

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from home.pages import HomePage
from programme.enums import EXPLAINED_STATES, TRANSITIONS, AttendanceMode, EditionState
from programme.listeners import tell_of_state
from programme.models.edition import Edition
from programme.models.schedule import Schedule
from programme.pages import EditionPage, ProgrammePage, SpeakerIndexPage
from translations.languages import language_codes

from .fact_pages import add_page, source_locale
from .proceedings import check_proceedings
from .public_changes import note_public_change
from .schedule import move_draft

#: A first and a last day.
Days = tuple[datetime.date, datetime.date]
#: Columns that a state may change with it.
KEPT_WITH_STATE = (
    "starts_on",
    "ends_on",
    "previous_starts_on",
    "previous_ends_on",
    "attendance_mode",
    "previous_attendance_mode",
)


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


def check_address(home: Page, slug: str) -> None:
    """Raise ValidationError when a page below `home` has this slug already."""
    if home.get_children().filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another page already has this address.")})


def take_step(
    edition: Edition,
    state: EditionState,
    *,
    reasons: Mapping[str, str] | None = None,
    days: Days | None = None,
) -> list[str]:
    """Give an edition its next state, unsaved, and keep what was planned before.

    `reasons` are the public reason by language, `days` the new days. Who leaves *postponed*
    without new days takes place on the days first planned. Returns the names of the fields
    that have to be written. Raises ValidationError for a step that the life cycle does not
    know, for a change that the public must have explained and has not, and for proceedings
    that the public cannot read yet.
    """
    if state not in TRANSITIONS[EditionState(edition.state)]:
        raise ValidationError(_("The edition cannot be changed to this state now."))
    for code, reason in (reasons or {}).items():
        setattr(edition, f"public_reason_{code}", reason)
    if state in EXPLAINED_STATES and not edition.public_reason_fr:
        raise ValidationError({"public_reason_fr": _("Give a reason: it is shown in public.")})
    if state == EditionState.PROCEEDINGS_OUT:
        check_proceedings(edition)
    held = {name: getattr(edition, name) for name in KEPT_WITH_STATE}
    before, edition.state = EditionState(edition.state), state
    # Who moves online a second time was planned on site all the same.
    if state == EditionState.MOVED_ONLINE and edition.attendance_mode != AttendanceMode.ONLINE:
        edition.previous_attendance_mode = edition.attendance_mode
        edition.attendance_mode = AttendanceMode.ONLINE
    take_days(edition, before, days)
    changed = [name for name, value in held.items() if getattr(edition, name) != value]
    return ["state", *changed, *(f"public_reason_{code}" for code in reasons or {})]


def take_days(edition: Edition, before: EditionState, days: Days | None) -> None:
    """Give an edition that has just left `before` its days, and keep those given up."""
    if edition.state == EditionState.POSTPONED:
        edition.previous_starts_on, edition.previous_ends_on = edition.starts_on, edition.ends_on
    if days:
        edition.starts_on, edition.ends_on = days
    if before == EditionState.POSTPONED and not edition.is_rescheduled:
        edition.previous_starts_on = edition.previous_ends_on = None


def change_state(
    edition: Edition,
    state: EditionState,
    user: Any = None,
    *,
    reasons: Mapping[str, str] | None = None,
    days: Days | None = None,
    move_places: bool = False,
    seen: str | None = None,
) -> None:
    """Move an edition to another state of its life: all that shows a state follows from here.

    `reasons` and `days` as in `take_step`, which says what is refused; `move_places` moves the
    draft to the new days; `seen` is the `life_mark` that an editor saw, if one did. Raises
    ValidationError when somebody else was faster.
    """
    with transaction.atomic():
        hold(edition, seen)
        before, first = EditionState(edition.state), edition.starts_on
        written = take_step(edition, state, reasons=reasons, days=days)
        # Nothing else: the clock moves states while editors have the form open.
        edition.save(update_fields=written)
        if move_places:
            move_draft(edition, days=days_moved(edition, first))
        note_public_change(edition)
        tell_of_state(edition, before)
        log(
            instance=edition,
            action="programme.change_state",
            user=user,
            data={"state": str(state)},
        )


def hold(edition: Edition, seen: str | None) -> None:
    """Keep an edition from others until the transaction ends, with the days it really has.

    Raises ValidationError when it is no longer in the state that the caller knows, or its life
    not what `seen` says.
    """
    true = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if true.state != edition.state or seen not in {None, life_mark(true)}:
        raise ValidationError(_("Somebody else has changed the state meanwhile. Look again."))
    for name in KEPT_WITH_STATE:
        setattr(edition, name, getattr(true, name))


def life_mark(edition: Edition) -> str:
    """Tells where an edition stands in its life: its state and all that a step writes with it."""
    names = ["state", *KEPT_WITH_STATE, *(f"public_reason_{code}" for code in language_codes())]
    values = [str(getattr(edition, name) or "") for name in names]
    return hashlib.sha256("\n".join(values).encode()).hexdigest()[:16]


def days_moved(edition: Edition, first: datetime.date) -> int:
    """By how many days an edition has moved that began on `first` before this step.

    The new days may have been given with an earlier step, or on the edition's form.
    """
    if first == edition.starts_on and edition.previous_starts_on:
        first = edition.previous_starts_on
    return (edition.starts_on - first).days
