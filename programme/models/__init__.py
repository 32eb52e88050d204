"""Facts, one noun per file; the pages of words stand in their own room, above the queries."""

from .edition import Edition, EditionPartner, Track
from .edition_copy import EditionCopy
from .fact import ExchangedFact, Fact
from .imports import ScheduleImport
from .interpretation import InterpretationAssignment, Interpreter
from .organisation import Organisation, Theme
from .proceedings import KeyFigures, Material, MaterialVersion
from .schedule import Schedule, ScheduleChange, Slot
from .session import Session, SessionLanguage, SessionSpeaker
from .speaker import Speaker, SpeakerSubmission
from .venue import Room, Venue

# isort: split
from programme import pages as pages  # last: Django loads models from here

__all__ = [
    "Edition",
    "EditionCopy",
    "EditionPartner",
    "ExchangedFact",
    "Fact",
    "InterpretationAssignment",
    "Interpreter",
    "KeyFigures",
    "Material",
    "MaterialVersion",
    "Organisation",
    "Room",
    "Schedule",
    "ScheduleChange",
    "ScheduleImport",
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
