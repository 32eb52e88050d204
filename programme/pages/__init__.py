from .edition_pages import ArchivePage, EditionPage, ProgrammePage, SpeakerIndexPage
from .fact_page import FactPage
from .proceedings_page import ProceedingsPage
from .session_page import SessionPage
from .speaker_page import SpeakerPage

__all__ = [
    "ArchivePage",
    "EditionPage",
    "FactPage",
    "ProceedingsPage",
    "ProgrammePage",
    "SessionPage",
    "SpeakerIndexPage",
    "SpeakerPage",
]
