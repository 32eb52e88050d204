"""The formats by their names: how each is written, and what it is called on the web."""

from collections.abc import Callable

from programme.enums import FileKind

from . import schedule_json, schedule_xml, table
from .programme import Programme

WRITERS: dict[str, tuple[Callable[[Programme], bytes], str]] = {
    FileKind.JSON: (schedule_json.schedule_json, schedule_json.MEDIA_TYPE),
    FileKind.XML: (schedule_xml.schedule_xml, schedule_xml.MEDIA_TYPE),
    FileKind.XLSX: (table.programme_xlsx, table.MEDIA_TYPE),
}
