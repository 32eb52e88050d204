"""Tables with a session on each row, their columns named in the first."""

import datetime
import re
from typing import Any

from django.utils.translation import gettext as _

from programme.enums import Encoding, FileKind, SessionKind, SessionState, Severity, SpeakerRole
from translations.exchange.texts import clean, line
from translations.exchange.workbook import Row, cell_name, without_end
from translations.languages import language_codes

from .columns import COLUMNS, headings
from .imported import (
    ImportedPerson,
    ImportedProgramme,
    ImportedSession,
    Problem,
    Refused,
    Request,
    Text,
)
from .kinds import choice_of, kind_of
from .leftover import kept
from .limits import MOST_NAME
from .sheets import csv_rows, xlsx_rows
from .texts import guess_encoding
from .values import (
    as_day,
    as_duration,
    as_end,
    as_hour,
    as_instant,
    as_language,
    as_truth,
    as_uuid,
    end_by_hour,
    is_web_address,
)
from .words import WORDS, by_element

SAMPLE_ROWS = 5
SAMPLE_WIDTH = 60
#: Rows that may stand above the names of the columns.
MOST_ABOVE = 5
NAME_AND_ROLE = re.compile(r"^(.*?)\s*\[([^\]]*)\]$")
#: In round brackets there may also stand the name in the other script.
NAME_AND_PERHAPS_ROLE = re.compile(r"^(.*?)\s*\(([^)]*)\)$")
CODE = re.compile(r"^[A-Za-z0-9-]{1,12}$")


def read_csv(data: bytes, request: Request) -> ImportedProgramme:
    encoding = Encoding(request.encoding) if request.encoding else guess_encoding(data)
    programme = read_rows(csv_rows(data, encoding), FileKind.CSV, request)
    programme.encoding = encoding
    return programme


def read_xlsx(data: bytes, request: Request) -> ImportedProgramme:
    return read_rows(xlsx_rows(data), FileKind.XLSX, request)


def read_rows(rows: list[Row], kind: FileKind, request: Request) -> ImportedProgramme:
    """Raises Refused for a table without our columns."""
    held = without_end(rows)
    programme = ImportedProgramme(kind)
    if not held:
        raise Refused(_("The table is empty."))
    head = place_of_head(held)
    first = held[head : head + SAMPLE_ROWS + 1]
    programme.sample = [[line(value)[:SAMPLE_WIDTH] for value in row] for _number, row in first]
    table = Table(programme, request, held[head])
    for number, row in held[head + 1 :]:
        programme.sessions.append(Line(table, number, row).session())
    if not programme.sessions:
        programme.problems.append(Problem("", _("The file holds no session.")))
    return programme


def place_of_head(held: list[tuple[int, Row]]) -> int:
    """Where the columns are named: above may stand a title, or how the file is separated."""
    return next(
        (
            place
            for place, (_number, row) in enumerate(held[:MOST_ABOVE])
            if any(name_of(value).startswith("title_") for value in row)
        ),
        0,
    )


def name_of(value: Any) -> str:
    """The name of a column, however it is spelt."""
    return re.sub(r"[\s-]+", "_", line(value).casefold())


class Table:
    """What its first row says: which column is which."""

    def __init__(
        self, programme: ImportedProgramme, request: Request, first: tuple[int, Row]
    ) -> None:
        self.programme, self.request = programme, request
        number, row = first
        known = set(headings()) | {"duration"}
        #: Name of a column → its place, from 0.
        self.columns: dict[str, int] = {}
        for place, value in enumerate(row):
            self.take(name_of(value), place, number, known)
        if not any(name.startswith("title_") for name in self.columns):
            raise Refused(
                _("No column is named title_fr, title_ko or title_en. Start from the template."),
                _("row %(row)s") % {"row": number},
            )

    def take(self, name: str, place: int, number: int, known: set[str]) -> None:
        own = [column.name for column in COLUMNS if column.by_language]
        if name in own and self.request.language:
            name = f"{name}_{self.request.language}"
        if name in self.columns:
            self.note(cell_name(number, place + 1), _("This column appears twice."), Severity.ERROR)
        elif name in known:
            self.columns[name] = place
        elif name:
            where = cell_name(number, place + 1, name[:40])
            self.note(where, _("Ignored: unknown column."), Severity.WARNING)

    def note(self, where: str, sentence: str, severity: Severity) -> None:
        self.programme.problems.append(Problem(where, sentence, severity))


