"""The visual key of an organisation: a letter, bands and a colour, as on the spine of a book.

Three signs, so that none of them has to be seen for the organisation to be known. Pure: plain values in,
frozen dataclasses and text out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from collaboration.colour_science import contrast, is_colour, mix, smallest_difference
from collaboration.key_letters import SHARED_LETTER, choose_letter, letter_key
from collaboration.palette import DESIGNED, DESIGNED_DARK, PALETTE

# Paper, wash and ink of the two colour schemes, and the panels that are dark in both.
PAPER, WASH, INK = "#ffffff", "#f2f5f3", "#14201d"
DARK_PAPER, DARK_WASH, DARK_INK = "#101614", "#19221f", "#e8eeeb"
DARK_PANELS = ("#14201d", "#222e2a")
# The fill of what several organisations share, which has no colour of its own.
SHARED_FILLS = {"light": INK, "dark": "#c3cec9"}

# WCAG 2.2, success criteria 1.4.3 and 1.4.11. A letter counts as text, also on a spine.
TEXT_CONTRAST, GRAPHIC_CONTRAST = 4.5, 3.0
# Text in an organisation's colour is often small: it is drawn with more contrast than it must have.
WANTED_TEXT, WANTED_DARK_TEXT = 6.5, 9.0
WASH_SHARE, DARK_WASH_SHARE = 0.10, 0.12

# The least CIEDE2000 difference, in any vision and scheme; every pair of the palette has more.
LEAST_DIFFERENCE = 6.5

# Heights in px of the bands on a spine, 2 px apart: at most 10 px in all, so that the letter has room below.
BAND_PATTERNS = (
    *((2,), (2, 1), (1, 1, 1), (5,), (1, 1), (1, 5), (2, 2, 2), (1, 1, 1, 1), (8,), (2, 5)),
    *((5, 1), (1, 2), (1, 4, 1), (2, 2), (4, 1, 1), (1, 1, 4), (4, 4), (2, 1, 2), (1, 2, 1), (5, 2)),
)
BAND_GAP = 2


@dataclass(frozen=True)
class Scheme:
    """The colours of a key in one colour scheme: its fill, the letter on it, text, and a pale ground.

    Raises ValueError for anything not written #rrggbb, so that only colours can reach a stylesheet.
    """

    fill: str
    on: str
    text: str
    wash: str

    def __post_init__(self) -> None:
        for colour in (self.fill, self.on, self.text, self.wash):
            if not is_colour(colour):
                raise ValueError(f"“{colour}” is not a colour written #rrggbb.")


@dataclass(frozen=True)
class VisualKey:
    """A letter or two, a band pattern from 1 to 20, and colours in both schemes."""

    letter: str
    bands: int
    light: Scheme
    dark: Scheme


class ProblemCode(StrEnum):
    """What can be wrong with a key."""

    TEXT_CONTRAST = "text_contrast"
    GRAPHIC_CONTRAST = "graphic_contrast"
    LETTER_TAKEN = "letter_taken"
    BANDS_TAKEN = "bands_taken"
    COLOUR_NEAR = "colour_near"


@dataclass(frozen=True)
class Measure:
    """A WCAG contrast ratio as it is, and as it must at least be.

    `part` is letter, text or fill; `ground` what it stands on: fill, paper, wash, own_wash or panel.
    """

    code: ProblemCode
    scheme: str
    part: str
    ground: str
    measured: float
    needed: float

    @property
    def holds(self) -> bool:
        """Whether it is enough."""
        return self.measured >= self.needed


@dataclass(frozen=True)
class Problem:
    """Why a key should not be used.

    `measured` and `needed` are a WCAG contrast ratio, or a CIEDE2000 difference in the `vision` that sees
    least of it. `other` is the letter of the key it collides with.
    """

    code: ProblemCode
    scheme: str = ""
    part: str = ""
    ground: str = ""
    measured: float | None = None
    needed: float | None = None
    vision: str = ""
    other: str = ""


def scheme_for(fill: str, dark: bool) -> Scheme:
    """Derive letter, text and wash from a fill, so that text holds 4.5:1 wherever it may stand.

    The letter is paper or ink, whichever shows better; `problems` tells when neither is enough.
    Raises ValueError for a fill not written #rrggbb.
    """
    fill = fill.lower()
    if drawn := (DESIGNED_DARK if dark else DESIGNED).get(fill):
        return Scheme(fill, *drawn)
    paper, ink = (DARK_PAPER, DARK_INK) if dark else (PAPER, INK)
    on = max(paper, ink, key=lambda colour: contrast(colour, fill))
    wash = mix(paper, fill, DARK_WASH_SHARE if dark else WASH_SHARE)
    towards, wanted = ("#ffffff", WANTED_DARK_TEXT) if dark else ("#000000", WANTED_TEXT)
    grounds = (wash, DARK_WASH, *DARK_PANELS) if dark else (wash, WASH)
    for percent in range(101):
        text = mix(fill, towards, percent / 100)
        if contrast(text, paper) >= wanted and all(contrast(text, ground) >= TEXT_CONTRAST for ground in grounds):
            break
    return Scheme(fill, on, text, wash)


def key_for(letter: str, bands: int, light_fill: str, dark_fill: str) -> VisualKey:
    """Return the whole key for what is stored of it."""
    return VisualKey(letter, bands, scheme_for(light_fill, dark=False), scheme_for(dark_fill, dark=True))


def assign(name: str, taken: Iterable[VisualKey]) -> VisualKey:
    """Return a key for a new organisation that differs from the taken ones in letter, bands and colour.

    The letter is always unique; when all twenty bands or colours are in use, the least used is given again.
    """
    keys = list(taken)
    letter = choose_letter(name, [key.letter for key in keys])
    used_bands = Counter(key.bands for key in keys)
    bands = min(range(1, len(BAND_PATTERNS) + 1), key=lambda number: (used_bands[number], number))
    return key_for(letter, bands, *_next_colours(keys))


def _next_colours(keys: list[VisualKey]) -> tuple[str, str]:
    """Return the first pair that nobody has and nothing edited by hand comes near, else the least used."""
    used = Counter((key.light.fill.lower(), key.dark.fill.lower()) for key in keys)
    free = [pair for pair in PALETTE if not used[pair]]
    for light, dark in free:
        if not any(_too_near(light, dark, key) for key in keys):
            return light, dark
    return free[0] if free else min(PALETTE, key=lambda pair: used[pair])


def _too_near(light: str, dark: str, key: VisualKey) -> bool:
    return any(
        smallest_difference(mine, theirs)[0] < LEAST_DIFFERENCE
        for mine, theirs in ((light, key.light.fill), (dark, key.dark.fill))
    )


def measures(key: VisualKey) -> list[Measure]:
    """Measure every contrast that a key depends on, for an editor to see."""
    found = []
    for name, scheme in (("light", key.light), ("dark", key.dark)):
        paper, wash = (PAPER, WASH) if name == "light" else (DARK_PAPER, DARK_WASH)
        panels = [] if name == "light" else [("panel", panel) for panel in DARK_PANELS]
        grounds = [("paper", paper), ("wash", wash), ("own_wash", scheme.wash), *panels]
        figures = [("letter", "fill", contrast(scheme.on, scheme.fill), TEXT_CONTRAST)]
        figures += [("text", ground, contrast(scheme.text, colour), TEXT_CONTRAST) for ground, colour in grounds]
        figures += [
            ("fill", ground, contrast(scheme.fill, colour), GRAPHIC_CONTRAST)
            for ground, colour in [("paper", paper), *panels]
        ]
        for part, ground, measured, needed in figures:
            code = ProblemCode.GRAPHIC_CONTRAST if part == "fill" else ProblemCode.TEXT_CONTRAST
            found.append(Measure(code, name, part, ground, measured, needed))
    return found


def problems(key: VisualKey, others: Iterable[VisualKey]) -> list[Problem]:
    """Tell what is wrong with a key among the others, with figures.

    Bands and colours that are taken are a problem only while there are free ones.
    """
    others = list(others)
    found = [
        Problem(measure.code, measure.scheme, measure.part, measure.ground, measure.measured, measure.needed)
        for measure in measures(key)
        if not measure.holds
    ]
    letter = letter_key(key.letter)
    if letter in {letter_key(taken) for taken in (SHARED_LETTER, *(other.letter for other in others))}:
        found.append(Problem(ProblemCode.LETTER_TAKEN, other=key.letter))
    if len(others) < len(BAND_PATTERNS):
        found += [Problem(ProblemCode.BANDS_TAKEN, other=other.letter) for other in others if other.bands == key.bands]
    rivals = [(SHARED_LETTER, SHARED_FILLS["light"], SHARED_FILLS["dark"])]
    if len(others) < len(PALETTE):
        rivals += [(other.letter, other.light.fill, other.dark.fill) for other in others]
    for rival, light, dark in rivals:
        for scheme, mine, theirs in (("light", key.light.fill, light), ("dark", key.dark.fill, dark)):
            difference, vision = smallest_difference(mine, theirs)
            if difference < LEAST_DIFFERENCE:
                found.append(
                    Problem(
                        ProblemCode.COLOUR_NEAR,
                        scheme,
                        "fill",
                        measured=difference,
                        needed=LEAST_DIFFERENCE,
                        vision=vision,
                        other=rival,
                    )
                )
    return found


def stylesheet(keys: Mapping[str, VisualKey]) -> str:
    """Return the CSS that gives `.k-<slug>` its colours and bands: --lc, --lon, --lt, --lw and --lb.

    Dark colours in the reader's dark scheme and on panels that are always dark (`.on-panel`, `.common`);
    light ones in print. --lb is a background image at most 10 px high, in the colour of the letter.
    """
    selectors = {f".k-{_identifier(slug)}": key for slug, key in keys.items()}
    light = [f"{at}{{{_colours(key.light)};--lb:{_bands(key.bands)}}}" for at, key in selectors.items()]
    dark = [f"{at}{{{_colours(key.dark)}}}" for at, key in selectors.items()]
    panel = [f":is(.on-panel,.common) {at}{{{_colours(key.dark)}}}" for at, key in selectors.items()]
    lines = [
        *light,
        "@media screen and (prefers-color-scheme:dark){",
        *dark,
        "}",
        "@media screen{",
        *panel,
        "}",
    ]
    return "\n".join(["@layer tokens{", *lines, "}", ""])


def _colours(scheme: Scheme) -> str:
    return f"--lc:{scheme.fill};--lon:{scheme.on};--lt:{scheme.text};--lw:{scheme.wash}"


def _bands(number: int) -> str:
    """Draw the bands as a background image, in the colour of the letter."""
    stops, at = [], 0
    for height in BAND_PATTERNS[(int(number) - 1) % len(BAND_PATTERNS)]:
        stops += [
            f"var(--lon) {at}px {at + height}px",
            f"transparent {at + height}px {at + height + BAND_GAP}px",
        ]
        at += height + BAND_GAP
    # The last stop would repeat to the end of the box anyway; it is left open.
    stops[-1] = f"transparent {at - BAND_GAP}px"
    return f"linear-gradient({','.join(stops)})"


def _identifier(slug: str) -> str:
    """Escape whatever could end a CSS identifier. Source: CSSOM, "serialize an identifier"."""
    return re.sub("[^A-Za-z0-9_-]", lambda match: f"\\{ord(match[0]) or 0xFFFD:x} ", slug)
