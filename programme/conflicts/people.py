"""Rules about people: nobody is in two places at once, and interpreters need a pause."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from programme.enums import Severity
from programme.models import Interpreter, SessionSpeaker, Speaker

from . import Conflict
from .plan import Placed, Plan, overlapping, session_link

#: Breaks shorter than this are none for whoever interprets; after so long there must be one.
PAUSE, STRETCH = datetime.timedelta(minutes=15), datetime.timedelta(hours=3)


def speaker_double_booked(plan: Plan) -> Iterator[Conflict]:
    """Somebody who appears in two sessions at the same time. One query."""
    appearing: dict[int, list[Speaker]] = defaultdict(list)
    lines = SessionSpeaker.objects.filter(session__edition=plan.edition)
    for line in lines.select_related("speaker"):
        appearing[line.session_id].append(line.speaker)
    engaged: dict[Speaker, list[Placed]] = defaultdict(list)
    for item in plan.placed:
        for speaker in appearing[item.session.pk]:
            engaged[speaker].append(item)
    for speaker, items in engaged.items():
        for first, second in overlapping(items):
            yield Conflict(
                "speaker_double_booked",
                Severity.ERROR,
                _("%(person)s speaks in %(first)s and in %(second)s at the same time: %(when)s.")
                % {
                    "person": speaker,
                    "first": first.code,
                    "second": second.code,
                    "when": plan.when_both(first, second),
                },
                (first.session.pk, second.session.pk),
                plan.place_link(second),
            )


def interpreter_double_booked(plan: Plan) -> Iterator[Conflict]:
    """Somebody who interprets in two sessions at the same time."""
    for interpreter, items in _at_work(plan).items():
        for first, second in overlapping(items):
            yield Conflict(
                "interpreter_double_booked",
                Severity.ERROR,
                _(
                    "%(person)s interprets in %(first)s and in %(second)s at the same time: "
                    "%(when)s."
                )
                % {
                    "person": interpreter,
                    "first": first.code,
                    "second": second.code,
                    "when": plan.when_both(first, second),
                },
                (first.session.pk, second.session.pk),
                session_link(second),
            )


def interpreter_without_pause(plan: Plan) -> Iterator[Conflict]:
    """Somebody who interprets for hours from one session to the next."""
    for interpreter, items in _at_work(plan).items():
        for stretch in _stretches(items):
            start, end = stretch[0].start, max(item.end for item in stretch)
            if end - start > STRETCH:
                yield Conflict(
                    "interpreter_without_pause",
                    Severity.NOTICE,
                    _("%(person)s interprets without a pause in %(sessions)s: %(when)s.")
                    % {
                        "person": interpreter,
                        "sessions": ", ".join(item.code for item in stretch),
                        "when": plan.when(start, end),
                    },
                    tuple(item.session.pk for item in stretch),
                    session_link(stretch[-1]),
                )


def _at_work(plan: Plan) -> dict[Interpreter, list[Placed]]:
    """Each interpreter's sessions in order of time, each once."""
    engaged: dict[Interpreter, list[Placed]] = defaultdict(list)
    for item in plan.placed:
        for interpreter in {a.interpreter: None for a in plan.assignments[item.session.pk]}:
            engaged[interpreter].append(item)
    return engaged


def _stretches(items: list[Placed]) -> list[list[Placed]]:
    """Sessions that follow one another without a pause, together."""
    found: list[list[Placed]] = []
    for item in items:
        if found and item.start - max(held.end for held in found[-1]) < PAUSE:
            found[-1].append(item)
        else:
            found.append([item])
    return found
