"""`schedule.xml` of pentabarf, frab and pretalx, read as a stream."""

import codecs
import io
import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from programme.enums import FileKind

from .conference import take_conference, take_generator, take_room, without_ours
from .events import KNOWN, Event, Events
from .imported import ImportedProgramme, Refused, Request
from .limits import MOST_ELEMENTS
from .texts import BOMS

DECLARATION = re.compile(
    rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["'][^>]{0,200}\?>"""
)
DEEPEST = 12
#: Elements that are let go when they are read.
PASSING = {"conference", "event", "room", "day"}


def read_xml(data: bytes, request: Request) -> ImportedProgramme:
    """Raises Refused for what is no well-formed schedule, or declares entities."""
    reader = XmlReader(request)
    try:
        for event, element in iterparse(io.BytesIO(as_utf8(data)), ["start", "end"]):
            reader.on(event, element)
    except ParseError as error:
        row, column = error.position
        where = _("line %(row)s, column %(column)s") % {"row": row, "column": column + 1}
        raise Refused(_("The XML is not well formed."), where) from error
    except DefusedXmlException as error:
        raise Refused(_("The file declares entities, which are not read.")) from error
    except ValueError as error:
        raise Refused(_("The XML is not well formed.")) from error
    reader.finish()
    return reader.programme


def as_utf8(data: bytes) -> bytes:
    """The same document in UTF-8, whatever encoding it declares."""
    marked = next((name for mark, name in BOMS if data.startswith(mark)), None)
    declared = DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
    said = declared[1].decode().lower() if declared else "utf-8"
    name = str(marked or said)
    if declared and name.startswith("utf-16") and not marked:
        name = "utf-8"  # what can be read letter by letter is not: some programs always say so
    try:
        codec = codecs.lookup(name)
        is_true = codec.name == "utf-8" and name == said and not data[:1].isspace()
        if is_true or not codec._is_text_encoding:  # type: ignore[attr-defined]
            return data
        text = data.decode(codec.name)
    except (LookupError, UnicodeError) as error:
        raise Refused(_("The file is not written in %(encoding)s.") % {"encoding": name}) from error
    return re.sub(r"^\ufeff?(\s*)<\?xml.*?\?>", r"\1", text, count=1, flags=re.DOTALL).encode()


class XmlReader:
    """Follows the elements as they pass, and lets each event go when it is taken."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.programme = ImportedProgramme(FileKind.XML)
        self.events = Events(self.programme, request)
        self.open: list[Element] = []
        self.elements = 0
        self.generator = ""
        self.room = ""

    def on(self, event: str, element: Element) -> None:
        name = local(element)
        if event == "start":
            self.enter(name, element)
        else:
            self.open.pop()
            self.leave(name, element)

    def enter(self, name: str, element: Element) -> None:
        if not self.open and name != "schedule":
            shown = {"name": name[:40]}
            raise Refused(_("This is not a schedule: the first element is <%(name)s>.") % shown)
        self.open.append(element)
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Refused(_("The file holds too many objects."))
        if len(self.open) > DEEPEST:
            raise Refused(_("The elements are nested too deep."))
        parent = local(self.open[-2]) if len(self.open) > 1 else ""
        if name == "day" and parent == "schedule":
            self.events.hours.use_day(
                *(element.get(name) or "" for name in ("date", "start", "end"))
            )
        elif name == "room" and parent == "day":
            self.room = element.get("name") or ""
            language = self.events.language_of({"title": self.room})
            take_room(self.events, {"name": self.room, "guid": element.get("guid")}, language)

    def leave(self, name: str, element: Element) -> None:
        if name == "generator":
            self.generator = element.get("name") or ""
        elif name == "conference":
            self.take_head(element)
        elif name == "event":
            self.events.take(self.event(element), self.room)
        if name in PASSING and self.open and local(self.open[-1]) != "event":
            self.open[-1].remove(element)  # only then is its memory free

    def take_head(self, element: Element) -> None:
        head: dict[str, Any] = {local(child): content(child) for child in element}
        head["tracks"] = [
            {**child.attrib, "name": child.get("name") or content(child)}
            for child in element
            if local(child) == "track"
        ]
        head["color"] = next((dict(c.attrib) for c in element if local(c) == "color"), {})
        take_generator(self.events, self.generator, head.get("base_url") or head.get("url") or "")
        take_conference(self.events, without_ours(head, self.generator))

    def event(self, element: Element) -> Event:
        found: Event = {name: element.get(name) for name in ("id", "guid", "code")}
        for child in element:
            name = local(child)
            if name == "persons":
                found[name] = [person(row) for row in child]
            elif name in {"links", "attachments"}:
                found[name] = [{**row.attrib, "title": content(row)} for row in child]
            elif name == "recording":
                found[name] = {local(row): content(row) for row in child}
            else:
                found[name] = content(child) if name in KNOWN else True
        return found

    def finish(self) -> None:
        """Say what was not found, and what was not taken over."""
        if not self.open and not self.programme.sessions and not self.programme.titles:
            self.events.refuse("", _("The file holds no session."))
        self.events.say_what_is_unknown()


def local(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def content(element: Element) -> str:
    return "".join(element.itertext())


def person(row: Element) -> dict[str, str]:
    """A person, whose name may stand in an attribute."""
    name = content(row)
    return {**row.attrib, "name": name} if name.strip() else dict(row.attrib)
