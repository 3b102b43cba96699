"""On paper: the seed post on A4, with the four organisations beside each other."""

import itertools
import re

import pytest

from tests.e2e.addresses import SEED_POST

pytestmark = pytest.mark.e2e

# A4 less margins of 14 mm, at 96 px to the inch.
PAPER = {"width": 688, "height": 1017}


@pytest.fixture
def paper(page, site_address):
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    page.goto(f"{site_address}{SEED_POST}", wait_until="networkidle")
    return page


def test_the_four_stand_side_by_side(paper):
    boxes = [section.bounding_box() for section in paper.locator(".organisations > section").all()]
    assert len(boxes) == 4
    assert len({round(box["y"]) for box in boxes}) == 1
    ends = [(box["x"], box["x"] + box["width"]) for box in boxes]
    assert all(left_end <= right_start for (_, left_end), (right_start, _) in itertools.pairwise(ends))
    assert ends[0][0] >= 0
    assert ends[-1][1] <= PAPER["width"]


def test_what_was_said_is_on_paper_and_what_can_only_be_pressed_is_not(paper):
    assert paper.locator("[data-statement]:visible").count() == 114
    for hidden in (".tools", ".lang", ".toc", ".foot", ".cite-link", ".pager", ".skip"):
        assert paper.locator(f"{hidden}:visible").count() == 0, hidden


def test_a_spine_keeps_its_colour_and_its_letter(paper):
    spine = paper.locator(".organisation-head .sp").first
    assert spine.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"
    assert spine.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(29, 63, 148)"
    assert spine.inner_text() == "A"


def test_the_post_takes_few_sheets(paper):
    pdf = paper.pdf(format="A4", prefer_css_page_size=True)
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 4
