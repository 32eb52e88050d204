"""A programme as a file holds it, whatever the format."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from programme.enums import Encoding, FileKind, Severity

from .limits import MOST_PARTS

#: Language → text; only languages that the file speaks.
Text = dict[str, str]


@dataclass(frozen=True)
class Problem:
    """Something about a file that a person must know: where it stands and what it is."""

    where: str
    sentence: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


class Refused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(sentence)
        self.problem = Problem(where, str(sentence))


@dataclass
class ImportedRoom:
    names: Text
    guid: uuid.UUID | None = None
    capacity: int = 0
    leftover: dict[str, Any] = field(default_factory=dict)


@dataclass
class ImportedTrack:
    names: Text
    leftover: dict[str, Any] = field(default_factory=dict)


@dataclass
class ImportedPerson:
    name: str
    guid: uuid.UUID | None = None
    #: The number or code by which the file knows the person, without a guid.
    reference: str = ""
    role: str = ""
    biography: Text = field(default_factory=dict)
    leftover: dict[str, Any] = field(default_factory=dict)


@dataclass
class ImportedSession:
    """One session. What is empty or None is not said by the file, and stays as it is."""

    where: str
    guid: uuid.UUID | None = None
    code: str = ""
    titles: Text = field(default_factory=dict)
    kind: str = ""
    track: Text = field(default_factory=dict)
    #: `{}` where the file names no room.
    room: Text = field(default_factory=dict)
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None
    spoken: list[str] = field(default_factory=list)
    interpreted: list[str] = field(default_factory=list)
    signup_required: bool | None = None
    state: str = ""
    people: list[ImportedPerson] = field(default_factory=list)
    #: `abstract` and `description` by language.
    words: dict[str, Text] = field(default_factory=dict)
    leftover: dict[str, Any] = field(default_factory=dict)
    #: Of a table: name of a column → how a person finds the cell.
    locate: Callable[[str], str] | None = None

    def place(self, element: str) -> str:
        """Where one part of the session stands in the file."""
        return self.locate(element) if self.locate else f"{self.where}, {element}"


@dataclass
class Request:
    """How a file is to be read: what the edition and the editor say about it."""

    zone: ZoneInfo
    #: Empty: as the file says.
    language: str = ""
    encoding: str = ""


@dataclass
class ImportedProgramme:
    kind: FileKind
    #: Whether this site has written it.
    is_ours: bool = False
    titles: Text = field(default_factory=dict)
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    zone: str = ""
    sessions: list[ImportedSession] = field(default_factory=list)
    rooms: list[ImportedRoom] = field(default_factory=list)
    tracks: list[ImportedTrack] = field(default_factory=list)
    leftover: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Of a table: how its letters were read, and its first rows for an editor's eye.
    encoding: Encoding | None = None
    sample: list[list[str]] = field(default_factory=list)
    parts: int = 0

    def count_parts(self, more: int) -> None:
        """Raise Refused when the file names more people and links than a programme has."""
        self.parts += more
        if self.parts > MOST_PARTS:
            raise Refused(_("The file holds too many objects."))
