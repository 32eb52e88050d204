"""The programme on paper: a PDF of the released version, in the reader's language.

fpdf2 needs no system library. The font is our own file, so that Hangul prints the same
everywhere; pages on screen keep to the reader's fonts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from home.templatetags.dates import clock, date_in, day_full, day_long
from programme.models import Edition, Schedule
from programme.queries.editions import place
from programme.queries.entries import Day, Entry, by_day, entries
from programme.templatetags.programme_tags import period, shift
from translations.labels import pick
from translations.languages import language_names, source_language

FONTS = Path(__file__).resolve().parent.parent / "fonts"
#: Millimetres.
MARGIN, TIMES_WIDTH, GAP = 18.0, 42.0, 2.0
#: Points.
LARGE, MIDDLE, NORMAL, SMALL = 20, 13, 10.5, 8.5
#: Line height for a size in points, in millimetres.
LEADING = 1.45 * 25.4 / 72
#: Ink, its quiet voice, and the accent, as in the stylesheet.
INK, QUIET, ACCENT = (27, 42, 65), (76, 87, 104), (179, 32, 44)
RULE, HAIRLINE = (205, 200, 188), 0.2
BETWEEN = "  ·  "


@dataclass(frozen=True)
class Line:
    """A paragraph of one size; the next one begins below it."""

    text: str
    size: float = NORMAL
    bold: bool = False
    colour: tuple[int, int, int] = INK


class Sheet(FPDF):
    """A4 pages with the edition's name and the page number at the foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self.foot = foot
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font("Forum Gothic", style, FONTS / f"ForumGothic-{name}.ttf")
        self.set_margins(MARGIN, MARGIN)
        self.set_draw_color(*RULE)
        self.set_line_width(HAIRLINE)
        self.set_auto_page_break(auto=True, margin=MARGIN + 4)

    def footer(self) -> None:
        """Called by fpdf2 at the end of each page."""
        self.set_y(-MARGIN)
        self.write_lines([Line(f"{self.foot}  ·  {self.page_no()}", SMALL, colour=QUIET)])

    def write_lines(self, lines: Iterable[Line], width: float = 0) -> None:
        """Write from the current place down; `width` 0 is up to the margin."""
        for line in lines:
            self._cell(line, width)

    def height_of(self, lines: Iterable[Line], width: float) -> float:
        """Millimetres that these lines take, without writing them."""
        return sum(
            self._cell(line, width, dry_run=True, output=MethodReturnValue.HEIGHT) for line in lines
        )

    def _cell(self, line: Line, width: float, **more: Any) -> Any:
        self.set_font("Forum Gothic", "B" if line.bold else "", line.size)
        self.set_text_color(*line.colour)
        height = line.size * LEADING
        return self.multi_cell(
            width, height, line.text, align="L", new_x="LEFT", new_y="NEXT", **more
        )


def programme_pdf(edition: Edition, schedule: Schedule) -> bytes:
    """The released programme as a PDF for readers of the active language.."""
    language = get_language() or source_language()
    title = pick(edition, "title", language).text
    sheet = Sheet(f"{title}  ·  {schedule.number}")
    sheet.set_title(title)
    sheet.set_lang(language)
    # The same version gives the same file.
    sheet.set_creation_date(schedule.released_at)
    sheet.add_page()
    _head(sheet, edition, schedule, language)
    for day in by_day(entries(schedule, edition.zone, language)):
        _day(sheet, day)
    return bytes(sheet.output())


def _head(sheet: Sheet, edition: Edition, schedule: Schedule, language: str) -> None:
    place_and_days = [period(edition), place(edition, language).text]
    released = _("Programme %(label)s, released on %(date)s.") % {
        "label": schedule.number,
        # A released version has a date.
        "date": day_long(date_in(schedule.released_at, edition.timezone)),  # type: ignore[arg-type]
    }
    lines = [
        Line(pick(edition, "title", language).text, LARGE, bold=True),
        Line(pick(edition, "theme", language).text, MIDDLE, colour=QUIET),
        Line(BETWEEN.join(part for part in place_and_days if part), MIDDLE),
        Line(released, SMALL, colour=QUIET),
    ]
    sheet.write_lines(line for line in lines if line.text)


def _day(sheet: Sheet, day: Day) -> None:
    sheet.ln(3 * GAP)
    heading = [Line(day_full(day.date), MIDDLE, bold=True, colour=ACCENT)]
    found = [entry for moment in day.moments for entry in moment.entries]
    # A heading does not stand alone at the foot of a page.
    needed = sheet.height_of(heading, sheet.epw) + _height(sheet, found[0])
    if sheet.will_page_break(needed):
        sheet.add_page()
    sheet.write_lines(heading)
    for entry in found:
        _entry(sheet, entry)


def _entry(sheet: Sheet, entry: Entry) -> None:
    """The time on the left, on both shores; the session on the right, on one page."""
    height = _height(sheet, entry)
    if sheet.will_page_break(height):
        sheet.add_page()
    sheet.line(MARGIN, sheet.get_y(), MARGIN + sheet.epw, sheet.get_y())
    top = sheet.get_y() + GAP
    sheet.set_xy(MARGIN, top)
    sheet.write_lines(_times(entry), TIMES_WIDTH)
    sheet.set_xy(MARGIN + TIMES_WIDTH, top)
    sheet.write_lines(_facts(entry))
    sheet.set_xy(MARGIN, top - GAP + height)


def _height(sheet: Sheet, entry: Entry) -> float:
    left = sheet.height_of(_times(entry), TIMES_WIDTH)
    return 2 * GAP + max(left, sheet.height_of(_facts(entry), sheet.epw - TIMES_WIDTH))


def _times(entry: Entry) -> list[Line]:
    other = entry.zone.other
    there = [_hours(entry, other), str(other.label), shift(entry.start, entry.zone)]
    return [
        Line(f"{_hours(entry, entry.zone)} {entry.zone.label}", bold=True),
        Line(" ".join(part for part in there if part), SMALL, colour=QUIET),
    ]


def _hours(entry: Entry, zone: str) -> str:
    return f"{clock(entry.start, zone)}–{clock(entry.end, zone)}"


def _facts(entry: Entry) -> list[Line]:
    """The title, and what stands below it."""
    state = pgettext("programme", "Cancelled") if entry.cancelled else ""
    where = [state, str(entry.kind.label), entry.room.text, entry.track.text]
    people = ", ".join(person.name for person in entry.people)
    below = [BETWEEN.join(part for part in where if part), people, _interpreted(entry)]
    return [
        Line(entry.title.text, bold=True),
        *(Line(text, SMALL, colour=QUIET) for text in below if text),
    ]


def _interpreted(entry: Entry) -> str:
    if not entry.interpreted:
        return ""
    return _("Interpretation: %(languages)s") % {"languages": language_names(entry.interpreted)}
