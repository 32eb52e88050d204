"""Spreadsheets whose cells are text: what somebody typed is never a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(rows: Iterable[Sequence[Any]], **more: Iterable[Sequence[Any]]) -> bytes:
    """A workbook with these rows, the first in bold; every cell is a string.

    `more` are further sheets by their names.
    """
    book = Workbook(write_only=True)
    _fill(book.create_sheet(), rows)
    for name, held in more.items():
        _fill(book.create_sheet(name), held)
    held_bytes = io.BytesIO()
    book.save(held_bytes)
    return held_bytes.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=number == 0) for value in row])


def _cell(sheet: Any, value: Any, *, bold: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
    # openpyxl takes what begins with "=" for a formula; Excel believes the type.
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    return cell
