"""Who interprets where, from which language into which, and where nobody does yet."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.templatetags.dates import clock, day_full
from programme.enums import LanguageUse, SessionState
from programme.models.edition import Edition
from programme.models.interpretation import InterpretationAssignment, Interpreter
from programme.models.schedule import Slot
from translations.labels import Words, pick
from translations.languages import language_names

from .entries import languages_of


def has_interpreters(edition: Edition) -> bool:
    """Whether interpretation of the edition is being planned. One query."""
    return Interpreter.objects.filter(edition=edition).exists()


def unassigned(
    uses: Mapping[str, list[str]], assignments: Iterable[InterpretationAssignment]
) -> list[str]:
    """The languages into which a session is to be interpreted, and nobody does.

    What is said in one language only needs no interpreter into that language.
    """
    taken = {assignment.target for assignment in assignments}
    spoken = uses[LanguageUse.SPOKEN]
    return [
        language
        for language in uses[LanguageUse.INTERPRETED]
        if language not in taken and spoken != [language]
    ]


@dataclass(frozen=True)
class Turn:
    """A session that somebody interprets, or that lacks somebody, at its place in the draft."""

    slot: Slot
    zone: str
    #: From which language into which; without a source where somebody is lacking.
    ways: list[tuple[str, str]]

    @property
    def hours(self) -> str:
        return f"{clock(self.slot.start, self.zone)}–{clock(self.slot.end, self.zone)}"

    @property
    def title(self) -> Words:
        return pick(self.slot.session, "title")

    @property
    def room(self) -> Words:
        return pick(self.slot.room, "name")

    @property
    def directions(self) -> list[str]:
        """`French → Korean`, or `→ Korean`, in the reader's language."""
        return [
            f"{language_names([source] if source else [])} → {language_names([target])}".strip()
            for source, target in self.ways
        ]


@dataclass(frozen=True)
class InterpretationDay:
    """One day: what each interpreter does in order of time, and what is lacking."""

    date: datetime.date
    people: dict[Interpreter, list[Turn]] = field(default_factory=dict)
    lacking: list[Turn] = field(default_factory=list)


def interpretation_plan(edition: Edition) -> list[InterpretationDay]:
    """The interpreters' work by day, after the draft; cancelled sessions are left out.

    Three queries.
    """
    slots = _slots(edition)
    assignments = assignments_of(edition)
    languages = languages_of([slot.session_id for slot in slots])
    days: dict[datetime.date, InterpretationDay] = {}
    for slot in slots:
        date = slot.start.astimezone(edition.zone.info).date()
        day = days.setdefault(date, InterpretationDay(date))
        assigned = assignments[slot.session_id]
        for interpreter, ways in _by_person(assigned).items():
            day.people.setdefault(interpreter, []).append(Turn(slot, edition.timezone, ways))
        if missing := unassigned(languages[slot.session_id], assigned):
            ways = [("", language) for language in missing]
            day.lacking.append(Turn(slot, edition.timezone, ways))
    return [_in_order(day) for day in days.values() if day.people or day.lacking]


def _slots(edition: Edition) -> list[Slot]:
    draft = Slot.objects.filter(schedule__edition=edition, schedule__version=0)
    confirmed = draft.filter(session__state=SessionState.CONFIRMED)
    return list(confirmed.select_related("session", "room").order_by("start", "session__code"))


def assignments_of(edition: Edition) -> dict[int, list[InterpretationAssignment]]:
    """Session → who interprets there. One query."""
    found: dict[int, list[InterpretationAssignment]] = defaultdict(list)
    assigned = InterpretationAssignment.objects.filter(session__edition=edition)
    for assignment in assigned.select_related("interpreter"):
        found[assignment.session_id].append(assignment)
    return found


def _by_person(
    assigned: Iterable[InterpretationAssignment],
) -> dict[Interpreter, list[tuple[str, str]]]:
    found: dict[Interpreter, list[tuple[str, str]]] = defaultdict(list)
    for assignment in assigned:
        found[assignment.interpreter].append((assignment.source, assignment.target))
    return found


def _in_order(day: InterpretationDay) -> InterpretationDay:
    people = sorted(day.people.items(), key=lambda item: (item[0].name, item[0].pk))
    return InterpretationDay(day.date, dict(people), day.lacking)


def interpretation_rows(plan: Iterable[InterpretationDay]) -> Iterator[list[str]]:
    """The plan as rows of a spreadsheet, the first of them the heading."""
    yield [
        _("Day"),
        _("Interpreter"),
        pgettext("programme", "Time"),
        _("Room"),
        pgettext("programme", "Code"),
        _("Session"),
        _("Languages"),
    ]
    for day in plan:
        groups = [(person.name, turns) for person, turns in day.people.items()]
        for name, turns in [*groups, (_("Nobody yet"), day.lacking)]:
            for turn in turns:
                yield _row(day, name, turn)


def _row(day: InterpretationDay, name: str, turn: Turn) -> list[str]:
    session = turn.slot.session
    place = [turn.hours, turn.room.text, session.code, turn.title.text]
    return [day_full(day.date), name, *place, ", ".join(turn.directions)]
