"""The keyboard alone: there and back, and the focus is always to be seen."""

import pytest

from tests.e2e.addresses import TERM

pytestmark = pytest.mark.e2e

# What is wrong with where the focus is, or nothing.
FOCUS = """
() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return { at: "", wrong: "" };
  const name = focused.textContent.trim() || focused.className || focused.id || focused.tagName;
  const at = name.replace(/\\s+/g, " ").slice(0, 60);
  const box = focused.getClientRects()[0];
  const style = getComputedStyle(focused);
  const inside = [box.left + box.width / 2, box.top + Math.min(box.height / 2, innerHeight / 3)];
  const top = document.elementFromPoint(...inside);
  let wrong = "";
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong = "no outline";
  else if (box.bottom < 1 || box.top > innerHeight - 1) wrong = "above or below the screen";
  else if (box.right < 1 || box.left > innerWidth - 1) wrong = "beside the screen";
  else if (!top || !(focused.contains(top) || top.contains(focused))) wrong = `behind ${top && top.className}`;
  return { at, wrong };
}
"""


def tab_to(page, wanted, most=120):
    """Press Tab until the focus is on a link to an address; return what is wrong on the way."""
    wrong = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["wrong"]:
            wrong.append(f"{here['at']}: {here['wrong']}")
        if page.evaluate("document.activeElement.getAttribute('href')") == wanted:
            return wrong
    raise AssertionError(f"No link to {wanted} within {most} presses of Tab.")


@pytest.mark.parametrize("size", [(1280, 720), (320, 256)], ids=["wide", "at 400 per cent"])
def test_from_the_front_page_to_a_term_and_back_with_the_focus_always_to_be_seen(page, site_address, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site_address}/")
    wrong = tab_to(page, TERM)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{TERM}")
    assert page.get_by_role("heading", level=1).inner_text().lower() == "biblioteksystemer"
    wrong += tab_to(page, "/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_address}/")
    assert wrong == []


def test_every_stop_on_the_front_page_is_seen_and_they_come_to_an_end(page, site_address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site_address}/")
    wrong, stops = [], []
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if not here["at"]:
            break
        stops.append(here["at"])
        if here["wrong"]:
            wrong.append(f"{here['at']}: {here['wrong']}")
    assert wrong == []
    assert 70 < len(stops) < 150


def test_the_first_stop_leads_past_the_menu(page, site_address):
    page.goto(f"{site_address}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_escape_closes_what_was_unfolded_and_the_focus_goes_back(page, site_address):
    page.goto(f"{site_address}/monster/")
    details = page.locator("details.cite")
    details.get_by_role("button").focus()
    page.keyboard.press("Escape")
    assert details.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
