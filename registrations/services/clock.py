"""An edition's state follows the times and the seats of its registration."""

import datetime
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils import timezone

from programme.enums import EditionState
from programme.services.editions import change_state
from registrations.enums import Stage
from registrations.models import Quota, RegistrationSettings
from registrations.queries.stage import stage

FOLLOWING = {
    EditionState.ANNOUNCED: {
        Stage.OPEN: EditionState.REGISTRATION_OPEN,
        Stage.WAITING_LIST: EditionState.REGISTRATION_OPEN,
    },
    EditionState.REGISTRATION_OPEN: {
        Stage.WAITING_LIST: EditionState.FULL,
        Stage.CLOSED: EditionState.CLOSED,
    },
    EditionState.FULL: {
        Stage.OPEN: EditionState.REGISTRATION_OPEN,
        Stage.CLOSED: EditionState.CLOSED,
    },
}


def open_and_close_registrations(now: datetime.datetime | None = None) -> int:
    """Move every edition whose registration opened, filled up or closed; returns how many.

    States that an editor decides, such as postponed, are left alone. Safe to run at any time.
    """
    moment = now or timezone.now()
    waiting = RegistrationSettings.objects.filter(
        edition__state__in=FOLLOWING, opens_at__lte=moment
    )
    moved = 0
    for settings in waiting.select_related("edition"):
        edition = settings.edition
        quotas = Quota.objects.filter(edition=edition, session=None)
        next_state = FOLLOWING[EditionState(edition.state)].get(stage(settings, quotas, moment))
        if next_state:
            with suppress(ValidationError):  # an editor was faster, and decides
                change_state(edition, next_state)
                moved += 1
    return moved
