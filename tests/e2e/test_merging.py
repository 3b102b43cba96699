"""Likely duplicates in a real browser: by keyboard, with scripts turned off, narrow and wide, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.e2e

PAGE = "/admin/terms/duplicates/"
NAMES = [("Vindkastmåling", "Vindkast-måling"), ("Tidevannsskifte", "Tidevanns-skifte"), ("Sjøsprøyt", "Sjø-sprøyt")]
# The frame around is Wagtail's; so are its own faults.
OURS = {"include": [[".merging"]]}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def begin():
    """Make pairs of drafts, which no reader sees, and an editor."""
    for pair in NAMES:
        for name in pair:
            factories.term("goal", name, live=False)
    return factories.user("editor", language="en").email


def end():
    from collaboration.models import Concept, Goal, Merge

    ours = Goal.objects.filter(name__in=[name for pair in NAMES for name in pair])
    Concept.objects.filter(pk__in=ours.values("concept")).update(replaced_by=None)
    Merge.objects.all().delete()
    for term in ours:
        term.delete()


def merged():
    from collaboration.models import Concept

    return Concept.objects.exclude(replaced_by=None).count()


def told_apart():
    from collaboration.models import Distinction

    return Distinction.objects.count()


@pytest.fixture
def editor(page, site_address, in_database):
    """An editor who has opened the page, with three pairs to decide about."""
    page.goto(f"{site_address}/account/sign-in/password/?next={PAGE}?kind=goal")
    page.fill("input[name=username]", in_database(begin))
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"**{PAGE}*")
    yield page
    in_database(end)


@pytest.fixture
def without(editor, browser, browser_context_args, site_address):
    """The same editor, in a browser that runs no scripts."""
    state = editor.context.storage_state()
    with browser.new_context(**browser_context_args, java_script_enabled=False, storage_state=state) as context:
        page = context.new_page()
        page.goto(f"{site_address}{PAGE}?kind=goal")
        yield page


def pairs(page):
    return page.locator("[data-pair]:visible")


def test_pairs_are_decided_about_by_keyboard_alone(editor, in_database):
    expect(pairs(editor)).to_have_count(3)
    editor.keyboard.press("j")
    first = pairs(editor).first
    expect(first).to_be_focused()
    editor.keyboard.press("2")
    expect(first.locator("input[type=radio]").nth(1)).to_be_checked()
    editor.keyboard.press("m")
    expect(editor.locator("[data-done]")).to_have_count(1)
    expect(pairs(editor).first).to_be_focused()
    expect(editor.locator("[data-pairs-say]")).to_contain_text("merged into")
    assert in_database(merged) == 1
    editor.keyboard.press("n")
    expect(editor.locator("[data-done]")).to_have_count(2)
    assert in_database(told_apart) == 1
    editor.keyboard.press("n")
    expect(editor.locator("[data-pairs-end]")).to_be_focused()
    for left in (2, 1, 0):
        editor.keyboard.press("u")
        expect(editor.locator("[data-done]")).to_have_count(left)
    expect(pairs(editor)).to_have_count(3)
    # As it was, with its reason and what was chosen.
    expect(pairs(editor).first.locator("input[type=radio]").nth(1)).to_be_checked()
    expect(pairs(editor).first).to_contain_text("100 % alike")
    assert (in_database(merged), in_database(told_apart)) == (0, 0)
    editor.keyboard.press("?")
    expect(editor.locator("#keyboard-shortcut-group-duplicates")).to_be_visible()


def test_without_scripts_pairs_are_merged_told_apart_and_taken_back(without, in_database):
    expect(pairs(without)).to_have_count(3)
    pairs(without).first.get_by_role("button", name="Merge").click()
    expect(without.locator(".messages")).to_contain_text("merged into")
    assert in_database(merged) == 1
    without.get_by_role("button", name="Undo").click()
    assert in_database(merged) == 0
    expect(pairs(without)).to_have_count(3)
    pairs(without).first.get_by_role("button", name="Not the same").click()
    expect(pairs(without)).to_have_count(2)
    without.locator(".merging__apart summary").click()
    without.locator(".merging__apart button").first.click()
    expect(pairs(without)).to_have_count(3)
    pairs(without).first.get_by_role("link").click()
    without.get_by_role("searchbox", name="Search for a term").fill("sprøyt")
    without.get_by_role("button", name="Search").last.click()
    without.get_by_role("checkbox").first.check()
    without.get_by_role("button", name="Show side by side").click()
    expect(without.locator("input[name=keep]")).to_have_count(3)
    without.get_by_role("button", name="Merge").click()
    assert in_database(merged) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_everybody_can_use_it_and_nothing_is_cut_off(editor, scheme, width):
    editor.set_viewport_size({"width": width, "height": 800})
    editor.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    editor.locator(".merging [data-pair] a").first.evaluate("link => link.dataset.compare = ''")
    compare = editor.locator("[data-compare]").get_attribute("href")
    for address in (editor.url, editor.url.split("/admin/")[0] + compare):
        editor.goto(address)
        found = Axe().run(editor, context=OURS, options={"runOnly": RULES})
        assert not found.response["violations"], found.generate_report()
        assert editor.evaluate("document.documentElement.scrollWidth") <= width
