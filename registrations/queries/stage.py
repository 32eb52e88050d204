"""Where registration for an edition stands, from its state, its clock and its seats."""

import datetime
from collections.abc import Iterable

from programme.enums import AttendanceMode, EditionState
from programme.models import Edition
from registrations.enums import Band, Mode, Stage
from registrations.models import Quota, RegistrationSettings

#: States of an edition that decide alone.
DECIDED = {
    EditionState.POSTPONED: Stage.POSTPONED,
    EditionState.CANCELLED: Stage.CANCELLED,
    EditionState.CLOSED: Stage.CLOSED,
    EditionState.HELD: Stage.CLOSED,
    EditionState.PROCEEDINGS_OUT: Stage.CLOSED,
}


def stage(settings: RegistrationSettings, quotas: Iterable[Quota], now: datetime.datetime) -> Stage:
    """What the registration page says now."""
    decided = DECIDED.get(EditionState(settings.edition.state))
    if decided:
        return decided
    if now < settings.opens_at:
        return Stage.NOT_YET
    if now >= settings.closes_at:
        return Stage.CLOSED
    bands = mode_bands(settings.edition, quotas)
    full = bool(bands) and all(band == Band.FULL for band in bands.values())
    return Stage.WAITING_LIST if full else Stage.OPEN


def modes(edition: Edition) -> list[Mode]:
    """The ways in which one can take part in an edition."""
    offered = {
        AttendanceMode.ON_SITE: [Mode.ON_SITE],
        AttendanceMode.ONLINE: [Mode.ONLINE],
        AttendanceMode.MIXED: [Mode.ON_SITE, Mode.ONLINE],
    }
    return offered[AttendanceMode(edition.attendance_mode)]


def mode_bands(edition: Edition, quotas: Iterable[Quota]) -> dict[Mode, Band]:
    """For each way of taking part, how many seats are left; the scarcest quota decides."""
    order = list(Band)
    whole = [q for q in quotas if q.session_id is None and q.category_id is None]
    return {
        mode: max(
            (quota.band for quota in whole if quota.mode in {"", mode}),
            key=order.index,
            default=Band.OPEN,
        )
        for mode in modes(edition)
    }


def may_change(settings: RegistrationSettings, now: datetime.datetime) -> bool:
    """Whether participants may still change their own answers."""
    gone = {EditionState.CANCELLED, EditionState.HELD, EditionState.PROCEEDINGS_OUT}
    return now < settings.change_deadline and settings.edition.state not in gone
