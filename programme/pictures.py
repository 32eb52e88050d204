"""Pictures drawn from keys: the same key gives the same picture everywhere, for ever.

Colours are class names; the stylesheet gives them their values by day and by night.
"""

import random
import re
import uuid
from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

HANGUL = re.compile("[\uac00-\ud7a3]")
WIDTH, HEIGHT = 640, 240
SHADES = 6
#: Cloth is not cut below this size, and in its last cuts now and then left whole.
SMALLEST, LEFT_WHOLE = 56, 3


def pattern(key: uuid.UUID) -> SafeString:
    """An edition's own pattern: half jogakbo (Korean patchwork), half parterre (French garden)."""
    dice = random.Random(key.int)  # noqa: S311 -- a drawing, not a secret
    middle = WIDTH // 2
    patches = format_html_join(
        "",
        '<rect class="shade-{}" x="{}" y="{}" width="{}" height="{}"/>',
        ((shade, x, y, w, h) for shade, (x, y, w, h) in _patchwork(dice, middle)),
    )
    beds = format_html_join("", "{}", ((bed,) for bed in _parterre(dice, middle)))
    return format_html(
        '<svg class="pattern" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true" focusable="false"><g class="pattern__cloth">{}</g>'
        '<g class="pattern__garden">{}</g></svg>',
        WIDTH,
        HEIGHT,
        patches,
        beds,
    )


Box = tuple[int, int, int, int]


def _patchwork(dice: random.Random, width: int) -> Iterator[tuple[int, Box]]:
    last = -1
    for box in _cut(dice, (0, 0, width, HEIGHT), depth=6):
        shade = dice.choice([shade for shade in range(SHADES) if shade != last])
        yield shade, box
        last = shade


def _cut(dice: random.Random, box: Box, depth: int) -> Iterator[Box]:
    """Cut a piece of cloth across its longer side, again and again."""
    x, y, w, h = box
    if depth == 0 or max(w, h) < SMALLEST or (depth < LEFT_WHOLE and dice.random() < 1 / 3):
        yield box
        return
    if w >= h:
        part = _share(dice, w)
        yield from _cut(dice, (x, y, part, h), depth - 1)
        yield from _cut(dice, (x + part, y, w - part, h), depth - 1)
    else:
        part = _share(dice, h)
        yield from _cut(dice, (x, y, w, part), depth - 1)
        yield from _cut(dice, (x, y + part, w, h - part), depth - 1)


def _share(dice: random.Random, length: int) -> int:
    return round(length * dice.choice((0.34, 0.42, 0.5, 0.58, 0.66)) / 8) * 8


def _parterre(dice: random.Random, left: int) -> Iterator[SafeString]:
    """Beds in a grid, mirrored about both axes as a garden is laid out."""
    side, columns, rows = 80, 4, 3
    quarter = {
        (column, row): (dice.randrange(4), dice.randrange(SHADES), dice.randrange(SHADES))
        for column in range(columns // 2)
        for row in range((rows + 1) // 2)
    }
    for row in range(rows):
        for column in range(columns):
            bed = quarter[min(column, columns - 1 - column), min(row, rows - 1 - row)]
            yield _bed(bed, left + column * side, row * side, side)


def _bed(bed: tuple[int, int, int], x: int, y: int, side: int) -> SafeString:
    kind, outer, inner = bed
    cx, cy, half = x + side // 2, y + side // 2, side // 2
    ground = format_html(
        '<rect class="shade-{}" x="{}" y="{}" width="{}" height="{}"/>', outer, x, y, side, side
    )
    shapes = (
        ("M{cx} {top}L{right} {cy}L{cx} {bottom}L{left} {cy}z", half - 6),
        ("M{left} {cy}A{r} {r} 0 1 1 {right} {cy}A{r} {r} 0 1 1 {left} {cy}z", half - 10),
        (
            "M{left} {top}Q{cx} {cy} {right} {top}Q{cx} {cy} {right} {bottom}"
            "Q{cx} {cy} {left} {bottom}Q{cx} {cy} {left} {top}z",
            half - 4,
        ),
        (
            "M{cx} {top}Q{cx} {cy} {right} {cy}Q{cx} {cy} {cx} {bottom}"
            "Q{cx} {cy} {left} {cy}Q{cx} {cy} {cx} {top}z",
            half - 2,
        ),
    )
    path, r = shapes[kind]
    drawn = path.format(cx=cx, cy=cy, r=r, left=cx - r, right=cx + r, top=cy - r, bottom=cy + r)
    shade = inner if inner != outer else (inner + 1) % SHADES
    return format_html(
        '{}<path class="shade-{}" d="{}"/><circle class="shade-{}" cx="{}" cy="{}" r="7"/>',
        ground,
        shade,
        drawn,
        outer,
        cx,
        cy,
    )


def monogram(name: str, key: uuid.UUID) -> SafeString:
    """A face for someone without a photograph: initials, or the family syllable in Hangul."""
    return format_html(
        '<svg class="monogram" viewBox="0 0 80 80" aria-hidden="true" focusable="false">'
        '<rect class="shade-{}" width="80" height="80"/>'
        '<path class="shade-{}" d="M0 80A80 80 0 0 1 80 0V80z"/>'
        '<text x="40" y="50" text-anchor="middle">{}</text></svg>',
        key.int % SHADES,
        (key.int // SHADES) % SHADES,
        initials(name),
    )


def initials(name: str) -> str:
    """`HONG Gildong` → HG, `홍길동` → 홍."""
    words = name.split()
    if len(words) < 2 or HANGUL.match(name):  # noqa: PLR2004 -- one word has one initial
        return name[:1]
    return (words[0][0] + words[-1][0]).upper()
