"""Contrast, colour difference and colour vision deficiency, for colours written #rrggbb."""

import math
import re
from functools import lru_cache

HEX = re.compile("#[0-9a-f]{6}", re.IGNORECASE)

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15(6), 2009: severity 1.0, for linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
NORMAL = "normal"
VISIONS = (NORMAL, *DEFICIENCIES)

# IEC 61966-2-1 (sRGB), and the D65 white of the CIE 1931 observer that goes with it.
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)

Triple = tuple[float, float, float]


def is_colour(text: str) -> bool:
    """Tell whether the text is a colour written #rrggbb."""
    return HEX.fullmatch(text) is not None


def linear(colour: str) -> Triple:
    """Return red, green and blue as amounts of light from 0 to 1.

    Raises ValueError for anything not written #rrggbb.
    """
    red, green, blue = (_decoded(part / 255) for part in _parts(colour))
    return red, green, blue


def as_hex(light: Triple) -> str:
    """Return amounts of light as #rrggbb; what a screen cannot show is brought to the nearest it can."""
    return "#" + "".join(f"{round(255 * _encoded(min(max(part, 0.0), 1.0))):02x}" for part in light)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio, 1 to 21. Source: WCAG 2.2, "contrast ratio" and "relative luminance"."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Return one colour with a share, 0 to 1, of the other, mixed as a browser mixes in sRGB."""
    parts = (round(a + (b - a) * share) for a, b in zip(_parts(one), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


@lru_cache(maxsize=1024)
def seen_with(colour: str, vision: str) -> str:
    """Return the colour as somebody with the given vision, one of VISIONS, sees it."""
    if vision == NORMAL:
        return colour
    return as_hex(_times(DEFICIENCIES[vision], linear(colour)))


@lru_cache(maxsize=1024)
def lab(colour: str) -> Triple:
    """Return CIELAB L*, a*, b* under D65. Source: CIE 15."""
    x, y, z = (_lab_root(part / white) for part, white in zip(_times(_TO_XYZ, linear(colour)), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: str, other: str) -> float:
    """Return the CIEDE2000 difference of two colours: about 1 is just seen, above 10 seen at a glance."""
    return lab_difference(lab(one), lab(other))


def lab_difference(one: Triple, other: Triple) -> float:
    """Return the CIEDE2000 difference of two CIELAB colours.

    Source: Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes", Color
    Research and Application 30(1), 2005; the names follow the paper's.
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = (1 - math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))) / 2
    c1, h1 = _chroma_and_hue(a1 * (1 + g), b1)
    c2, h2 = _chroma_and_hue(a2 * (1 + g), b2)

    hue_step = h2 - h1 if c1 * c2 else 0.0
    hue_sum = h1 + h2
    if abs(hue_step) > 180:
        hue_step -= math.copysign(360, hue_step)
        hue_sum += 360 if hue_sum < 360 else -360
    mean_h = hue_sum / 2 if c1 * c2 else hue_sum
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    d_l, d_c = l2 - l1, c2 - c1
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(hue_step / 2))

    t = (
        1
        - 0.17 * _cos(mean_h - 30)
        + 0.24 * _cos(2 * mean_h)
        + 0.32 * _cos(3 * mean_h + 6)
        - 0.20 * _cos(4 * mean_h - 63)
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c = 1 + 0.045 * mean_c
    s_h = 1 + 0.015 * mean_c * t
    rotation = 60 * math.exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7)) * math.sin(math.radians(rotation))
    light, chroma, hue = d_l / s_l, d_c / s_c, d_h / s_h
    return math.sqrt(max(light**2 + chroma**2 + hue**2 + r_t * chroma * hue, 0.0))


def smallest_difference(one: str, other: str) -> tuple[float, str]:
    """Return the CIEDE2000 difference in the vision that sees least of it, and that vision."""
    return min((ciede2000(seen_with(one, vision), seen_with(other, vision)), vision) for vision in VISIONS)


def _parts(colour: str) -> tuple[int, int, int]:
    if not is_colour(colour):
        raise ValueError(f"“{colour}” is not a colour written #rrggbb.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _lab_root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def _chroma_and_hue(a: float, b: float) -> tuple[float, float]:
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))
