"""Files in and out: one document, or many in a ZIP, within limits."""

import codecs
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from django.utils.text import slugify
from django.utils.translation import gettext as _

from . import po, xliff
from .entries import Read, Refused
from .limits import MOST_FILES, MOST_RATIO, MOST_SENT, MOST_UNPACKED
from .units import Document
from .workbook import DAMAGED

Write = Callable[[Document], bytes]
#: Format in URLs → suffix, type and writer.
FORMATS: dict[str, tuple[str, str, Write]] = {
    "po": (po.SUFFIX, po.CONTENT_TYPE, po.write_po),
    "xliff": (xliff.SUFFIX, xliff.CONTENT_TYPE, xliff.write_xliff),
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a PO header or an XML declaration says of its encoding.
_CHARSET = re.compile(
    rb"""(?:Content-Type:[^"\n]{0,80}charset=|<\?xml[^>]{0,80}encoding=["'])([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)


def file_name(document: Document, kind: str) -> str:
    """`seance-d-ouverture-1a2b3c4d.po`: readable, and never twice in one ZIP."""
    readable = slugify(document.title)[:60]
    return "-".join(filter(None, [readable, document.name[:8]])) + FORMATS[kind][0]


def write_zip(documents: list[Document], kind: str) -> bytes:
    """All `documents` in one ZIP."""
    packed = io.BytesIO()
    write = FORMATS[kind][2]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for document in documents:
            book.writestr(file_name(document, kind), write(document))
    return packed.getvalue()


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in `data`, by name: itself, or those of a ZIP. Raises Refused for a bomb."""
    if len(data) > MOST_SENT:
        raise Refused(_("The file is too large."))
    if not data.startswith(b"PK"):
        yield name, data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            entries = [entry for entry in book.infolist() if _is_ours(entry)]
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_FILES or size > min(MOST_UNPACKED, MOST_RATIO * len(data)):
                raise Refused(_("The file is too large when unpacked."))
            for entry in entries:
                yield entry.filename, book.read(entry)
    except DAMAGED as error:
        raise Refused(_("The ZIP file is damaged or protected by a password.")) from error


def _is_ours(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file, and none that an operating system put there."""
    path = PurePosixPath(entry.filename)
    return not (entry.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts)


def read(name: str, data: bytes) -> Read:
    """One PO or XLIFF file. Raises Refused for anything else."""
    text = decoded(data)
    if text.lstrip().startswith("<"):
        return xliff.read_xliff(name, _DECLARATION.sub("", text, count=1))
    if 'msgid "' in text:
        return po.read_po(name, text)
    raise Refused(_("This is neither a PO nor an XLIFF file."))


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16. Raises Refused for any other encoding."""
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    if b"\x00" in data and marked != "utf-16":  # a picture, a ZIP in a ZIP
        raise Refused(_("This is neither a PO nor an XLIFF file."))
    declared = _CHARSET.search(data[:4096])
    encoding = marked or (declared[1].decode().lower() if declared else "utf-8")
    try:
        if not marked and codecs.lookup(encoding).name not in {"utf-8", "ascii"}:
            raise LookupError(encoding)
        return data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise Refused(
            _("The file is not written in UTF-8 or UTF-16 (%(encoding)s). Save it as UTF-8.")
            % {"encoding": encoding.upper()}
        ) from error
