"""Whoever looks at a picture of the site does not learn where it was taken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import IFD
from wagtail.images import get_image_model

from home.photographs import Unreadable, bare, portrait
from tests.pictures import SECRET, opened, photograph


def test_a_camera_tells_where_it_was():
    exif = opened(photograph()).getexif()
    assert exif.get_ifd(IFD.GPSInfo)[1] == "N"
    assert SECRET in photograph()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_keeps_its_format_and_loses_the_rest(kind):
    content = photograph(kind)
    cleaned = opened(bare(content))
    assert SECRET in content
    assert SECRET not in bare(content)
    assert (cleaned.format, dict(cleaned.getexif())) == (kind, {})
    assert cleaned.getexif().get_ifd(IFD.GPSInfo) == {}
    # It stands upright without being told.
    assert cleaned.size == (80, 120)


def test_the_picture_itself_stays():
    before = Image.linear_gradient("L").resize((120, 80)).convert("RGB")
    after = opened(bare(photograph("PNG"))).convert("RGB")
    assert after.tobytes() == before.transpose(Image.Transpose.ROTATE_270).tobytes()


def test_a_moving_picture_goes_on_moving():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=SECRET)
    assert SECRET in out.getvalue()
    cleaned = bare(out.getvalue())
    assert SECRET not in cleaned
    assert opened(cleaned).n_frames == 3


def test_a_portrait_is_a_jpeg_of_moderate_size():
    for kind in ("JPEG", "PNG", "WEBP"):
        made = portrait(photograph(kind, (3000, 2000)))
        picture = opened(made)
        assert (picture.format, picture.size) == ("JPEG", (933, 1400))
        assert (SECRET in made, dict(picture.getexif())) == (False, {})


def test_transparency_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(portrait(out.getvalue())).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


HOSTILE = {
    "nothing": b"",
    "text": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"<html><script>alert(1)</script></html>",
    "cut off": photograph()[:600],
    "only a head": b"\xff\xd8\xff\xe0",
    "another kind": b"%PDF-1.7 nothing",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("read", [bare, portrait])
def test_what_is_no_picture_is_refused(read, content):
    with pytest.raises(Unreadable):
        read(content)


@pytest.mark.parametrize("read", [bare, portrait])
def test_more_pixels_than_a_camera_has_are_refused(read, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    with pytest.raises(Unreadable):
        read(photograph())


def upload(client, content: bytes):
    file = SimpleUploadedFile("place.jpg", content, "image/jpeg")
    return client.post("/admin/images/add/", {"title": "Place", "file": file, "collection": "1"})


def test_an_editors_photograph_loses_its_position(editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    upload(editor, photograph())
    image = get_image_model().objects.get(title="Place")
    with image.file.open("rb") as file:
        content = file.read()
    assert SECRET not in content
    assert dict(opened(content).getexif()) == {}
    assert (image.width, image.height) == (80, 120)
    assert image.file_size == len(content)
    assert SECRET not in image.get_rendition("width-50").file.read()


def test_an_editors_broken_picture_is_refused_with_a_sentence(editor):
    response = upload(editor, photograph()[:900])
    assert response.status_code == 200
    assert not get_image_model().objects.filter(title="Place").exists()
