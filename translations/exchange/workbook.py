"""Workbooks as rows of cells, within limits."""

import datetime
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from .limits import (
    MOST_CELL,
    MOST_COLUMNS,
    MOST_FILES,
    MOST_MERGED,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
)

Row = list[Any]
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
#: What breaks a workbook in openpyxl is not ours to list.
BROKEN = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError),
    *(zipfile.BadZipFile, OSError),
)
#: What a ZIP raises that is cut, changed on the way, or names its files in no letters.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError),
    *(RuntimeError, NotImplementedError, ValueError, OverflowError, IndexError),
)


class Unreadable(Exception):
    """The file as a whole cannot be read: why, and where that was noticed."""

    def __init__(self, sentence: str, where: str = "") -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.where = where


def cell_name(row: int, column: int, heading: str = "") -> str:
    """How a person finds a cell; both counted from 1."""
    place = {"row": row, "column": get_column_letter(column)}
    where = _("row %(row)s, column %(column)s") % place
    return f"{where} ({heading})" if heading else where


def check_row(row: Row, number: int) -> Row:
    """The same row; raises Unreadable for a table that is too large."""
    if number > MOST_ROWS + 1:
        raise Unreadable(_("The file holds more than %(most)s rows.") % {"most": MOST_ROWS})
    if len(row) > MOST_COLUMNS:
        where = _("row %(row)s") % {"row": number}
        raise Unreadable(_("More than %(most)s columns.") % {"most": MOST_COLUMNS}, where)
    for column, value in enumerate(row, start=1):
        if isinstance(value, str) and len(value) > MOST_CELL:
            raise Unreadable(_("The text is too long."), cell_name(number, column))
    return row


def check_zip(data: bytes) -> None:
    """Raise Unreadable for a workbook that would grow out of bounds, or reaches outside itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            entries = book.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_FILES or size > min(MOST_UNPACKED, MOST_RATIO * len(data)):
                raise Unreadable(_("The file is too large when unpacked."))
            for entry in entries:
                check_entry(entry.filename, book.read(entry))
    except DAMAGED as error:
        raise Unreadable(_("The file is damaged or is no workbook.")) from error


def check_entry(name: str, content: bytes) -> None:
    if "externalLinks/" in name:
        raise Unreadable(
            _("The workbook takes values from another file. Save it with values only."), name
        )
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable(_("The file declares entities, which are not read."), name)


def workbook_rows(data: bytes) -> list[Row]:
    """The rows of the first visible sheet of a workbook; raises Unreadable for formulas."""
    check_zip(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()
        rows: list[Row] = []
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            row = [_value(cell, number, column) for column, cell in enumerate(cells, start=1)]
            rows.append(check_row(_trimmed(row), number))
        _fill_merged(rows, _merged(sheet, data))
    except BROKEN as error:
        raise Unreadable(_("The file is damaged or is no workbook.")) from error
    return rows


def _merged(sheet: Any, data: bytes) -> list[tuple[int, int, int, int]]:
    """Cells that are merged: first column and row, last column and row."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        content = book.read(sheet._worksheet_path)
    return [range_boundaries(found.decode()) for found in MERGED.findall(content)[:MOST_MERGED]]


def _fill_merged(rows: list[Row], merged: list[tuple[int, int, int, int]]) -> None:
    """What stands in merged cells stands for each row of them, such as the day of a morning."""
    for column, first, _last_column, last in merged:
        head = rows[first - 1] if first <= len(rows) else []
        value = head[column - 1] if column <= len(head) else ""
        below = rows[first:last] if value != "" else []
        for row in filter(lambda row: any(_said(row)), below):
            row.extend([""] * (column - len(row)))
            row[column - 1] = value


def _value(cell: Any, row: int, column: int) -> Any:
    if cell.data_type == "f":
        raise Unreadable(
            _("A formula stands here. Save the table with values only."), cell_name(row, column)
        )
    if cell.data_type == "e":
        text = _("A formula has left an error here: %(text)s.") % {"text": cell.value}
        raise Unreadable(text, cell_name(row, column))
    if isinstance(cell.value, datetime.timedelta):  # an hour from 24:00 on
        return str(cell.value)
    return "" if cell.value is None else cell.value


def _trimmed(row: Row) -> Row:
    """The row up to its last cell that says something."""
    length = max((place for place, value in enumerate(row, start=1) if value != ""), default=0)
    return row[:length]


def without_end(rows: list[Row]) -> list[tuple[int, Row]]:
    """Rows that say something, each with its number."""
    return [(number, row) for number, row in enumerate(rows, start=1) if any(_said(row))]


def _said(row: Row) -> Iterator[bool]:
    return (str(value).strip() != "" for value in row)
