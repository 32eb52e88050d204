"""Which speakers are to be told of a change."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from programme.models.schedule import ScheduleChange
from programme.models.session import SessionSpeaker
from programme.models.speaker import Speaker


def speakers_to_tell(sessions: Iterable[int] | QuerySet[Any, Any]) -> QuerySet[Speaker]:
    """Speakers of these sessions who have left an address."""
    appearing = SessionSpeaker.objects.filter(session__in=sessions)
    return (
        Speaker.objects.filter(pk__in=appearing.values("speaker"))
        .exclude(email="")
        .select_related("organisation")
        .order_by("pk")
    )


def changes_with_speakers(changes: list[ScheduleChange]) -> list[ScheduleChange]:
    """Those among the changes that some speaker with an address is told of. One query."""
    told = SessionSpeaker.objects.exclude(speaker__email="").filter(
        session__in=[change.session_id for change in changes]
    )
    sessions = set(told.values_list("session", flat=True))
    return [change for change in changes if change.session_id in sessions]
