"""The memory as TMX 1.4, for other tools. Mark-up travels as text, as in our XLIFF."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from translations.languages import source_language

from .units import shown

CONTENT_TYPE = "application/x-tmx+xml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HEADER = {
    "creationtool": "forum_site",
    "creationtoolversion": "1",
    "segtype": "sentence",
    "o-tmf": "forum_site",
    "adminlang": "en",
    "datatype": "html",
}


def write_tmx(units: Iterable[dict[str, str]]) -> bytes:
    """A TMX file of `units`, each the texts of one sentence by language."""
    root = ET.Element("tmx", {"version": "1.4"})
    ET.SubElement(root, "header", HEADER | {"srclang": source_language()})
    body = ET.SubElement(root, "body")
    for texts in units:
        unit = ET.SubElement(body, "tu")
        for language, text in texts.items():
            variant = ET.SubElement(unit, "tuv", {_LANG: language})
            ET.SubElement(variant, "seg").text = shown(text)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
