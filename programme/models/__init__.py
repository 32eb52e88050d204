"""Facts, one noun per file; the pages of words stand in their own room, above the queries."""

from .edition import Edition, EditionPartner, Track
from .fact import Fact
from .interpretation import InterpretationAssignment, Interpreter
from .organisation import Organisation, Theme
from .schedule import Schedule, ScheduleChange, Slot
from .session import Session, SessionLanguage, SessionSpeaker
from .speaker import Speaker, SpeakerSubmission
from .venue import Room, Venue

# isort: split
from programme import pages as pages  # last: Django loads models from here

__all__ = [
    "Edition",
    "EditionPartner",
    "Fact",
    "InterpretationAssignment",
    "Interpreter",
    "Organisation",
    "Room",
    "Schedule",
    "ScheduleChange",
    "Session",
    "SessionLanguage",
    "SessionSpeaker",
    "Slot",
    "Speaker",
    "SpeakerSubmission",
    "Theme",
    "Track",
    "Venue",
]
