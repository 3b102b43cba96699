"""Measure the palette anew: run with -s to see the figures."""

import itertools

import pytest

from collaboration.colour_science import VISIONS, ciede2000, contrast, seen_with
from collaboration.palette import PALETTE
from collaboration.visual_keys import DARK_PANELS, LEAST_DIFFERENCE, SHARED_FILLS, key_for, measures

SCHEMES = ("light", "dark")
NUMBERS = range(len(PALETTE))


def smallest_differences(scheme, vision):
    """Return the smallest difference within the first 2, 3 … 20 colours."""
    seen = [seen_with(pair[SCHEMES.index(scheme)], vision) for pair in PALETTE]
    apart = {(one, other): ciede2000(seen[one], seen[other]) for one, other in itertools.combinations(NUMBERS, 2)}
    return [min(value for (_, other), value in apart.items() if other < size) for size in range(2, 21)]


# What was measured for 2, 4, 9 and 20 organisations, rounded down.
FLOORS = {
    ("light", "normal"): (37.5, 33.3, 20.4, 14.1),
    ("light", "protanopia"): (32.1, 20.4, 14.0, 8.5),
    ("light", "deuteranopia"): (25.1, 16.3, 13.6, 8.9),
    ("light", "tritanopia"): (18.2, 18.2, 16.8, 9.9),
    ("dark", "normal"): (35.1, 35.1, 17.2, 9.7),
    ("dark", "protanopia"): (31.3, 19.9, 9.7, 7.8),
    ("dark", "deuteranopia"): (23.3, 15.0, 11.7, 7.8),
    ("dark", "tritanopia"): (11.3, 11.3, 11.3, 8.3),
}


def test_there_are_twenty_different_colours_in_each_scheme():
    assert [len({pair[at] for pair in PALETTE}) for at in (0, 1)] == [20, 20]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_colour_has_the_contrast_it_needs(number):
    for measure in measures(key_for("A", 1, *PALETTE[number])):
        print(f"{number + 1:2} {measure.scheme:5} {measure.part:6} on {measure.ground:8} {measure.measured:5.2f}")
        assert measure.holds


@pytest.mark.parametrize("number", NUMBERS)
def test_dark_fills_hold_on_dark_panels(number):
    for panel in DARK_PANELS:
        assert contrast(PALETTE[number][1], panel) >= 3


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_any_beginning_of_the_palette_is_as_far_apart_as_measured(scheme, vision):
    found = smallest_differences(scheme, vision)
    print(f"{scheme:5} {vision:12}", *(f"{value:4.1f}" for value in found))
    for size, floor in zip((2, 4, 9, 20), FLOORS[scheme, vision], strict=True):
        assert found[size - 2] >= floor


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_colours_are_nearer_than_an_editor_may_choose(scheme):
    assert min(min(smallest_differences(scheme, vision)) for vision in VISIONS) > LEAST_DIFFERENCE


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_colour_looks_like_the_ink_of_what_is_shared(scheme):
    at = SCHEMES.index(scheme)
    for vision in VISIONS:
        ink = seen_with(SHARED_FILLS[scheme], vision)
        nearest = min(ciede2000(seen_with(pair[at], vision), ink) for pair in PALETTE)
        print(f"{scheme:5} {vision:12} {nearest:4.1f}")
        assert nearest > LEAST_DIFFERENCE
