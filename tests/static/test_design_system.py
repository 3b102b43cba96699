"""Rules the design system keeps by itself: tokens, layers, bands, icons and fonts."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from config.static_storage import ENTRIES, without_comments

STATIC = Path(__file__).resolve().parents[2] / "static"
CSS = STATIC / "css"
STYLESHEETS = sorted(CSS.rglob("*.css"))
KEY_PROPERTIES = {"--lc", "--lon", "--lt", "--lw"}


def css(path):
    return without_comments(path.read_text())


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def schemes():
    """The colour tokens of the light and of the dark scheme."""
    light, dark = css(CSS / "tokens.css").split("@media", 1)
    light = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", light))
    return {"light": light, "dark": light | dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", dark))}


def test_the_layer_order_is_line_one():
    first = (CSS / "main.css").read_text().splitlines()[0]
    assert first == "@layer reset, tokens, base, layout, components, utilities, print;"


def test_every_stylesheet_is_imported_once_into_a_layer():
    entries = [CSS.parent / entry for entry in ENTRIES]
    imports = [found for entry in entries for found in re.findall(r'@import url\("(.+?)"\) layer\(\w+\);', css(entry))]
    files = [path.relative_to(CSS).as_posix() for path in STYLESHEETS if path not in entries]
    assert sorted(imports) == sorted(files)


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_a_stylesheet_says_what_it_is_and_is_short(path):
    text = path.read_text()
    assert "/*" in text
    assert text.count("{") == text.count("}")
    assert len(text.splitlines()) <= 300


def test_colours_are_named_in_the_tokens_alone():
    """Print has its own tokens; `rgb(0 0 0 / 0)` is nothing rather than a colour."""
    for path in STYLESHEETS:
        if path.name in ("tokens.css", "print.css"):
            continue
        assert not re.search(r"#[0-9a-f]{3,8}\b|\b(?:hsl|oklch|rgb)\((?!0 0 0 / 0\))", css(path)), path.name


def test_every_custom_property_that_is_used_is_set_somewhere():
    text = "".join(css(path) for path in STYLESHEETS)
    used = set(re.findall(r"var\((--[\w-]+)", text))
    made = set(re.findall(r"(--[\w-]+):", text))
    assert used <= made
    assert used >= KEY_PROPERTIES


def test_without_a_visual_key_a_spine_is_ink():
    block = re.search(r":root,\s*\.k-shared \{(.+?)\}", css(CSS / "tokens.css"), re.DOTALL)
    assert set(re.findall(r"--\w+(?=:)", block[1])) == KEY_PROPERTIES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("--ink", "--paper"),
        ("--ink", "--wash"),
        ("--ink", "--mark"),
        ("--ink", "--error-wash"),
        ("--ink-2", "--paper"),
        ("--ink-2", "--wash"),
        ("--on-ink", "--ink"),
        ("--on-ink", "--ink-2"),
        ("--on-ink", "--shared"),
        ("--on-panel", "--panel"),
        ("--panel-2", "--panel"),
        ("--error", "--paper"),
        ("--error", "--error-wash"),
    ],
)
def test_text_stands_out_from_its_ground(scheme, text, ground):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("line", ["--field", "--focus", "--shared", "--error"])
def test_lines_that_mean_something_stand_out_from_the_paper(scheme, line):
    colours = schemes()[scheme]
    assert contrast(colours[line], colours["--paper"]) >= 3


def test_twenty_organisations_have_bands_of_their_own():
    text = css(CSS / "components/bands.css")
    drawn = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        for number in re.findall(r"\.bands-(\d+)", selectors):
            drawn[int(number)] = drawn.get(int(number), "") + re.sub(r"\s+", " ", body).strip()
    assert sorted(drawn) == list(range(1, 21))
    assert len(set(drawn.values())) == 20


def test_the_dark_scheme_never_reaches_paper():
    for path in STYLESHEETS:
        assert "(prefers-color-scheme" not in css(path).replace("screen and (prefers-color-scheme", ""), path.name


def test_icons_are_named_once_and_take_the_colour_of_the_text():
    symbols = list(ElementTree.parse(STATIC / "icons.svg").getroot())
    names = [symbol.get("id") for symbol in symbols]
    assert len(names) == len(set(names))
    assert {symbol.get("stroke") for symbol in symbols} == {"currentColor"}
    assert {symbol.get("viewBox") for symbol in symbols} == {"0 0 24 24"}
    assert {
        "search", "arrow", "comment", "link", "cite", "calendar", "place", "document",
        "feed", "mail", "edit", "history", "print", "lock", "external",
    } <= set(names)  # fmt: skip


def test_every_font_has_its_licence_beside_it():
    licence = (STATIC / "fonts/FONTS-LICENSE.txt").read_text()
    for font in (STATIC / "fonts").glob("*.woff2"):
        assert font.name in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Copyright" in licence


def test_scripts_write_no_markup_as_text():
    """The pages demand Trusted Types."""
    for path in (STATIC / "js").glob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|srcdoc", path.read_text())


def test_every_module_is_loaded_by_its_data_attribute():
    text = (STATIC / "js/main.js").read_text()
    loaded = re.findall(r'"\[data-([\w-]+)\]": \(\) => import\("\./(\w+)\.js"\)', text)
    assert all(attribute == name for attribute, name in loaded)
    assert {name for _, name in loaded} == {path.stem for path in (STATIC / "js").glob("*.js")} - {"main"}
