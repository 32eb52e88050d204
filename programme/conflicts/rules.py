"""The rules of this floor."""

from . import interpretation, people, register_rule, rooms, visits


def register_all() -> None:
    """Have every rule of the programme asked."""
    for rule in (
        rooms.room_double_booked,
        rooms.outside_the_days,
        people.speaker_double_booked,
        people.interpreter_double_booked,
        people.interpreter_without_pause,
        interpretation.room_without_booth,
        interpretation.nobody_assigned,
        visits.visit_during_plenary,
        visits.visit_back_late,
        visits.visit_leaves_early,
        visits.visit_beside_signup,
    ):
        register_rule(rule)
