"""What the workbench adds to wagtail-localize's tables, one noun per file."""

from .assignment import Assignment
from .comment import Comment
from .digest import DailyDigest
from .imported_file import ImportedFile
from .language import LanguageRule, TranslatorLocale
from .own_text import OwnText
from .publication import Publication
from .review import LabelReview, StringReview
from .submission import Submission
from .term import GlossaryTerm

__all__ = [
    "Assignment",
    "Comment",
    "DailyDigest",
    "GlossaryTerm",
    "ImportedFile",
    "LabelReview",
    "LanguageRule",
    "OwnText",
    "Publication",
    "StringReview",
    "Submission",
    "TranslatorLocale",
]
