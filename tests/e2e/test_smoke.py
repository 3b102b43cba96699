import pytest

pytestmark = pytest.mark.e2e

SEED_POST = "Hva er vi gode på, og hva vil vi?"


def test_a_reader_finds_every_statement_of_the_seed_post_from_the_home_page(visitor, site_address):
    visitor.goto(f"{site_address}/")
    visitor.get_by_role("link", name=SEED_POST).first.click()
    visitor.wait_for_load_state("networkidle")

    assert visitor.get_by_role("heading", level=1).inner_text() == SEED_POST
    statements = visitor.locator("[data-statement]")
    assert statements.count() == 114
    assert all(statements.nth(number).is_visible() for number in (0, 57, 113))
    assert visitor.context.cookies() == []
    assert visitor.complaints == []
