"""What the workbench adds to wagtail-localize's tables, one noun per file."""

from .assignment import Assignment
from .comment import Comment
from .digest import DailyDigest
from .imported_file import ImportedFile
from .language import LanguageRule, TranslatorLocale
from .own_text import OwnText
from .review import LabelReview, StringReview
from .submission import Submission

__all__ = [
    "Assignment",
    "Comment",
    "DailyDigest",
    "ImportedFile",
    "LabelReview",
    "LanguageRule",
    "OwnText",
    "StringReview",
    "Submission",
    "TranslatorLocale",
]
