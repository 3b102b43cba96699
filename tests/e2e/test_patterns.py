"""How the parts look: pictures of the pattern pages against stored ones.

Where a change is meant, `make screenshots` takes them anew; look at each before it is committed.
"""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from tests.e2e.addresses import PATTERNS

pytestmark = pytest.mark.e2e

STORED = Path(__file__).parent / "screenshots"
# Stored pictures have few colours, and no two versions of Chromium draw the edge of a letter alike.
COLOURS, SAME, MOST = 32, 72, 0.01
# A part's rounding must not depend on how high the parts above it are.
ON_WHOLE_PIXELS = """part => {
  const top = part.getBoundingClientRect().top + scrollY
  if (getComputedStyle(part).position === 'static') part.style.position = 'relative'
  if (getComputedStyle(part).position === 'relative') part.style.top = `${Math.ceil(top) - top}px`
}"""
PICTURES = {"picture-help", "picture-named"}
OF_NUMBERS = {"legend", "shelf", "competencies", "stand", "matrix", "help", "organisation-leads"}


def reduced(picture):
    """Return the picture in few colours, as it is stored."""
    return picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def unlike(one, other):
    """Return how far each pixel of one lies outside what stands there or a pixel beside it in the other."""
    lighter = ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3)))
    darker = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one)
    return ImageChops.lighter(lighter, darker)


def difference(one, other):
    """Return which share of the pixels differs to the eye; all of them if the sizes do by more than a rounding.

    A word that lies a pixel higher is no difference: the same Chromium rounds so on one machine and not on another.
    """
    if abs(one.width - other.width) > 1 or abs(one.height - other.height) > 1:
        return 1.0
    common = (0, 0, min(one.width, other.width), min(one.height, other.height))
    one, other = one.crop(common).convert("RGB"), other.crop(common).convert("RGB")
    apart = ImageChops.lighter(unlike(one, other), unlike(other, one))
    largest = apart.split()[0]
    for channel in apart.split()[1:]:
        largest = ImageChops.lighter(largest, channel)
    return sum(largest.histogram()[SAME:]) / (one.width * one.height)


@pytest.mark.parametrize(
    ("name", "width", "scheme", "wanted"),
    [
        ("patterns", 1280, "light", None),
        ("patterns", 375, "dark", None),
        ("patterns of 2", 1280, "light", OF_NUMBERS),
        ("patterns of 4", 1280, "light", OF_NUMBERS | PICTURES | {"goals", "said"}),
        ("patterns of 4", 375, "light", {"shelf", "competencies", "goals", "stand", *PICTURES}),
        ("patterns of 9", 1280, "dark", OF_NUMBERS - {"organisation-leads"}),
        ("patterns of 20", 1280, "light", {"legend", "shelf", "stand", "matrix", "help"}),
        ("patterns of 20", 375, "light", {"shelf", "stand", "matrix"}),
    ],
)
def test_the_parts_look_as_they_did(page, site_address, request, tmp_path, name, width, scheme, wanted):
    renew = request.config.getoption("--renew-screenshots", default=False)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{site_address}{PATTERNS[name]}", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    apart, seen = {}, set()
    for part in page.locator("[data-pattern]").all():
        pattern = part.get_attribute("data-pattern")
        if wanted is not None and pattern not in wanted:
            continue
        seen.add(pattern)
        file = STORED / f"{name.replace(' ', '-')}-{pattern}-{width}-{scheme}.png"
        picture = reduced(Image.open(io.BytesIO(part.screenshot(animations="disabled"))))
        if renew:
            STORED.mkdir(exist_ok=True)
            picture.save(file, optimize=True)
        elif not file.exists():
            apart[pattern] = "is not stored"
        elif (share := difference(picture, Image.open(file))) > MOST:
            picture.save(tmp_path / file.name)
            apart[pattern] = f"{share:.1%} differs: compare {file} with {tmp_path / file.name}"
    assert seen
    assert wanted is None or seen == wanted
    assert apart == {}


def test_another_colour_a_moved_word_and_another_size_are_differences():
    white, black = Image.new("RGB", (20, 20), "white"), Image.new("RGB", (20, 20), "black")
    moved = white.copy()
    moved.paste("black", (0, 4, 10, 6))
    a_pixel_down = white.copy()
    a_pixel_down.paste("black", (0, 5, 10, 7))
    far_down = white.copy()
    far_down.paste("black", (0, 12, 10, 14))
    assert difference(white, white) == 0
    assert difference(white, black) == 1
    assert difference(white, moved) == difference(moved, white) == 0.05
    assert difference(moved, a_pixel_down) == 0  # a rounding
    assert difference(moved, far_down) == 0.1
    assert difference(white, Image.new("RGB", (20, 21), "white")) == 0  # a rounding
    assert difference(white, Image.new("RGB", (20, 22), "white")) == 1


def test_the_stored_pictures_stay_small():
    assert 40 < len(list(STORED.glob("*.png"))) < 110
    assert sum(file.stat().st_size for file in STORED.glob("*.png")) < 1_500_000