class Line:
    """One row on its way to a session."""

    def __init__(self, table: Table, number: int, row: Row) -> None:
        self.table, self.number, self.row = table, number, row

    def raw(self, name: str) -> Any:
        place = self.table.columns.get(name)
        return "" if place is None or place >= len(self.row) else self.row[place]

    def text(self, name: str) -> str:
        return line(self.raw(name))

    def texts(self, name: str) -> Text:
        found = {code: self.text(f"{name}_{code}") for code in language_codes()}
        return {code: text for code, text in found.items() if text}

    def refuse(self, name: str, sentence: str, severity: Severity = Severity.ERROR) -> None:
        self.table.note(self.locate(name), sentence, severity)

    def refuse_value(self, name: str, sentence: str) -> None:
        """The same with what stands in the cell, if anything does."""
        text = self.text(name)[:60]
        self.refuse(name, sentence % {"text": text} if text else _("This cell is empty."))

    def locate(self, name: str) -> str:
        """The cell of a column, or of the first of its languages."""
        columns = self.table.columns
        found = next((column for column in columns if column.startswith(name)), "")
        return cell_name(self.number, columns.get(found, 0) + 1, found)

    def session(self) -> ImportedSession:
        titles = self.texts("title")
        if not titles:
            name = next(name for name in self.table.columns if name.startswith("title_"))
            self.refuse(name, _("The title is missing."))
        start, end = self.times()
        words = self.words()
        return ImportedSession(
            where=_("row %(row)s") % {"row": self.number},
            guid=self.guid(),
            code=self.code(),
            titles=titles,
            kind=self.choice("kind", SessionKind),
            track=self.texts("track"),
            room=self.texts("room"),
            start=start,
            end=end,
            spoken=self.languages("spoken"),
            interpreted=self.languages("interpreted"),
            signup_required=self.truth("signup_required"),
            state=self.choice("state", SessionState),
            people=self.people(),
            words=words,
            locate=self.locate,
            leftover=kept(subtitle=self.texts("subtitle"), links=self.links(), **by_element(words)),
        )

    def guid(self) -> Any:
        text = self.text("guid")
        found = as_uuid(text)
        if text and not found:
            self.refuse("guid", _("This is not a valid guid: %(text)s.") % {"text": text[:60]})
        return found

    def code(self) -> str:
        code = self.text("code")
        if code and not CODE.match(code):
            self.refuse("code", _("A code has up to 12 letters, digits and hyphens."))
            return ""
        return code

    def choice(self, name: str, choices: Any) -> str:
        text = self.text(name)
        found = kind_of(text) if choices is SessionKind else choice_of(choices, text)
        if text and not found:
            self.refuse(name, _("This word is unknown: %(text)s.") % {"text": text[:60]})
        return found.value if text and found else ""

    def truth(self, name: str) -> bool | None:
        raw, text = self.raw(name), self.text(name)
        found = raw if isinstance(raw, bool) else as_truth(text)
        if text and found is None:
            self.refuse(name, _("Write yes or no."))
        return found

    def languages(self, name: str) -> list[str]:
        words = [word for word in re.split(r"[,;/\s]+", self.text(name)) if word]
        unknown = [word for word in words if not as_language(word)]
        if unknown:
            shown = {"text": ", ".join(unknown)[:60]}
            self.refuse(name, _("This language is unknown: %(text)s.") % shown)
        return list(dict.fromkeys(filter(None, map(as_language, words))))

    def times(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """Beginning and end; both None for a session without a place."""
        if not self.text("date") and not self.text("start"):
            return None, None
        day, start = as_day(self.raw("date")), as_hour(self.raw("start"))
        if day is None:
            self.refuse_value("date", _("This is not a valid date: %(text)s."))
        if start is None:
            self.refuse_value("start", _("This is not a valid time: %(text)s."))
        if day is None or start is None:
            return None, None
        begin = datetime.datetime.combine(day, start, tzinfo=self.table.request.zone)
        return begin.astimezone(datetime.UTC), self.end(begin)

    def end(self, begin: datetime.datetime) -> datetime.datetime | None:
        """An hour of the same day or of the night after, or a day with its hour."""
        text = self.text("end")
        if not text and (duration := as_duration(self.text("duration"))):
            return begin.astimezone(datetime.UTC) + duration
        told = as_instant(text, self.table.request.zone)
        if told and told > begin:
            return told
        hour = as_end(self.raw("end"))
        if hour is None:
            self.refuse_value("end", _("This is not a valid time: %(text)s."))
            return None
        end = end_by_hour(begin, hour)
        if end <= begin:
            self.refuse("end", _("The end must be after the start."))
        return end.astimezone(datetime.UTC)

    def people(self) -> list[ImportedPerson]:
        parts = [part.strip() for part in re.split(r"[;\n]", clean(self.raw("speakers")))]
        self.table.programme.count_parts(len(parts))
        return [self.person(part) for part in parts if part]

    def person(self, text: str) -> ImportedPerson:
        text = line(text)[:MOST_NAME]
        found = NAME_AND_ROLE.match(text)
        perhaps = NAME_AND_PERHAPS_ROLE.match(text)
        if not found and perhaps and choice_of(SpeakerRole, perhaps[2]):
            found = perhaps
        if not found:
            return ImportedPerson(name=text)
        known = choice_of(SpeakerRole, found[2])
        if not known:
            self.refuse("speakers", _("This word is unknown: %(text)s.") % {"text": found[2][:60]})
        return ImportedPerson(name=found[1], role=known.value if known else "")

    def words(self) -> dict[str, Text]:
        found: dict[str, Text] = {}
        for element in WORDS:
            for code in language_codes():
                if text := clean(self.raw(f"{element}_{code}")):
                    found.setdefault(code, {})[element] = text
        return found

    def links(self) -> list[dict[str, str]]:
        found, parts = [], clean(self.raw("links")).splitlines()
        self.table.programme.count_parts(len(parts))
        for part in parts:
            url, _space, title = part.strip().partition(" ")
            if is_web_address(url):
                found.append(kept(url=url, title=title.strip()))
            elif url:
                text = {"text": url[:60]}
                sentence = _("Ignored, not a web address: %(text)s.") % text
                self.refuse("links", sentence, Severity.WARNING)
        return found
