"""Numbers, times and dates: the same in every language, however they are written."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .figure import Figure, Figures
from .subject import Finding, Severity, Subject


def check_numbers(subject: Subject) -> Iterator[Finding]:
    """Numbers that are missing, or that the source does not have."""
    return compare(subject, "number", "numbers")


def check_times(subject: Subject) -> Iterator[Finding]:
    """Times of day and durations, in hours and minutes."""
    return compare(subject, "time", "times")


def check_dates(subject: Subject) -> Iterator[Finding]:
    """Months, days of the week, and dates in figures."""
    return compare(subject, "date", "dates")


def compare(subject: Subject, kind: str, check: str) -> Iterator[Finding]:
    """One finding about the figures of one kind, if there is any.

    A figure that stands in for another is an error. One that is only missing may be said in
    other words, and one that is only added may explain something: these are asked about.
    """
    source, target = subject.source_figures, subject.target_figures
    missing, added = lacking(source, target), lacking(target, source)
    replaced = bool(missing or added) and len(source.stated) == len(target.stated)
    severity = Severity.ERROR if (missing and added) or replaced else Severity.WARNING
    gone, new = of_kind(missing, kind), of_kind(added, kind)
    if gone and new:
        message = _("In the source: %(missing)s. In the translation: %(added)s.")
    elif gone:
        message = _("Not in the translation: %(missing)s.")
    elif new:
        message = _("Not in the source: %(added)s.")
    else:
        return
    yield Finding(check, severity, message % {"missing": gone, "added": new}, f"{gone} → {new}")


def lacking(stated: Figures, other: Figures) -> list[Figure]:
    """Figures that mean nothing of what is known on the other side.

    Days of the week are compared only where both sides name some: « dominical » names none.
    """
    known = other.keys
    kinds = {kind for kind, _value in known}
    return [
        figure
        for figure in stated.stated
        if not figure.keys & known and (not figure.is_weekday or "weekday" in kinds)
    ]


def of_kind(figures: list[Figure], kind: str) -> str:
    """`14 h 30, 16 h`: the figures of one kind as they are written, each once."""
    return ", ".join(dict.fromkeys(figure.shown for figure in figures if figure.kind == kind))
