"""Releases: the draft becomes the programme that the public sees."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from programme.enums import ScheduleState
from programme.listeners import tell_of_release
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot

from .editions import note_public_change
from .schedule import draft_of


def release_schedule(
    edition: Edition, *, label: str = "", note: str = "", user: Any = None
) -> Schedule:
    """Make the draft the programme that the public sees; returns the new version.

    The draft stays, as the working copy of the next one. Raises ValidationError when the
    draft is empty, holds days that are not the edition's, or is what is released already.
    """
    with transaction.atomic():
        # The lock gives two releases at the same moment two numbers.
        Edition.objects.select_for_update().get(pk=edition.pk)
        slots = list(draft_of(edition).slots.select_related("session"))
        check_release(edition, slots)
        versions = Schedule.objects.filter(edition=edition)
        version = versions.aggregate(last=Max("version"))["last"] + 1
        released = Schedule.objects.create(
            edition=edition,
            state=ScheduleState.RELEASED,
            version=version,
            label=label or f"v{version}",
            note=note,
            released_at=timezone.now(),
        )
        Slot.objects.bulk_create(
            Slot(
                schedule=released,
                session_id=slot.session_id,
                room_id=slot.room_id,
                start=slot.start,
                end=slot.end,
            )
            for slot in slots
        )
        note_public_change(edition)
        tell_of_release(released)
        log(instance=edition, action="programme.release", user=user, data={"version": version})
    return released


def check_release(edition: Edition, slots: list[Slot]) -> None:
    """Raise ValidationError when there is nothing new to release."""
    if not slots:
        raise ValidationError(_("No session has a place in the draft yet."))
    released = Schedule.objects.filter(edition=edition, state=ScheduleState.RELEASED).first()
    days = set(edition.days)
    outside = [s for s in slots if edition.day_of(s.start) not in days]
    if outside:
        codes = ", ".join(slot.session.code for slot in outside)
        raise ValidationError(_("Outside the days of the edition: %(codes)s.") % {"codes": codes})
    if released and _places(slots) == _places(released.slots.all()):
        raise ValidationError(_("Nothing has changed since the last release."))


def _places(slots: Any) -> set[tuple[Any, ...]]:
    return {(slot.session_id, slot.room_id, slot.start, slot.end) for slot in slots}
