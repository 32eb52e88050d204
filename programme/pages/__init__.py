from .edition_pages import ArchivePage, EditionPage, ProgrammePage, SpeakerIndexPage
from .fact_page import FactPage
from .session_page import SessionPage
from .speaker_page import SpeakerPage

__all__ = [
    "ArchivePage",
    "EditionPage",
    "FactPage",
    "ProgrammePage",
    "SessionPage",
    "SpeakerIndexPage",
    "SpeakerPage",
]
