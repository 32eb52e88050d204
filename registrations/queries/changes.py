"""Whom a change of the programme concerns: those who have signed up."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from programme.enums import ChangeKind, SessionKind
from programme.models import Edition, Schedule, ScheduleChange
from programme.queries.changes import ChangeLine, standing_changes
from registrations.enums import RegistrationState
from registrations.models import Attendee, SessionSignup

from .offer import OfferedSession

#: Nobody has signed up for what is new.
TOLD = set(ChangeKind) - {ChangeKind.ADDED}


def concerned(edition: Edition, sessions: Iterable[int] | QuerySet[Any, Any]) -> QuerySet[Attendee]:
    """Confirmed participants who have signed up for one of these sessions."""
    signed_up = SessionSignup.objects.filter(session__in=sessions)
    return Attendee.objects.filter(
        pk__in=signed_up.values("attendee"),
        registration__edition=edition,
        registration__state=RegistrationState.CONFIRMED,
        registration__purged_at=None,
    ).order_by("pk")


def changes_signed_up_for(changes: Iterable[ScheduleChange]) -> list[ScheduleChange]:
    """Those among the changes that somebody who signed up is told of. One query."""
    told = [change for change in changes if change.kind in TOLD]
    signed_up = SessionSignup.objects.filter(session__in=[change.session_id for change in told])
    sessions = set(signed_up.values_list("session", flat=True))
    return [change for change in told if change.session_id in sessions]


def changes_for(attendee: Attendee, schedule: Schedule) -> QuerySet[ScheduleChange]:
    """What a version changed for a person, as far as later ones have not changed it again."""
    return standing_changes(schedule).filter(kind__in=TOLD, session__signups__attendee=attendee)


def dropped_session(line: ChangeLine) -> OfferedSession:
    """A session that does not take place, for the calendar that is to forget it."""
    return OfferedSession(
        pk=line.session.pk,
        code=line.session.code,
        title=line.title,
        room=line.place.room,
        kind=SessionKind(line.session.kind),
        start=line.place.start,
        end=line.place.end,
        zone=line.place.zone,
        quota=None,
    )
