"""Checks of one translated sentence: pure functions, without a database.

`find_problems` runs all of them. A check is a function from a `Subject` to findings; it
stands in the file of what it is about, and in the list of `registry`.
"""

from .registry import CHECKS, check_label, find_problems
from .subject import Finding, Severity, Subject
from .terms import TermPair

__all__ = [
    "CHECKS",
    "Finding",
    "Severity",
    "Subject",
    "TermPair",
    "check_label",
    "find_problems",
]
