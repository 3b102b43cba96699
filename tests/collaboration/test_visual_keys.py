import itertools
import re
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaboration.colour_science import contrast
from collaboration.key_letters import SHARED_LETTER, letter_key
from collaboration.palette import PALETTE
from collaboration.visual_keys import (
    BAND_GAP,
    BAND_PATTERNS,
    DARK_PANELS,
    DARK_PAPER,
    DARK_WASH,
    PAPER,
    WASH,
    ProblemCode,
    Scheme,
    assign,
    key_for,
    measures,
    problems,
    scheme_for,
    stylesheet,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()))
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
MUNICIPALITIES = (
    *(
        "Asker",
        "Aurskog-Høland",
        "Bærum",
        "Drammen",
        "Eidsvoll",
        "Enebakk",
        "Flesberg",
        "Fredrikstad",
        "Frogn",
    ),
    *(
        "Færder",
        "Gol",
        "Halden",
        "Hemsedal",
        "Hol",
        "Holmestrand",
        "Horten",
        "Hurdal",
        "Hvaler",
        "Indre Østfold",
    ),
    "Nordre Follo",
)


def given_out(*names):
    keys = []
    for name in names:
        keys.append(assign(name, keys))
    return keys


def letters(*names):
    return [key.letter for key in given_out(*names)]


def among(keys):
    return [(key, [other for other in keys if other is not key]) for key in keys]


def test_the_first_four_look_as_they_were_drawn():
    keys = given_out("Akershus", "Vestfold", "Østfold", "Buskerud")
    assert [(key.letter, key.bands) for key in keys] == [("A", 1), ("V", 2), ("Ø", 3), ("B", 4)]
    assert [key.light for key in keys] == [
        Scheme("#1d3f94", "#ffffff", "#1d3f94", "#e9eef9"),
        Scheme("#007d6f", "#ffffff", "#00665b", "#e2f2ef"),
        Scheme("#cc7a00", "#14201d", "#8a5000", "#fcf0dc"),
        Scheme("#9b1b45", "#ffffff", "#9b1b45", "#faeaef"),
    ]
    assert [key.dark for key in keys] == [
        Scheme("#6f97f2", "#101614", "#a3bfff", "#18223a"),
        Scheme("#4cc2ac", "#101614", "#7fe0cc", "#122b27"),
        Scheme("#ecb04a", "#101614", "#ffd07a", "#2e2412"),
        Scheme("#e2637f", "#101614", "#ff9db1", "#321a21"),
    ]


def test_a_taken_letter_gives_way_to_two():
    assert letters("Vestfold", "Vest-Agder") == ["V", "Ve"]
    assert letters("Bergen museum", "Bymuseet i Oslo") == ["B", "By"]
    assert letters("Bergen museum", "Bergen bibliotek", "Bergen arkiv") == ["B", "Be", "Ba"]


def test_one_name_many_times_still_gives_different_letters():
    assert len(set(letters(*["Bibliotek"] * 60))) == 60


def test_no_organisation_gets_the_letter_of_what_is_shared():
    assert letters("Fredrikstad") == ["Fr"]


def test_letters_that_look_the_same_count_as_the_same():
    assert letters("Bergen", "Вологда") == ["B", "Во"]
    assert letters("Molde", "molde") == ["M", "Mo"]


def test_a_name_without_letters_gets_a_free_one():
    assert letters("", "😀", "…", "\ud800") == ["A", "B", "C", "D"]
    assert letters("4H Norge") == ["4"]


def test_a_letter_that_has_no_single_capital_is_kept():
    assert letters("ßeta") == ["ß"]


def test_twenty_municipalities_differ_in_letter_bands_and_colour_and_have_no_problem():
    keys = given_out(*MUNICIPALITIES)
    assert len({letter_key(key.letter) for key in keys}) == 20
    assert {key.bands for key in keys} == set(range(1, 21))
    assert {(key.light.fill, key.dark.fill) for key in keys} == set(PALETTE)
    assert [problems(key, others) for key, others in among(keys)] == [[]] * 20


def test_after_twenty_only_bands_and_colours_repeat():
    keys = given_out(*MUNICIPALITIES, *MUNICIPALITIES)
    assert len({letter_key(key.letter) for key in keys}) == 40
    for part in ("bands", "light"):
        values = [getattr(key, part) for key in keys]
        assert {values.count(value) for value in values} == {2}
    assert [problems(key, others) for key, others in among(keys)] == [[]] * 40


def test_a_freed_place_is_given_out_again():
    first, second, third = given_out("Akershus", "Vestfold", "Østfold")
    newcomer = assign("Buskerud", [first, third])
    assert (newcomer.bands, newcomer.light) == (second.bands, second.light)


def test_a_colour_near_one_chosen_by_hand_is_passed_over():
    by_hand = key_for("X", 9, "#1d4094", "#6f98f2")
    assert assign("Akershus", [by_hand]).light.fill == PALETTE[1][0]


@given(st.lists(ANY_TEXT, max_size=30))
def test_any_thirty_names_get_letters_of_their_own(names):
    keys = given_out(*names)
    assert len({letter_key(key.letter) for key in keys}) == len(names)
    for key in keys:
        assert 1 <= len(key.letter) <= 2
        assert letter_key(key.letter) != letter_key(SHARED_LETTER)
        assert 1 <= key.bands <= 20


@given(COLOURS, st.booleans())
def test_text_from_any_fill_can_be_read_wherever_it_stands(fill, dark):
    scheme = scheme_for(fill, dark)
    grounds = (DARK_PAPER, DARK_WASH, *DARK_PANELS) if dark else (PAPER, WASH)
    for ground in (*grounds, scheme.wash):
        assert contrast(scheme.text, ground) >= 4.5


