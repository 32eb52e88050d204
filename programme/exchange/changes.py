"""What an import would write, kept apart from the writing."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language_info, pgettext

from programme.enums import Severity
from programme.models import Edition, Room, Session, Speaker, Track, Venue
from translations.labels import pick

from .imported import ImportedSession, Problem, Text
from .wording import NewWords

#: Of a long text the eye needs the beginning.
MOST_TOLD = 200


@dataclass(frozen=True)
class FieldChange:
    """One field of a row: what it says and what the file says."""

    name: str
    old: str
    new: str


@dataclass
class Place:
    room: Room | None
    start: datetime.datetime
    end: datetime.datetime


@dataclass
class SessionStep:
    """One session of the file beside its row; `session` carries the new values already."""

    imported: ImportedSession
    session: Session
    is_new: bool
    #: Of facts and labels, which are public at once.
    changes: list[FieldChange] = field(default_factory=list)
    #: From where to where in the draft; None where it stays.
    move: FieldChange | None = None
    place: Place | None = None
    #: Use → languages; None where they stay.
    languages: dict[str, list[str]] | None = None
    people: list[tuple[Speaker, str]] | None = None
    words: NewWords = field(default_factory=NewWords)

    @property
    def is_unchanged(self) -> bool:
        return not (self.is_new or self.changes or self.move)


@dataclass
class SpeakerStep:
    speaker: Speaker
    is_new: bool
    changes: list[FieldChange] = field(default_factory=list)
    words: NewWords = field(default_factory=NewWords)


@dataclass
class ImportPlan:
    edition: Edition
    is_new_edition: bool = False
    new_venue: Venue | None = None
    sessions: list[SessionStep] = field(default_factory=list)
    speakers: list[SpeakerStep] = field(default_factory=list)
    new_rooms: list[Room] = field(default_factory=list)
    changed_rooms: list[Room] = field(default_factory=list)
    new_tracks: list[Track] = field(default_factory=list)
    changed_tracks: list[Track] = field(default_factory=list)
    edition_changed: bool = False
    problems: list[Problem] = field(default_factory=list)
    #: Sessions of the edition that the file does not name; they stay.
    absent: list[Session] = field(default_factory=list)

    def refuse(self, where: str, sentence: str) -> None:
        self.problems.append(Problem(where, sentence))

    def warn(self, where: str, sentence: str) -> None:
        self.problems.append(Problem(where, sentence, Severity.WARNING))

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == Severity.ERROR]

    @property
    def remarks(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity != Severity.ERROR]

    @property
    def new(self) -> list[SessionStep]:
        return [step for step in self.sessions if step.is_new]

    @property
    def changed(self) -> list[SessionStep]:
        return [step for step in self.sessions if not step.is_new and not step.is_unchanged]

    @property
    def unchanged(self) -> list[SessionStep]:
        return [step for step in self.sessions if step.is_unchanged]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, for a report."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "absent": len(self.absent),
            "rooms": len(self.new_rooms),
            "tracks": len(self.new_tracks),
            "speakers": sum(step.is_new for step in self.speakers),
        }


def set_labels(instance: Any, name: str, texts: Text) -> list[FieldChange]:
    """Write labels in the languages of the file only; returns what changes by it.

    A text that stands there already by fall-back from another language is none of its own:
    our exports give such texts where a language lacks them.
    """
    changes = []
    for code, text in texts.items():
        column = f"{name}_{code}"
        old = getattr(instance, column) or ""
        if text == old or (not old and text == pick(instance, name, code).text):
            continue
        setattr(instance, column, text)
        changes.append(FieldChange(in_language(field_name(instance, name), code), old, text))
    return changes


def set_value(instance: Any, name: str, value: Any) -> list[FieldChange]:
    """Write a fact, unless the file says nothing or the same."""
    if value in ("", None) or getattr(instance, name) == value:
        return []
    old = shown(instance, name)
    setattr(instance, name, value)
    return [FieldChange(field_name(instance, name), old, shown(instance, name))]


def shown(instance: Any, name: str) -> str:
    display = getattr(instance, f"get_{name}_display", None)
    value = display() if display else getattr(instance, name)
    if isinstance(value, bool):
        return pgettext("exchange", "yes") if value else pgettext("exchange", "no")
    return str(value or "")


def field_name(instance: Any, name: str) -> str:
    return str(instance._meta.get_field(name).verbose_name)


def in_language(name: str, code: str) -> str:
    return f"{name} ({get_language_info(code)['name_local']})"
