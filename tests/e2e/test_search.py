"""Searching in a browser: by keyboard, without scripts, narrow and wide, and axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from search.indexing import rebuild
from tests.e2e.addresses import TERM
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module", autouse=True)
def indexed(in_database):
    in_database(rebuild)


def typed(page, site_address, text="biblioteksys"):
    page.goto(f"{site_address}/sok/")
    page.get_by_role("combobox").press_sequentially(text)
    page.get_by_role("option").first.wait_for()
    return page.get_by_role("combobox")


def test_the_arrows_choose_a_suggestion_and_enter_goes_there(visitor, site_address):
    field = typed(visitor, site_address)
    assert field.get_attribute("aria-expanded") == "true"
    assert visitor.locator(".suggested [role=status]").inner_text().startswith("1 ")
    field.press("ArrowDown")
    chosen = visitor.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Enter")
    visitor.wait_for_url(f"{site_address}{TERM}")
    assert visitor.complaints == []


def test_enter_searches_where_nothing_is_chosen(visitor, site_address):
    field = typed(visitor, site_address)
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("Enter")
    visitor.wait_for_url("**/sok/?q=biblioteksys")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(visitor, site_address):
    field = typed(visitor, site_address)
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert visitor.get_by_role("option").count() == 0
    assert field.input_value() == "biblioteksys"


def test_home_and_end_move_within_what_was_typed(visitor, site_address):
    field = typed(visitor, site_address)
    field.press("ArrowDown")
    field.press("Home")
    assert field.evaluate("field => field.selectionStart") == 0
    field.press("End")
    assert field.evaluate("field => field.selectionStart") == len("biblioteksys")


@pytest.mark.parametrize("path", ["/nn/sok/", "/en/search/"])
def test_each_language_suggests_in_a_named_list_of_options_that_a_thumb_hits(visitor, site_address, path):
    visitor.set_viewport_size({"width": 375, "height": 800})
    visitor.goto(f"{site_address}{path}")
    field = visitor.get_by_role("combobox")
    field.press_sequentially("bibliotek")
    visitor.get_by_role("option").first.wait_for()
    listbox = visitor.get_by_role("listbox")
    assert field.get_attribute("aria-controls") == listbox.get_attribute("id")
    assert listbox.get_attribute("aria-label")
    assert all(option.bounding_box()["height"] >= 24 for option in visitor.get_by_role("option").all())


def test_a_suggestion_is_chosen_by_pointing(visitor, site_address):
    typed(visitor, site_address)
    visitor.get_by_role("option").first.click()
    visitor.wait_for_url(f"{site_address}{TERM}")


def test_without_scripts_one_searches_from_any_page_narrows_down_and_turns_the_page(
    browser, browser_context_args, site_address
):
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{site_address}/")
        page.locator("header input[name=q]").fill("bibliotek")
        page.locator("header form button").click()
        page.wait_for_url("**/sok/?q=bibliotek")
        assert page.get_by_role("combobox").count() == 0
        page.locator(".side a[href*='kind=']").first.click()
        assert page.locator(".side a[aria-current]").count() == 1
        page.locator(".side a[aria-current]").click()
        page.locator(".pager a[rel=next]").click()
        assert "page=2" in page.url
        assert context.cookies() == []


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("path", ["/", "/sok/?q=bibliotek", "/sok/?q=kvantefeltteori"])
def test_nothing_is_wider_than_the_window_and_the_way_to_the_search_is_seen(visitor, site_address, width, path):
    visitor.set_viewport_size({"width": width, "height": 800})
    visitor.goto(f"{site_address}{path}")
    assert visitor.evaluate("document.documentElement.scrollWidth") <= width
    ways = visitor.locator("header .search-link, header form.search, main .search-form")
    assert any(way.is_visible() for way in ways.all())


@pytest.fixture
def open_to_axe(browser, browser_context_args):
    with browser.new_context(**{**browser_context_args, "bypass_csp": True, "reduced_motion": "reduce"}) as context:
        yield context.new_page()


@pytest.mark.parametrize(
    "path", ["/sok/", "/sok/?q=bibliotek&kind=post", "/sok/?q=kvantefeltteori", "/en/search/?q=samspill", "suggestions"]
)
def test_axe_finds_nothing(open_to_axe, site_address, path):
    page = open_to_axe
    if path == "suggestions":
        typed(page, site_address).press("ArrowDown")
    else:
        page.goto(f"{site_address}{path}")
    page.evaluate(Axe().axe_script)
    page.add_style_tag(content="* { transition: none !important }")
    found = []
    for width, scheme in ((1280, "light"), (1280, "dark"), (375, "dark"), (375, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            found.append(f"{width} {scheme}: {violation['id']}: {where}")
    assert found == []
