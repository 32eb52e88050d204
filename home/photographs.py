"""Pictures without what they tell about where, when and with what they were taken."""

import io
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps

#: What a speaker's camera or telephone sends.
PORTRAIT_FORMATS = ("JPEG", "PNG", "WEBP")
#: The longer side of a portrait: sharp on every screen, and small enough to travel in a form.
PORTRAIT_SIDE = 1400
PORTRAIT_QUALITY = 88
#: How each format is written again; JPEG keeps its own tables, and so its quality.
WRITTEN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": "keep"},
    "MPO": {"quality": 92},
    "WEBP": {"quality": 90},
    "AVIF": {"quality": 80},
}
#: Formats in which a picture may move.
MOVING = {"GIF", "PNG", "WEBP"}


class Unreadable(ValueError):
    """Raised for what is no picture, or one that nobody should have to open."""


def bare(content: bytes) -> bytes:
    """The picture alone, upright, in its format: no EXIF, XMP or comment. Raises Unreadable."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            check_size(picture)
            moves = picture.format in MOVING and getattr(picture, "n_frames", 1) > 1
            if not moves:
                ImageOps.exif_transpose(picture, in_place=True)
            return written(picture, str(picture.format), save_all=moves)
    except Exception as error:  # Pillow answers hostile files with any exception there is
        raise Unreadable from error


def portrait(content: bytes) -> bytes:
    """A photograph as a JPEG of moderate size, with nothing but the picture. Raises Unreadable."""
    try:
        with Image.open(io.BytesIO(content), formats=PORTRAIT_FORMATS) as picture:
            check_size(picture)
            picture.draft("RGB", (PORTRAIT_SIDE, PORTRAIT_SIDE))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((PORTRAIT_SIDE, PORTRAIT_SIDE))
            profile = {"icc_profile": picture.info.get("icc_profile")}
            if picture.mode not in {"RGB", "L"}:
                upright, profile = on_white(upright), {}
            return written(upright, "JPEG", quality=PORTRAIT_QUALITY, **profile)
    except Exception as error:  # as above
        raise Unreadable from error


def check_size(picture: Image.Image) -> None:
    """Raise Unreadable before memory is taken for more pixels than any camera has."""
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise Unreadable


def on_white(picture: Image.Image) -> Image.Image:
    """A picture without transparency."""
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


def written(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """A picture as a file that holds its pixels and their colour space, and nothing else."""
    out = io.BytesIO()
    held = {"icc_profile": picture.info.get("icc_profile"), **WRITTEN.get(kind, {}), **options}
    kind = "JPEG" if kind == "MPO" else kind
    picture.save(out, kind, exif=b"", xmp=b"", comment=b"", **held)
    return out.getvalue()
