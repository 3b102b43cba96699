"""The picture that stands for a post where it is shared: its title over the organisations' spines.

Pure: plain values in, a PNG out, for whatever a title holds.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from hashlib import blake2s
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from collaboration.spine_drawing import Spine, draw_spine
from collaboration.visual_keys import INK, PAPER

WIDTH, HEIGHT = 1200, 630
MARGIN, SHELF_TOP, SHELF_HEIGHT = 72, 590, 8
# Sizes of the title that are tried, in pixels, with how many lines fit above the spines.
TITLE_SIZES = ((92, 3), (76, 4), (62, 5), (50, 6))
LINE_HEIGHT, TITLE_TOP = 1.08, 132
QUIET_INK = "#47544f"
# Counted up when the drawing changes, so that the pictures are drawn and fetched anew.
VERSION = 1


@dataclass(frozen=True)
class Card:
    """What a picture shows; two equal ones have one picture. `fonts` is the folder of the site's fonts."""

    title: str
    site: str
    spines: tuple[Spine, ...]

    @property
    def digest(self) -> str:
        """What the picture is known by."""
        told = repr((VERSION, self.title, self.site, [astuple(spine) for spine in self.spines]))
        return blake2s(told.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()

    def png(self, fonts: Path) -> bytes:
        """Draw the picture, with the fonts of a folder; where they can't be read, with Pillow's own."""
        picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        draw = ImageDraw.Draw(picture)
        type_ = Type(fonts)
        _draw_line(draw, (MARGIN, MARGIN), type_.cut(_clean(self.site), 34, 600, WIDTH - 2 * MARGIN), QUIET_INK)
        _draw_title(draw, type_.readable(_clean(self.title)) or _clean(self.site), type_)
        _draw_shelf(draw, self.spines, type_)
        out = io.BytesIO()
        # Few colours: text and flat areas. A palette makes the file a third as large.
        picture.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue()


@dataclass
class Run:
    """A piece of a line in one font."""

    text: str
    font: ImageFont.FreeTypeFont

    @property
    def width(self) -> float:
        return self.font.getlength(self.text)


class Type:
    """The site's sans in any size and weight; the Sámi letters lie in a file of their own.

    Made anew for each picture: FreeType's faces must not be shared between threads.
    """

    FILES = ("schibsted.woff2", "schibsted-sami.woff2")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, int | None] = {}
        self._loaded: dict[tuple[int, int], list[ImageFont.FreeTypeFont]] = {}

    @cached_property
    def _probes(self) -> list[tuple[ImageFont.FreeTypeFont, bytes]]:
        return [(font, _shape(font, "\uffff")) for font in self.fonts(32, 400)]

    def fonts(self, size: int, weight: int) -> list[ImageFont.FreeTypeFont]:
        """Return the fonts of a size, the one to use first at the front."""
        if (size, weight) not in self._loaded:
            found = []
            for name in self.FILES:
                try:
                    font = ImageFont.truetype(self._folder / name, size)
                    font.set_variation_by_axes([weight])
                except (OSError, NotImplementedError):
                    continue
                found.append(font)
            self._loaded[size, weight] = found or [ImageFont.load_default(size)]
        return self._loaded[size, weight]

    def _font_of(self, char: str) -> int | None:
        """Return which font has a sign for a character, or None."""
        if char not in self._known:
            if char == " ":
                self._known[char] = 0
            else:
                has = (place for place, (font, missing) in enumerate(self._probes) if _shape(font, char) != missing)
                self._known[char] = next(has, None)
        return self._known[char]

    def runs(self, text: str, size: int, weight: int) -> list[Run]:
        """Return a text in pieces of one font each, without the signs that no font has."""
        fonts = self.fonts(size, weight)
        found: list[Run] = []
        for char in text:
            place = self._font_of(char)
            if place is None:
                continue
            font = fonts[place]
            if found and found[-1].font is font:
                found[-1].text += char
            else:
                found.append(Run(char, font))
        return found

    def width(self, text: str, size: int, weight: int) -> float:
        return sum(run.width for run in self.runs(text, size, weight))

    def cut(self, text: str, size: int, weight: int, room: float, ending: str = "") -> list[Run]:
        """Return as much of a text as has room, with an ellipsis where it was cut (or where more follows)."""
        if self.width(text + ending, size, weight) > room:
            ending = "…"
            low, high = 0, len(text)
            while low < high:
                middle = (low + high + 1) // 2
                if self.width(text[:middle].rstrip() + ending, size, weight) <= room:
                    low = middle
                else:
                    high = middle - 1
            text = text[:low].rstrip()
        return self.runs(text + ending, size, weight)

    def readable(self, text: str) -> str:
        """Return the text without what no font has a sign for."""
        return " ".join("".join(char for char in text if self._font_of(char) is not None).split())


def _shape(font: ImageFont.FreeTypeFont, char: str) -> bytes:
    mask = font.getmask(char)
    return repr(mask.size).encode() + bytes(mask)


def _clean(text: str) -> str:
    """Return one line of composed characters, without controls; no title needs more than 400."""
    composed = unicodedata.normalize("NFC", text[:400])
    kept = (" " if char.isspace() else char for char in composed if char.isspace() or char.isprintable())
    return " ".join("".join(kept).split())


def _draw_line(draw: ImageDraw.ImageDraw, at: tuple[float, float], runs: Sequence[Run], colour: str) -> None:
    x, baseline = at
    for run in runs:
        draw.text((x, baseline), run.text, font=run.font, fill=colour, anchor="ls")
        x += run.width


def _draw_title(draw: ImageDraw.ImageDraw, title: str, type_: Type) -> None:
    room = WIDTH - 2 * MARGIN
    for size, most in TITLE_SIZES:
        lines = list(_lines(title, size, type_, room))
        if len(lines) <= most:
            break
    for number, line in enumerate(lines[:most]):
        more = number == most - 1 and len(lines) > most
        runs = type_.cut(line, size, 800, room, ending="…" if more else "")
        _draw_line(draw, (MARGIN, TITLE_TOP + size * (0.8 + LINE_HEIGHT * number)), runs, INK)


def _lines(text: str, size: int, type_: Type, room: float) -> Iterator[str]:
    """Yield the lines of a text; a word wider than the picture has a line of its own, cut when drawn."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and type_.width(longer, size, 800) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _draw_shelf(draw: ImageDraw.ImageDraw, spines: Sequence[Spine], type_: Type) -> None:
    draw.rectangle((MARGIN, SHELF_TOP, WIDTH - MARGIN - 1, SHELF_TOP + SHELF_HEIGHT - 1), fill=INK)
    shown = spines[:20]
    width = min(80, (WIDTH - 2 * MARGIN) // max(len(shown), 1) - 6)
    tallest = min(132, max(108, width * 1.7))
    for number, spine in enumerate(shown):
        # Books of a row differ in height, the same each time.
        height = round(tallest * (0.93, 0.82, 1, 0.87)[number % 4])
        left = MARGIN + number * (width + 6)
        size = width * (11 if len(spine.letter) > 1 else 15) // 24
        font = next((run.font for run in type_.runs(spine.letter, size, 800)), None)
        draw_spine(draw, (left, SHELF_TOP - height, left + width - 1, SHELF_TOP - 1), spine, font)