def test_a_fill_may_be_written_in_capitals():
    assert scheme_for("#1D3F94", dark=False) == scheme_for("#1d3f94", dark=False)


@pytest.mark.parametrize("wrong", ["", "red", "#fff", "#12345g", "#1d3f94;", "#1d3f94\n"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="#rrggbb"):
        scheme_for(wrong, dark=False)
    with pytest.raises(ValueError, match="#rrggbb"):
        Scheme(wrong, "#ffffff", "#ffffff", "#ffffff")


def test_a_pale_fill_on_paper_is_a_problem_with_its_figure():
    key = key_for("X", 9, "#cccccc", PALETTE[4][1])
    (problem,) = problems(key, [])
    assert (problem.code, problem.scheme, problem.part) == (ProblemCode.GRAPHIC_CONTRAST, "light", "fill")
    assert problem.measured == pytest.approx(1.61, abs=0.01)
    assert problem.needed == 3


def test_a_fill_on_which_neither_paper_nor_ink_can_be_read_is_a_problem():
    key = key_for("X", 9, "#808080", PALETTE[4][1])
    (problem,) = problems(key, [])
    assert (problem.code, problem.part, problem.ground) == (ProblemCode.TEXT_CONTRAST, "letter", "fill")
    assert 3 < problem.measured < 4.5


def test_taken_letters_bands_and_near_colours_are_problems_that_name_the_other():
    other = key_for("V", 2, *PALETTE[1])
    found = problems(key_for("v", 2, "#007d70", PALETTE[4][1]), [other])
    assert [problem.code for problem in found] == [
        ProblemCode.LETTER_TAKEN,
        ProblemCode.BANDS_TAKEN,
        ProblemCode.COLOUR_NEAR,
    ]
    near = found[-1]
    assert (near.scheme, near.other) == ("light", "V")
    assert near.measured < 1 < near.needed


def test_the_letter_and_ink_of_what_is_shared_are_taken():
    found = problems(key_for("F", 9, "#14201d", PALETTE[4][1]), [])
    assert {(problem.code, problem.other) for problem in found} == {
        (ProblemCode.LETTER_TAKEN, "F"),
        (ProblemCode.COLOUR_NEAR, "F"),
    }


def test_every_contrast_of_both_schemes_is_measured():
    found = measures(key_for("V", 2, *PALETTE[1]))
    assert {(measure.scheme, measure.part) for measure in found} == set(
        itertools.product(("light", "dark"), ("letter", "text", "fill"))
    )
    assert all(measure.holds for measure in found)


def test_band_patterns_are_twenty_different_ones_that_leave_room_for_the_letter():
    assert len(set(BAND_PATTERNS)) == 20
    for pattern in BAND_PATTERNS:
        assert sum(pattern) + BAND_GAP * (len(pattern) - 1) <= 10


def test_the_stylesheet_gives_each_organisation_its_colours_in_both_schemes():
    css = stylesheet({"vestfold": key_for("V", 2, *PALETTE[1])})
    assert css.startswith("@layer tokens{")
    assert css.count("{") == css.count("}")
    light, dark, panel = re.findall(r"^(.*)\.k-vestfold\{--lc:(#\w+);--lon:(#\w+)", css, re.MULTILINE)
    assert light == ("", "#007d6f", "#ffffff")
    assert dark == ("", "#4cc2ac", "#101614")
    assert panel == (":is(.on-panel,.common) ", "#4cc2ac", "#101614")


def test_dark_colours_are_for_screens_only():
    css = stylesheet({"vestfold": key_for("V", 2, *PALETTE[1])})
    before_screen = css[: css.index("@media screen")]
    assert "#007d6f" in before_screen
    assert "#4cc2ac" not in before_screen
    assert css.count("@media") == css.count("@media screen") == 2


def test_bands_are_drawn_in_the_colour_of_the_letter():
    css = stylesheet({"vestfold": key_for("V", 2, *PALETTE[1])})
    bands = "var(--lon) 0px 2px,transparent 2px 4px,var(--lon) 4px 5px,transparent 5px"
    assert f"--lb:linear-gradient({bands})" in css


def test_twenty_organisations_make_a_small_stylesheet():
    keys = dict(zip((f"kommune-{number}" for number in range(20)), given_out(*MUNICIPALITIES), strict=True))
    assert len(stylesheet(keys)) < 8000


def test_no_organisation_makes_an_empty_layer():
    assert re.sub(r"\s", "", stylesheet(MappingProxyType({}))) == (
        "@layertokens{@mediascreenand(prefers-color-scheme:dark){}@mediascreen{}}"
    )


@pytest.mark.parametrize("slug", ["x}*{display:none}", "a b", "</style><script>", "x\\", "x\n@import url(//e)", "x\0"])
def test_a_hostile_slug_stays_a_name(slug):
    css = stylesheet({slug: key_for("V", 2, *PALETTE[1])})
    assert f"{slug}{{" not in css
    plain = stylesheet({"x": key_for("V", 2, *PALETTE[1])})
    for sign in "{}<>@*;":
        assert css.count(sign) == plain.count(sign)


@given(ANY_TEXT)
def test_only_letters_digits_hyphens_and_escapes_stand_in_a_class(slug):
    css = stylesheet({slug: key_for("V", 2, *PALETTE[1])})
    for line in css.splitlines():
        if ".k-" in line:
            name = line.split(".k-")[1].split("{")[0]
            assert re.fullmatch(r"(?:[A-Za-z0-9_-]|\\[0-9a-f]{1,6} )*", name)
