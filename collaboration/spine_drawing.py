"""Draw an organisation's spine on a picture: letter, bands and colour, as css/components/bands.css does on pages.

Pure: plain values and a Pillow canvas in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImageDraw, ImageFont

# The sign is 24 units wide on a page; its bands stand in a zone 8 units high, 4 from the top.
WIDTH, ZONE_TOP, ZONE_HEIGHT = 24, 4, 8

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spine:
    """What is drawn of an organisation; colours as #rrggbb."""

    letter: str
    bands: int
    fill: str
    on: str


def _level(*bands: tuple[float, float]) -> list[tuple[str, Box]]:
    return [("rectangle", (0, top, 1, top + height)) for top, height in bands]


def _upright(*bands: tuple[float, float]) -> list[tuple[str, Box]]:
    return [("rectangle", (left, 0, left + width, ZONE_HEIGHT)) for left, width in bands]


def _dots(*dots: tuple[float, float, float]) -> list[tuple[str, Box]]:
    return [("dot", (centre, middle, radius, 0)) for centre, middle, radius in dots]


# Number to shapes: across in shares of the width, down in units. The order is that of bands.css.
PATTERNS: dict[int, list[tuple[str, Box]]] = {
    1: _level((0, 2)),
    2: _level((0, 3), (5, 1)),
    3: _level((0, 1), (3, 1), (6, 1)),
    4: _level((0, 5)),
    5: _level((0, 2), (6, 2)),
    6: _level((0, 1), (3, 5)),
    7: _upright((0, 0.5)),
    8: _upright((0.5, 0.5)),
    9: _upright((0.38, 0.24)),
    10: _upright((0.2, 0.2), (0.6, 0.2)),
    11: _upright(*((number * 0.155, 0.07) for number in range(7))),
    12: [("rectangle", (left, 0, left + 0.2, 3)) for left in (0, 0.4, 0.8)],
    13: [
        *(("rectangle", (left, 0, left + 0.25, 4)) for left in (0, 0.5)),
        *(("rectangle", (left, 4, left + 0.25, 8)) for left in (0.25, 0.75)),
    ],
    14: [("rectangle", (0, 0, 0.5, 4)), ("rectangle", (0.5, 4, 1, 8))],
    15: _dots((0.5, 4, 3.7)),
    16: _dots(*((third / 3 + 1 / 6, 3.4, 2.1) for third in range(3))),
    17: [("down", (0, 0, 1, 8))],
    18: [("up", (0, 0, 1, 8))],
    19: [("slope", (0, 0, 1, 8))],
    20: [*_level((3, 2)), *_upright((0.42, 0.16))],
}


def draw_spine(draw: ImageDraw.ImageDraw, box: Box, spine: Spine, font: ImageFont.FreeTypeFont | None) -> None:
    """Draw a spine that fills the box: its bands at the head, its letter at the foot (without a font, none)."""
    left, top, right, bottom = box
    unit = (right - left) / WIDTH
    draw.rounded_rectangle(box, radius=2 * unit, fill=spine.fill, corners=(True, True, False, False))
    for shape, points in _bands(spine.bands, left, top + ZONE_TOP * unit, right - left + 1, unit):
        if shape == "dot":
            draw.ellipse(points, fill=spine.on)
        elif shape == "polygon":
            draw.polygon(points, fill=spine.on)
        else:
            draw.rectangle(points, fill=spine.on)
    if font:
        draw.text(((left + right) / 2, bottom - 4 * unit), spine.letter, font=font, fill=spine.on, anchor="ms")


def _bands(number: int, left: float, top: float, width: float, unit: float) -> Iterator[tuple[str, list[float]]]:
    """Yield the shapes of a pattern in pixels."""
    for shape, (a, b, c, d) in PATTERNS[(number - 1) % len(PATTERNS) + 1]:
        if shape == "dot":
            x, y, radius = left + a * width, top + b * unit, min(c * unit, width / 2)
            yield "dot", [x - radius, y - radius, x + radius, y + radius]
            continue
        x0, y0, x1, y1 = left + a * width, top + b * unit, left + c * width - 1, top + d * unit - 1
        if shape == "rectangle":
            # A band that ends where it begins is still seen.
            yield "rectangle", [x0, y0, max(x0, x1), max(y0, y1)]
        else:
            corners = {
                "down": [x0, y0, x1, y0, (x0 + x1) / 2, y1],
                "up": [(x0 + x1) / 2, y0, x1, y1, x0, y1],
                "slope": [x0, y0, x1, y0, x1, y1],
            }
            yield "polygon", corners[shape]
