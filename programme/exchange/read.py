"""One door for every format."""

from typing import Any

from django.utils.translation import gettext as _

from programme.enums import FileKind
from translations.exchange.limits import MOST_BYTES

from .imported import ImportedProgramme, Refused, Request
from .json_reader import read_json
from .tables import read_csv, read_xlsx
from .texts import BOMS
from .xml_reader import read_xml

READERS: dict[FileKind, Any] = {
    FileKind.XML: read_xml,
    FileKind.JSON: read_json,
    FileKind.XLSX: read_xlsx,
    FileKind.CSV: read_csv,
}


def read(data: bytes, request: Request) -> ImportedProgramme:
    """The programme in a file; raises Refused when it cannot be read as a whole.

    What is wrong with single sessions stands in `problems`.
    """
    if len(data) > MOST_BYTES:
        most = {"most": MOST_BYTES // 2**20}
        raise Refused(_("The file is larger than %(most)s MB.") % most)
    return READERS[kind_of_file(data)](data, request)


def kind_of_file(data: bytes) -> FileKind:
    """Which format it is, by what it begins with and not by what it is called."""
    if data.startswith(b"PK"):
        return FileKind.XLSX
    begin = data[:400].replace(b"\x00", b"")
    for mark, _encoding in BOMS:
        begin = begin.removeprefix(mark)
    begin = begin.lstrip()
    if begin.startswith(b"<"):
        return FileKind.XML
    return FileKind.JSON if begin.startswith((b"{", b"[")) else FileKind.CSV
