"""The timetable: the draft that editors move, and its releases."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from programme.enums import ScheduleState
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot
from programme.models.session import Session
from programme.models.venue import Room


def draft_of(edition: Edition) -> Schedule:
    """The draft of an edition, made when there is none yet."""
    return Schedule.objects.get_or_create(edition=edition, version=0)[0]


def local_instant(edition: Edition, day: datetime.date, hour: datetime.time) -> datetime.datetime:
    """The instant of a day and an hour at the edition's place."""
    return datetime.datetime.combine(day, hour, tzinfo=edition.zone.info)


def place_session(
    session: Session,
    *,
    room: Room | None,
    start: datetime.datetime,
    end: datetime.datetime,
    user: Any = None,
) -> Slot:
    """Put a session at a place in the draft, or move it there. The public sees no change.

    Raises ValidationError when the end is not after the start, the day is not one of the
    edition's, or the room belongs to another venue.
    """
    edition = session.edition
    if end <= start:
        raise ValidationError({"end": _("The end is not after the start.")})
    if start.astimezone(edition.zone.info).date() not in edition.days:
        raise ValidationError({"day": _("This is not a day of the edition.")})
    if room and room.venue_id != edition.venue_id:
        raise ValidationError({"room": _("This room is not at the edition’s venue.")})
    with transaction.atomic():
        slot, _created = Slot.objects.update_or_create(
            schedule=draft_of(edition),
            session=session,
            defaults={"room": room, "start": start, "end": end},
        )
        log(instance=session, action="programme.place", user=user)
    return slot


def unplace_session(session: Session, user: Any = None) -> None:
    """Take a session out of the draft; it stays in the list of those without a place."""
    with transaction.atomic():
        Slot.objects.filter(schedule__version=0, session=session).delete()
        log(instance=session, action="programme.unplace", user=user)


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
        log(instance=edition, action="programme.release", user=user, data={"version": version})
    return released


def check_release(edition: Edition, slots: list[Slot]) -> None:
    """Raise ValidationError when there is nothing new to release."""
    if not slots:
        raise ValidationError(_("No session has a place in the draft yet."))
    released = Schedule.objects.filter(edition=edition, state=ScheduleState.RELEASED).first()
    days = set(edition.days)
    outside = [s for s in slots if s.start.astimezone(edition.zone.info).date() not in days]
    if outside:
        codes = ", ".join(slot.session.code for slot in outside)
        raise ValidationError(_("Outside the days of the edition: %(codes)s.") % {"codes": codes})
    if released and _places(slots) == _places(released.slots.all()):
        raise ValidationError(_("Nothing has changed since the last release."))


def _places(slots: Any) -> set[tuple[Any, ...]]:
    return {(slot.session_id, slot.room_id, slot.start, slot.end) for slot in slots}
