"""Which speakers are to be told of a change, and in which language."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from programme.enums import Country, Language
from programme.models.schedule import ScheduleChange
from programme.models.session import SessionSpeaker
from programme.models.speaker import Speaker

#: Nobody has said in which language a speaker reads; the organisation's country tells it.
MAIL_LANGUAGES = {Country.FRANCE: Language.FRENCH, Country.KOREA: Language.KOREAN}


def speakers_to_tell(sessions: Iterable[int] | QuerySet[Any, Any]) -> QuerySet[Speaker]:
    """Speakers of these sessions who have left an address."""
    appearing = SessionSpeaker.objects.filter(session__in=sessions)
    return (
        Speaker.objects.filter(pk__in=appearing.values("speaker"))
        .exclude(email="")
        .select_related("organisation")
        .order_by("pk")
    )


def mail_language(speaker: Speaker) -> Language:
    """The language in which a speaker is written to: English where no country tells it."""
    country = speaker.organisation and Country(speaker.organisation.country)
    return MAIL_LANGUAGES.get(country, Language.ENGLISH) if country else Language.ENGLISH


def changes_with_speakers(changes: list[ScheduleChange]) -> list[ScheduleChange]:
    """Those among the changes that some speaker with an address is told of. One query."""
    told = SessionSpeaker.objects.exclude(speaker__email="").filter(
        session__in=[change.session_id for change in changes]
    )
    sessions = set(told.values_list("session", flat=True))
    return [change for change in changes if change.session_id in sessions]
