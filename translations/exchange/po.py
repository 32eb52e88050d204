"""Gettext's PO files. Proposals and stale translations are `fuzzy`, as gettext calls them."""

import re

import polib
from django.utils import timezone
from django.utils.translation import gettext as _

from .entries import Entry, Read, Refused
from .units import Document, Unit, as_seen, shown

SUFFIX = ".po"
CONTENT_TYPE = "text/x-gettext-translation"
_LINE = re.compile(r"line (\d+)")
#: What polib raises for files it cannot make sense of.
_BROKEN = (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError)


def write_po(document: Document) -> bytes:
    """A document as a PO file."""
    file = polib.POFile(wrapwidth=100)
    now = timezone.now().strftime("%Y-%m-%d %H:%M+0000")
    file.metadata = {
        "Project-Id-Version": "forum_site",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": now,
        "PO-Revision-Date": now,
        "Last-Translator": "",
        "Language-Team": document.language,
        "Language": document.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Forum-Document": document.name,
    }
    file.extend(_entry(unit) for unit in document.units)
    return str(file).encode()


def _entry(unit: Unit) -> polib.POEntry:
    is_fuzzy = unit.is_unfinished and bool(unit.target)
    most = [_("At most %(most)d characters") % {"most": unit.most}] if unit.most else []
    return polib.POEntry(
        msgctxt=unit.id,
        msgid=unit.source,
        msgstr=unit.target,
        comment="\n".join([shown(unit.note), *most, unit.seen]),
        flags=["fuzzy"] if is_fuzzy else [],
        previous_msgid=unit.former_source if is_fuzzy else None,
    )


def read_po(name: str, text: str) -> Read:
    """The entries of a PO file; raises Refused for what is none, or says no language."""
    if "\n" not in text:  # polib would take it for the name of a file
        raise Refused(_("This is not a PO file."))
    try:
        file = polib.pofile(text)
    except _BROKEN as error:
        found = _LINE.search(str(error))
        raise Refused(
            _("The PO file cannot be read from line %(line)s on.") % {"line": found[1]}
            if found
            else _("This is not a PO file.")
        ) from error
    language = file.metadata.get("Language", "")
    if not language:
        raise Refused(_("The file has no header that says which language it is in."))
    entries = [_read(entry) for entry in file if not entry.obsolete]
    return Read(name, language, entries).checked()


def _read(entry: polib.POEntry) -> Entry:
    seen, _state = as_seen(entry.comment)
    return Entry(entry.msgctxt or "", shown(entry.msgid), shown(entry.msgstr), entry.fuzzy, seen)
