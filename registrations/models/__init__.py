"""Registrations, one noun per file; the page of words stands in its own room."""

from .attendee import Attendee, SessionSignup
from .consent import ConsentRecord, ConsentText
from .message import SessionMessage
from .purge import Purge
from .quota import Quota
from .registration import Registration
from .settings import ParticipantCategory, RegistrationSettings

# isort: split
from registrations import pages as pages  # last: Django loads models from here

__all__ = [
    "Attendee",
    "ConsentRecord",
    "ConsentText",
    "ParticipantCategory",
    "Purge",
    "Quota",
    "Registration",
    "RegistrationSettings",
    "SessionMessage",
    "SessionSignup",
]
