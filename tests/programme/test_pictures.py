import uuid

import pytest
from bs4 import BeautifulSoup

from programme.pictures import initials, monogram, pattern

KEY = uuid.UUID("6b0c1f6e-6a0c-4f6b-9f2e-3a51d1a5b7c1")


def test_a_pattern_is_its_keys_own():
    assert pattern(KEY) == pattern(KEY)
    assert pattern(KEY) != pattern(uuid.uuid4())


def test_a_pattern_is_half_cloth_half_garden_and_fills_its_frame():
    drawing = BeautifulSoup(pattern(KEY), "html.parser")
    cloth = drawing.select(".pattern__cloth rect")
    area = sum(int(r["width"]) * int(r["height"]) for r in cloth)
    assert area == 320 * 240
    assert len(drawing.select(".pattern__garden path")) == 12
    assert drawing.svg["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("HONG Gildong", "HG"),
        ("홍길동", "홍"),
        ("클레르 모델", "클"),
        ("Jean-Marc DE LA TOUR", "JT"),
        ("Cher", "C"),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_monogram_escapes_names():
    assert "<b>" not in monogram("<b> X", KEY)
