"""Without JavaScript everything on a page is there to be read and followed."""

import pytest

from tests.e2e.addresses import PAGES, SEED_POST, TERM

pytestmark = pytest.mark.e2e


@pytest.fixture
def without(browser, browser_context_args):
    """Return a page of a reader whose browser runs no scripts."""
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        yield context.new_page()


def seen(page):
    """Return the lines that a reader sees, but for buttons that only a script can answer."""
    scripted = {text.strip() for text in page.locator(".js-only").all_text_contents()}
    return [line.strip() for line in page.locator("body").inner_text().splitlines() if line.strip() not in scripted]


@pytest.mark.parametrize("name", ["home", "seed post", "post", "archive", "session", "term", "about"])
def test_a_page_says_the_same_without_scripts(page, without, site_address, name):
    address = f"{site_address}{PAGES[name]}"
    page.goto(address, wait_until="networkidle")
    without.goto(address)
    assert seen(without) == seen(page)


def test_every_statement_and_its_citation_is_reached_by_links_alone(without, site_address):
    without.goto(f"{site_address}/")
    without.locator(f"main a[href='{SEED_POST}']").first.click()
    assert without.locator("[data-statement]").count() == 114
    without.locator("[data-statement] > a", has_text="biblioteksystemer").first.click()
    assert without.url == f"{site_address}{TERM}"
    without.locator(".said a", has_text="Hva er vi gode på").click()
    statement = without.locator("li:target")
    assert statement.locator("> a").first.inner_text().strip() == "biblioteksystemer"
    statement.locator(".cite-link").click()
    assert "/id/" in without.locator("#citation").inner_text()


def test_a_button_that_only_a_script_can_answer_is_not_offered(page, without, site_address):
    for visitor, offered in ((page, True), (without, False)):
        visitor.goto(f"{site_address}/monster/")
        assert visitor.locator(".js-only").first.is_visible() is offered
