import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

SEED_POST = "Hva er vi gode på, og hva vil vi?"


def test_a_reader_finds_every_statement_of_the_seed_post_from_the_home_page(visitor, site_address):
    visitor.goto(f"{site_address}/")
    visitor.get_by_role("link", name=SEED_POST).first.click()
    visitor.wait_for_load_state("networkidle")

    expect(visitor.get_by_role("heading", level=1)).to_have_text(SEED_POST)
    statements = visitor.locator("[data-statement]")
    expect(statements).to_have_count(114)
    assert all(statement.is_visible() for statement in statements.all())
    assert visitor.context.cookies() == []
    assert visitor.complaints == []
