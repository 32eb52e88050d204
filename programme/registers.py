"""What this floor tells the floors below, and itself, about itself."""

from .desk import readiness, register_panel, timetable, trail
from .services import labels


def register_all() -> None:
    """The labels for the translators' list, and the panels of the desk."""
    labels.register_all()
    register_panel(timetable.life)
    register_panel(timetable.timetable)
    register_panel(timetable.conflicts)
    register_panel(readiness.readiness)
    register_panel(readiness.words)
    register_panel(trail.trail)
