"""Pictures as cameras make them, and as nobody should."""

import io
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

#: Nantes, as a telephone writes it.
LATITUDE = (47.0, 13.0, 6.0)
SECRET = b"kanari-camera"


def photograph(kind: str = "JPEG", size: tuple[int, int] = (120, 80), **options: Any) -> bytes:
    """A picture with the position, the camera and an orientation (lying on its side) in it."""
    exif = Image.Exif()
    exif[Base.Make] = SECRET.decode()
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update({1: "N", 2: LATITUDE, 3: "W", 4: (1.0, 33.0, 0.0)})
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, xmp=b"<x>" + SECRET + b"</x>", **options)
    return out.getvalue()


def plain() -> bytes:
    """A picture that says nothing about anybody."""
    out = io.BytesIO()
    Image.linear_gradient("L").save(out, "JPEG")
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture
