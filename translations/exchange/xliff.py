"""XLIFF 1.2, as the tools of translation agencies read and write it.

Mark-up inside a sentence travels as text, so that every tool brings it back.
"""

from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from translations.enums import StringState
from translations.languages import source_language

from .entries import Entry, Read, Refused
from .units import Document, Unit, as_seen, fingerprint, shown

SUFFIX = ".xlf"
CONTENT_TYPE = "application/xliff+xml"
NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STATES = {
    StringState.TO_TRANSLATE: "new",
    StringState.TO_ADAPT: "needs-adaptation",
    StringState.PROPOSAL: "needs-review-translation",
    StringState.TRANSLATED: "translated",
    StringState.VALIDATED: "final",
}
#: Elements of a tool around words, and around mark-up that it shows as it was.
_AROUND, _NATIVE = {"mrk", "sub"}, {"bpt", "ept", "it", "ph"}


def write_xliff(document: Document) -> bytes:
    """A document as an XLIFF 1.2 file."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}xliff", {"version": "1.2"})
    file = _sub(
        root,
        "file",
        original=document.name,
        datatype="html" if any(not unit.is_label for unit in document.units) else "plaintext",
        **{"source-language": source_language(), "target-language": document.language},
    )
    _sub(_sub(file, "header"), "note", shown(document.title))
    body = _sub(file, "body")
    for unit in document.units:
        _write(body, unit)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _sub(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    element.text = text or None
    return element


def _write(body: ET.Element, unit: Unit) -> None:
    element = _sub(body, "trans-unit", id=unit.id)
    element.set(_SPACE, "preserve")
    if unit.state == StringState.VALIDATED:
        element.set("approved", "yes")
    if unit.most:
        element.set("maxwidth", str(unit.most))
        element.set("size-unit", "char")
    _sub(element, "source", unit.source)
    _sub(element, "target", unit.target, state=STATES[unit.state])
    if unit.former_source:
        other = _sub(element, "alt-trans", alttranstype="previous-version")
        _sub(other, "source", unit.former_source)
        _sub(other, "target", unit.target)
    _sub(element, "note", shown(unit.note))
    _sub(element, "note", unit.seen, **{"from": "forum_site"})


def read_xliff(name: str, text: str) -> Read:
    """The entries of an XLIFF 1.2 file; raises Refused for what is none, or for a bomb."""
    try:
        root = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(_("The file declares entities, which are not read.")) from error
    except (ET.ParseError, ValueError) as error:
        raise Refused(_("The XML is not well formed.")) from error
    if _name(root) != "xliff" or root.get("version") != "1.2":
        raise Refused(_("Only XLIFF of version 1.2 is read."))
    files = [element for element in root if _name(element) == "file"]
    languages = {file.get("target-language", "") for file in files}
    if len(languages) != 1 or languages == {""}:
        raise Refused(_("The file has no header that says which language it is in."))
    entries = [_read(unit) for unit in root.iter() if _name(unit) == "trans-unit"]
    return Read(name, languages.pop(), entries).checked()


def _name(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _read(unit: ET.Element) -> Entry:
    parts = {_name(part): part for part in reversed(unit)}
    target = _text(parts.get("target"))
    notes = "\n".join("".join(part.itertext()) for part in unit if _name(part) == "note")
    seen, seen_state = as_seen(notes)
    # Tools without states leave the one they were given on what they translated.
    untouched = STATES.get(StringState(seen_state)) if seen_state in STATES else ""
    state = parts["target"].get("state", "") if "target" in parts else ""
    is_unfinished = state.startswith("needs-") and not (
        state == untouched and fingerprint(target) != seen
    )
    return Entry(unit.get("id", ""), _text(parts.get("source")), target, is_unfinished, seen)


def _is_opaque(part: ET.Element) -> bool:
    """Whether it stands for something that only the tool has, or strikes its words out."""
    if _name(part) in _NATIVE:
        return not "".join(part.itertext())
    return _name(part) not in _AROUND or part.get("mtype", "").endswith("deleted")


def _text(element: ET.Element | None) -> str:
    if element is None:
        return ""
    if any(map(_is_opaque, element.iterfind(".//*"))):
        said = "".join(element.itertext())
        raise Refused(
            _("The tool replaced mark-up by marks of its own, here: %(text)s")
            % {"text": said[:100]}
        )
    return shown("".join(element.itertext()))
