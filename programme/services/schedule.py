"""The timetable: the draft that editors move."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.templatetags.dates import clock, date_in, day_short
from programme.models.edition import Edition
from programme.models.schedule import Schedule, Slot
from programme.models.session import Session
from programme.models.venue import Room
from programme.queries.drafts import draft_slot, mark
from translations.labels import pick


class MovedMeanwhile(ValidationError):
    """Somebody else has moved a session since an editor saw it; `slot` is where it is now."""

    def __init__(self, slot: Slot | None, edition: Edition) -> None:
        self.slot = slot
        super().__init__(
            _("Somebody else has moved this session in the meantime. It is now here: %(place)s.")
            % {"place": place_in_words(slot, edition)}
        )


def place_in_words(slot: Slot | None, edition: Edition) -> str:
    """`jeu. 20 mai, 09:00–10:00, Salle Erdre`, or that there is no place."""
    if slot is None:
        return _("No place yet")
    zone = edition.timezone
    day, start, end = day_short(date_in(slot.start, zone)), slot.start, slot.end
    room = pick(slot.room, "name").text if slot.room else _("No room")
    return f"{day}, {clock(start, zone)}–{clock(end, zone)}, {room}"


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
    seen: str | None = None,
) -> Slot:
    """Put a session at a place in the draft, or move it there. The public sees no change.

    `seen` is the `mark` of the place that the editor saw, if one did. Raises MovedMeanwhile when
    it is no longer the true one, and ValidationError when the end is not after the start, the
    day is not one of the edition's, or the room belongs to another venue.
    """
    edition = session.edition
    if end <= start:
        raise ValidationError({"end": _("The end must be after the start.")})
    if edition.day_of(start) not in edition.days:
        raise ValidationError({"day": _("This is not a day of the edition.")})
    if room and room.venue_id != edition.venue_id:
        raise ValidationError({"room": _("This room is not at the edition’s venue.")})
    with transaction.atomic():
        check_seen(session, seen)
        slot, _created = Slot.objects.update_or_create(
            schedule=draft_of(edition),
            session=session,
            defaults={"room": room, "start": start, "end": end},
        )
        log(instance=session, action="programme.place", user=user)
    return slot


def unplace_session(session: Session, user: Any = None, *, seen: str | None = None) -> None:
    """Take a session out of the draft; it stays in the list of those without a place.

    `seen` is as for `place_session`.
    """
    with transaction.atomic():
        check_seen(session, seen)
        Slot.objects.filter(schedule__version=0, session=session).delete()
        log(instance=session, action="programme.unplace", user=user)


def check_seen(session: Session, seen: str | None) -> None:
    """Raise MovedMeanwhile unless `seen` is None or the mark of the session's true place.

    The lock, which a release takes as well, lasts until the end of the transaction: of two who
    saw the same place, the second one comes after the first one has written.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=session.edition_id)
    slot = draft_slot(session)
    if seen is not None and seen != mark(slot):
        raise MovedMeanwhile(slot, edition)


def move_draft(edition: Edition, *, days: int) -> None:
    """Move every place of the draft by whole days; the hours at the venue stay.

    A draft that is on the edition's days already is left alone. A query, and one for each
    change of the clocks that lies between the old days and the new.
    """
    zone = edition.zone.info
    draft = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    held = [(pk, start.astimezone(zone)) for pk, start in draft.values_list("pk", "start")]
    if {edition.day_of(start) for _pk, start in held} <= set(edition.days):
        return
    moved: dict[datetime.timedelta, list[int]] = {}
    for pk, start in held:
        new = local_instant(edition, start.date() + datetime.timedelta(days=days), start.time())
        moved.setdefault(new.astimezone(datetime.UTC) - start, []).append(pk)
    for by, pks in moved.items():
        Slot.objects.filter(pk__in=pks).update(start=F("start") + by, end=F("end") + by)
