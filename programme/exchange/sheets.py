"""Tables as rows of cells, from CSV and from XLSX, within limits."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from programme.enums import Encoding
from translations.exchange.workbook import Row, Unreadable, check_row, workbook_rows

from .imported import Refused
from .texts import decode

DELIMITERS = ",;\t"
#: Letters among which the columns are named.
LONGEST_HEAD = 10_000
TITLES = re.compile(r"title[\s_-](?:fr|ko|en)\b", re.IGNORECASE)


@contextmanager
def refusals() -> Iterator[None]:
    """What cannot be read as a table is no programme either."""
    try:
        yield
    except Unreadable as error:
        raise Refused(error.sentence, error.where) from error


@refusals()
def csv_rows(data: bytes, encoding: Encoding) -> list[Row]:
    """The rows of a CSV file; the line that names the columns tells by what they are separated."""
    text = decode(data, encoding)
    lines = text.lstrip()[:LONGEST_HEAD].splitlines()
    named = next(filter(TITLES.search, lines), next(iter(lines), ""))
    delimiter = max(DELIMITERS, key=named.count)
    reader = csv.reader(
        io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter, strict=True
    )
    rows: list[Row] = []
    try:
        for row in reader:
            rows.append(check_row(list(row), len(rows) + 1))
    except csv.Error as error:
        where = _("row %(row)s") % {"row": len(rows) + 1}
        raise Refused(_("This row cannot be read."), where) from error
    return rows


@refusals()
def xlsx_rows(data: bytes) -> list[Row]:
    """The rows of the first sheet of a workbook; raises Refused for formulas."""
    return workbook_rows(data)
