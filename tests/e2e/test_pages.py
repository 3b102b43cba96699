"""Every public page: it fits, it keeps to itself, and it stands in every scheme."""

import pytest

from tests.e2e.addresses import NOT_FOUND, PAGES, PATTERNS, SEED_POST, TERM
from tests.factories import PASSWORD, user

pytestmark = pytest.mark.e2e

NARROW = {"width": 320, "height": 800}
# WCAG 2.2, success criterion 1.4.12.
TEXT_SPACING = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}
"""
WIDER_THAN_THE_SCREEN = """
() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1);
  return wide.slice(-5).map((e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);
}
"""
EVERYWHERE = [pytest.param(path, id=name) for name, path in {**PAGES, **PATTERNS}.items()]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_visit_leaves_the_console_empty_asks_nobody_else_and_sets_no_cookie(visitor, site_address, path):
    response = visitor.goto(f"{site_address}{path}")
    assert response.status == 200
    assert "require-trusted-types-for 'script'" in response.headers["content-security-policy"]
    assert visitor.complaints == []
    assert visitor.context.cookies() == []


@pytest.mark.parametrize("path", EVERYWHERE)
def test_nothing_is_wider_than_320_px_also_with_more_space_in_the_text(page, site_address, path):
    """320 px is also what is left of 1280 px at 400 % zoom."""
    page.set_viewport_size(NARROW)
    page.goto(f"{site_address}{path}")
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []
    page.evaluate(TEXT_SPACING)
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


def test_names_below_the_spines_never_run_into_each_other(page, site_address):
    """The page is no wider for it, so that nothing else would tell."""
    page.set_viewport_size(NARROW)
    page.goto(f"{site_address}{TERM}")
    page.evaluate(TEXT_SPACING)
    beyond = """
    () => [...document.querySelectorAll(".stand li")]
      .filter((e) => e.querySelector("a").getBoundingClientRect().right > e.getBoundingClientRect().right + 1)
      .map((e) => e.textContent)
    """
    assert page.locator(".stand li").count() > 1
    assert page.evaluate(beyond) == []


def test_a_page_that_is_not_there_says_so_on_a_page_of_ours(visitor, site_address):
    visitor.set_viewport_size(NARROW)
    response = visitor.goto(f"{site_address}{NOT_FOUND}")
    assert response.status == 404
    assert visitor.evaluate(WIDER_THAN_THE_SCREEN) == []
    visitor.get_by_role("link", name="Til forsiden").click()
    assert visitor.url == f"{site_address}/"


def test_who_is_signed_in_gets_the_userbar_and_no_trusted_types(visitor, site_address, in_database):
    editor = in_database(user, "editor")
    visitor.goto(f"{site_address}/account/sign-in/password/")
    visitor.locator("[name=username]").fill(editor.email)
    visitor.locator("[name=password]").fill(PASSWORD)
    visitor.locator("[type=submit]").click()
    visitor.wait_for_url("**/admin/")
    visitor.complaints.clear()
    response = visitor.goto(f"{site_address}/", wait_until="networkidle")
    policy = response.headers["content-security-policy"]
    assert "trusted-types" not in policy
    assert "script-src 'self'" in policy
    assert visitor.locator("wagtail-userbar").count() == 1
    assert visitor.complaints == []


# Schemes


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_dark_scheme_follows_the_system(page, site_address):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site_address}/")
    assert background(page) == "rgb(16, 22, 20)"
    page.emulate_media(color_scheme="light")
    assert background(page) == "rgb(255, 255, 255)"


def test_paper_is_white_also_for_who_reads_in_the_dark(page, site_address):
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(f"{site_address}/")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@pytest.mark.parametrize("path", ["/", SEED_POST, "/monster/"])
def test_nothing_moves_for_who_asked_for_less_motion(page, site_address, path):
    moving = """
    () => [...document.querySelectorAll("*")].filter((e) => {
      const style = getComputedStyle(e);
      const moves = /transform|all|translate|rotate|scale|inset|margin/.test(style.transitionProperty);
      return (moves && parseFloat(style.transitionDuration) > 0) || style.animationName !== "none"
        || style.scrollBehavior === "smooth";
    }).map((e) => e.className || e.tagName).slice(0, 5)
    """
    page.goto(f"{site_address}{path}")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == []
    if path == "/":
        # It does move for the others, so that this test can fail.
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(moving)


def test_forced_colours_leave_the_current_section_and_the_spines_to_be_seen(page, site_address):
    page.emulate_media(forced_colors="active")
    page.goto(f"{site_address}{TERM}")
    current = page.locator(".menu [aria-current]")
    line = current.evaluate("e => [getComputedStyle(e).borderBlockEndColor, getComputedStyle(e).borderBlockEndWidth]")
    assert line[0] != background(page)
    assert line[1] == "5px"
    named = page.locator(".stand .sp").first
    assert named.evaluate("e => getComputedStyle(e).backgroundColor") != background(page)
    assert page.locator(".stand .gap").first.evaluate("e => getComputedStyle(e).borderBlockStartStyle") == "dashed"
