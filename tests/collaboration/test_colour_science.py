import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaboration.colour_science import (
    VISIONS,
    as_hex,
    ciede2000,
    contrast,
    lab,
    lab_difference,
    linear,
    mix,
    seen_with,
    smallest_difference,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        # From table 1 of Sharma, Wu and Dalal (2005): the pairs that wrong hue arithmetic fails on.
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.0010), (50, -2.49, 0.0010), 7.1792),
        ((50, 2.49, -0.0010), (50, -2.49, 0.0011), 7.2195),
        ((50, -0.0010, 2.49), (50, 0.0009, -2.49), 4.8045),
        ((50, -0.0010, 2.49), (50, 0.0011, -2.49), 4.7461),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (56, -27, -3), 31.9030),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(one, other, difference):
    assert lab_difference(one, other) == pytest.approx(difference, abs=0.00005)
    assert lab_difference(other, one) == pytest.approx(difference, abs=0.00005)


def test_contrast_has_the_ratios_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#cc7a00") == pytest.approx(3.3, abs=0.05)


def test_white_and_black_are_the_ends_of_cielab():
    assert lab("#ffffff") == pytest.approx((100, 0, 0), abs=0.02)
    assert lab("#000000") == pytest.approx((0, 0, 0), abs=0.02)


def test_each_deficiency_confuses_its_own_colours():
    # Without red or green cones blue-green and dark red are near greys; without blue ones blue and green meet.
    for vision in ("protanopia", "deuteranopia"):
        green, red = seen_with("#007d6f", vision), seen_with("#9b1b45", vision)
        assert ciede2000(green, red) < ciede2000("#007d6f", "#9b1b45") / 2
    assert ciede2000(seen_with("#1d3f94", "tritanopia"), seen_with("#007d6f", "tritanopia")) < 20


@pytest.mark.parametrize("vision", VISIONS)
def test_white_stays_white_in_every_vision(vision):
    assert seen_with("#ffffff", vision) == "#ffffff"


def test_the_smallest_difference_names_who_sees_it():
    difference, vision = smallest_difference("#007d6f", "#9b1b45")
    assert (round(difference), vision) == (16, "deuteranopia")


def test_a_mix_goes_from_one_colour_to_the_other():
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#ffffff", "#1d3f94", 0.1) == "#e8ecf4"


@given(COLOURS, COLOURS)
def test_measures_are_symmetric_and_bounded(one, other):
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
    assert ciede2000(one, other) == pytest.approx(ciede2000(other, one), abs=1e-6)
    assert ciede2000(one, one) == 0


@given(COLOURS)
def test_a_colour_survives_the_way_to_light_and_back(colour):
    assert as_hex(linear(colour)) == colour


@pytest.mark.parametrize("wrong", ["", "#fff", "1d3f94", "#1d3f9", "#1d3f94 ", "red"])
def test_what_is_not_written_in_six_digits_is_refused(wrong):
    with pytest.raises(ValueError, match="#rrggbb"):
        linear(wrong)
