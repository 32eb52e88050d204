"""Files of the sample, drawn when it is loaded: small PDF documents and pictures."""

import io
import random
import textwrap
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Picture
from PIL import ImageDraw
from wagtail.documents.models import Document
from wagtail.images.models import Image

#: Characters in a line of a page; Hangul is twice as wide.
LINE, LINE_KO = 72, 36
SIZE, SQUARE = (960, 640), 80
COLOURS = {
    "jogakbo": ("#1d2f4b", "#c8313a", "#7fae9b", "#e3c789", "#efe6d2"),
    "parterre": ("#4c7a68", "#7fae9b", "#b5d190", "#e3c789", "#efe6d2"),
}
#: Fonts that every reader of PDF brings along; the Korean one is in none of the Latin encodings.
LATIN = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
KOREAN = (
    "<</Type/Font/Subtype/Type0/BaseFont/HYGoThic-Medium/Encoding/UniKS-UTF16-H"
    "/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/HYGoThic-Medium"
    "/W[1 95 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(Korea1)/Supplement 1>>"
    "/FontDescriptor<</Type/FontDescriptor/FontName/HYGoThic-Medium/Flags 6/ItalicAngle 0"
    "/FontBBox[-6 -145 1003 880]/Ascent 880/Descent -145/CapHeight 737/StemV 93>>>>]>>"
)


def document(name: str, title: str, text: str, language: str) -> Document:
    """A PDF with a title and a text, kept among the site's documents."""
    content = pdf(title, text, language)
    held = Document(title=title, file=_kept(Document, f"{name}-{language}.pdf", content))
    held._set_document_file_metadata()
    held.save()
    return held


def picture(name: str, title: str) -> Image:
    """A picture of coloured squares, kept among the site's images."""
    held = Image(title=title, file=_kept(Image, f"{name}.jpg", squares(name)))
    held._set_image_file_metadata()
    held.save()
    return held


def _kept(model: Any, name: str, content: bytes) -> ContentFile:
    """A file that is kept under this very name, also where an earlier load has left one."""
    default_storage.delete(model._meta.get_field("file").generate_filename(model(), name))
    return ContentFile(content, name)


def squares(name: str) -> bytes:
    """A JPEG, the same for the same name."""
    dice, drawn = random.Random(name), io.BytesIO()  # noqa: S311 -- a drawing, not a secret
    image = Picture.new("RGB", SIZE)
    brush = ImageDraw.Draw(image)
    for x in range(0, SIZE[0], SQUARE):
        for y in range(0, SIZE[1], SQUARE):
            brush.rectangle((x, y, x + SQUARE, y + SQUARE), fill=dice.choice(COLOURS[name]))
    image.save(drawn, "JPEG")
    return drawn.getvalue()


def pdf(title: str, text: str, language: str) -> bytes:
    """One page with a title and a text: the least that PDF 1.7 asks for."""
    lines = textwrap.wrap(text, LINE_KO if language == "ko" else LINE)
    shown = "".join(f"0 -20 Td {_string(line, language)} Tj " for line in lines)
    page = f"BT /F 16 Tf 56 760 Td {_string(title, language)} Tj 0 -16 Td /F 11 Tf {shown}ET"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/Lang({language})"
        "/ViewerPreferences<</DisplayDocTitle true>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        KOREAN if language == "ko" else LATIN,
        f"<</Title <feff{title.encode('utf-16-be').hex()}>>>",
    ]
    return _assembled(objects)


def _string(text: str, language: str) -> str:
    encoding = "utf-16-be" if language == "ko" else "cp1252"
    return f"<{text.encode(encoding, 'replace').hex()}>"


def _assembled(objects: list[str]) -> bytes:
    """Objects with the table that says where each begins."""
    body, places = "%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{held}\nendobj\n"
    count = len(objects) + 1
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {count}/Root 1 0 R/Info {len(objects)} 0 R>>"
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("ascii")
