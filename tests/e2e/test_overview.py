"""The overview in a real browser: what is chosen is shown at once, and it fits a sheet of paper on its side."""

import re

import pytest

pytestmark = pytest.mark.e2e

OVERVIEW = "/samarbeid/"
# The same table, with nothing below it.
MATRIX = "/samarbeid/kompetanse/"
# A4 on its side, less margins of 14 mm, at 96 px to the inch.
SIDEWAYS = {"width": 1017, "height": 688}
ROWS = "table.matrix tbody tr:not(.grp)"


def test_what_is_chosen_is_shown_at_once_and_stands_in_the_address(page, site_address):
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{site_address}{OVERVIEW}", wait_until="networkidle")
    page.evaluate("window.here = true")
    before = page.locator(ROWS).count()
    assert before > 50
    box = page.locator("input[name=by][value^=akershus]")
    box.check()
    page.wait_for_url("**/samarbeid/?by=*")
    assert page.locator("#terms-n").inner_text().startswith("Viser 14 stikkord")
    assert page.locator(ROWS).count() == 14
    assert box.evaluate("box => box === document.activeElement")
    page.get_by_label("Finn stikkord").fill("bok")
    page.wait_for_url(re.compile(r"[?&]q=bok"))
    page.wait_for_function(f"document.querySelectorAll('{ROWS}').length === 1")
    # The whole page is the one that was opened, and its address gives the same again.
    assert page.evaluate("window.here")
    shown = page.locator(ROWS).all_inner_texts()
    page.goto(page.url)
    assert page.locator(ROWS).all_inner_texts() == shown
    assert told == []


def test_the_matrix_fits_a_sheet_on_its_side(page, site_address):
    page.set_viewport_size(SIDEWAYS)
    page.emulate_media(media="print")
    page.goto(f"{site_address}{MATRIX}", wait_until="networkidle")
    table = page.locator("table.matrix")
    box = table.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SIDEWAYS["width"]
    assert page.locator(".filters:visible").count() == 0
    assert table.locator("thead th").nth(2).evaluate("cell => getComputedStyle(cell).position") == "static"
    assert page.evaluate("document.documentElement.scrollWidth") <= SIDEWAYS["width"] + 1
    pdf = page.pdf(prefer_css_page_size=True)
    assert {
        tuple(map(round, map(float, found))) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    } == {(842, 595)}
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 5
