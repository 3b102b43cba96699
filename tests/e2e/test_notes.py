"""From a group's notes to a published post in a real browser: by mouse, by keyboard, and with scripts turned off."""

import itertools
import re
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.e2e

BEGIN = "/admin/notes/"
SEED = Path(__file__).resolve().parents[2] / "config/demo/hva-er-vi-gode-pa.txt"
NOTES = """Dag på øya nummer NUMBER

Hva er vi gode på?

Akershus:
- bokbåtleksing NUMBER
- litteraturformidlingen
- kaffekoking NUMBER / vaffelsteking NUMBER

Utfordringer
- vindkast NUMBER
- tidevannsskifte NUMBER
"""
MOST_CLICKS, MOST_SECONDS = 25, 300
# The frame around is Wagtail's; so are its own faults.
OURS = {"include": [[".notes-review"]]}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
numbers = itertools.count(1)


def an_editor():
    return factories.user("editor", language="nb").email


def review_at(address):
    from collaboration.models import NotesReview

    review = NotesReview.objects.get(uuid=re.search(r"[0-9a-f-]{36}", address)[0])
    return [[item["name"] for item in section["items"]] for section in review.content["sections"]]


def post_of(title):
    from blog.models import PostPage
    from collaboration.models import Statement

    post = PostPage.objects.filter(title=title, alias_of=None).latest("pk")
    return post.live, Statement.objects.standing().filter(post=post).count()


def unpublish(title):
    """Take back what would be known in other tests' notes."""
    from blog.models import PostPage

    PostPage.objects.get(title=title, alias_of=None).unpublish()


@pytest.fixture
def editor(page, site_address, in_database):
    """An editor, signed in, at the front of the admin."""
    page.goto(f"{site_address}/account/sign-in/password/?next=/admin/")
    page.fill("input[name=username]", in_database(an_editor))
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture
def without(editor, browser, browser_context_args):
    """The same editor, in a browser that runs no scripts."""
    state = editor.context.storage_state()
    with browser.new_context(**browser_context_args, java_script_enabled=False, storage_state=state) as context:
        yield context.new_page()


class Mouse:
    """Clicks, and counts them."""

    def __init__(self, page):
        self.page = page
        self.clicks = 0

    def click(self, place):
        self.clicks += 1
        (self.page.locator(place).first if isinstance(place, str) else place).click()


def bring(page, site_address):
    """Paste notes and have them read; return their number."""
    number = next(numbers)
    page.goto(f"{site_address}{BEGIN}")
    page.fill("[name=notes]", NOTES.replace("NUMBER", str(number)))
    page.click(".notes-begin button[type=submit]")
    page.wait_for_selector("[data-line]")
    return number


def stored(page):
    """Wait until everything is stored."""
    expect(page.locator("[data-notes-says]")).to_have_text("Lagret.")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_the_seed_becomes_a_published_post_in_a_few_clicks(editor, site_address, in_database, capsys):
    mouse = Mouse(editor)
    begun = time.monotonic()
    mouse.click(f"a[href='{BEGIN}']")
    mouse.click("[name=notes]")
    # As pasted from the clipboard.
    editor.keyboard.insert_text(SEED.read_text())
    mouse.click(".notes-begin button[type=submit]")
    editor.wait_for_selector("[data-line]")
    assert editor.locator("[data-line]").count() == 114
    mouse.click(".notes-review button[value=finish]")
    editor.wait_for_url("**/pages/*/edit/")
    title = editor.locator("[name=title]").input_value()
    assert in_database(post_of, title) == (False, 0)
    mouse.click("footer [data-w-dropdown-target=toggle]")
    mouse.click("button[name=action-publish]")
    editor.wait_for_selector(".messages .success, .w-messages .success, li.success")
    seconds = time.monotonic() - begun
    with capsys.disabled():
        print(f"\nFrom the seed to a published post: {mouse.clicks} clicks, {seconds:.1f} s", end="")
    assert in_database(post_of, title) == (True, 114)
    assert mouse.clicks < MOST_CLICKS
    assert seconds < MOST_SECONDS


def test_the_same_with_scripts_turned_off(without, site_address, in_database):
    number = bring(without, site_address)
    mouse = Mouse(without)
    mouse.click(without.locator("[data-line]", has_text="litteraturformidlingen").locator("[value=same]"))
    mouse.click("[value^=split]")
    mouse.click("[data-line]:has-text('vindkast') [name=pick]")
    without.select_option("[name=to]", label="Østfold")
    mouse.click("[name=do][value=move]")
    assert in_database(review_at, without.url) == [
        [f"Bokbåtleksing {number}", "Litteraturformidling", f"Kaffekoking {number}", f"Vaffelsteking {number}"],
        [f"Tidevannsskifte {number}"],
        [f"Vindkast {number}"],
    ]
    mouse.click("[value=undo]")
    assert in_database(review_at, without.url)[1:] == [[f"Vindkast {number}", f"Tidevannsskifte {number}"]]
    mouse.click("[name=do][value=finish]")
    # Wagtail's editor needs scripts; publishing does not.
    assert "/done/" in without.url
    mouse.click("a[href*='/publish/']")
    mouse.click("main form [type=submit]")
    assert in_database(post_of, f"Dag på øya nummer {number}") == (True, 6)
    in_database(unpublish, f"Dag på øya nummer {number}")
    assert mouse.clicks < MOST_CLICKS


def test_by_keyboard_alone(editor, site_address, in_database):
    number = bring(editor, site_address)
    press(editor, "j", "j", "j", "k")
    assert focused(editor) == "row-0-1"
    press(editor, "a")
    stored(editor)
    assert in_database(review_at, editor.url)[0][1] == "Litteraturformidling"
    press(editor, "n")
    expect(editor.locator("#name-0-1")).to_have_value("Litteraturformidlingen")
    press(editor, "u")
    expect(editor.locator("#name-0-1")).to_have_value("Litteraturformidling")
    assert focused(editor) == "row-0-1"
    # What is typed are no commands.
    press(editor, "k", "e")
    editor.keyboard.type("jaksu")
    press(editor, "Enter")
    expect(editor.locator("#name-0-0")).to_have_attribute("value", "jaksu")
    assert focused(editor) == "row-0-0"
    press(editor, "ArrowDown", "ArrowDown", "d")
    editor.wait_for_selector("#row-0-3")
    assert in_database(review_at, editor.url)[0][2:] == [f"Kaffekoking {number}", f"Vaffelsteking {number}"]
    press(editor, "j", "o")
    editor.wait_for_selector("#row-0-3", state="detached")
    press(editor, "s")
    editor.wait_for_selector("#row-0-2", state="detached")
    # The next line has the focus; it is chosen, and moved to another list.
    press(editor, "j", "x", "m")
    assert focused(editor) == "notes-to"
    editor.keyboard.type("Kompetanse")
    press(editor, "Tab", "Enter")
    editor.wait_for_selector("#row-0-2")
    assert in_database(review_at, editor.url)[1] == [f"Vindkast {number}"]
    editor.locator("[data-line]").first.focus()
    press(editor, "Shift+?")
    dialog = editor.locator("#keyboard-shortcuts-dialog")
    dialog.wait_for(state="visible")
    assert dialog.locator("#keyboard-shortcut-group-notes kbd").all_inner_texts() == list("jkanexmsdou")


def test_leaving_and_coming_back_loses_nothing(editor, site_address, in_database):
    bring(editor, site_address)
    address = editor.url
    editor.fill("[name=title]", "Noe helt annet")
    editor.fill("#name-1-0", "Vær og vind")
    # Left in the middle of a word: the last field has the focus still.
    editor.goto(f"{site_address}/admin/")
    editor.wait_for_url("**/admin/")
    editor.goto(address)
    assert editor.input_value("[name=title]") == "Noe helt annet"
    assert editor.input_value("#name-1-0") == "Vær og vind"
    assert in_database(review_at, address)[1][0] == "Vær og vind"


def test_a_second_window_is_told_and_changes_nothing(editor, site_address, in_database):
    bring(editor, site_address)
    second = editor.context.new_page()
    second.goto(editor.url)
    editor.fill("[name=title]", "Fra den første")
    editor.locator("#notes-introduction").focus()
    stored(editor)
    second.fill("[name=title]", "Fra den andre")
    second.locator("#notes-introduction").focus()
    way = second.locator("[data-notes-says] a")
    way.wait_for()
    way.click()
    expect(second.locator("[name=title]")).to_have_value("Fra den første")
    second.close()


def test_what_is_written_while_an_answer_is_on_its_way_stays(editor, site_address, in_database):
    bring(editor, site_address)
    editor.route("**/admin/notes/*/", lambda route: (time.sleep(0.6), route.continue_()))
    editor.locator("#row-0-1 [value=own]").check()
    # In the very line that is being stored.
    editor.locator("#name-0-1").press("End")
    editor.keyboard.type(" med mer", delay=60)
    editor.wait_for_timeout(900)
    editor.locator("#notes-title").focus()
    expect(editor.locator("#name-0-1")).to_have_attribute("value", "Litteraturformidlingen med mer")
    assert in_database(review_at, editor.url)[0][1] == "Litteraturformidlingen med mer"


def test_axe_finds_nothing_and_nothing_has_to_be_scrolled_sideways(editor, browser, site_address):
    bring(editor, site_address)
    state = editor.context.storage_state()
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", storage_state=state)
    page = context.new_page()
    found = []
    for width, scheme in itertools.product((1280, 375), ("light", "dark")):
        # What stays in view lies over what is scrolled past it; measured where nothing has to scroll.
        page.set_viewport_size({"width": width, "height": 9000})
        page.emulate_media(color_scheme=scheme)
        page.goto(editor.url)
        page.evaluate("document.querySelectorAll('.notes-review details').forEach(one => { one.open = true })")
        page.locator("[name=pick]").first.check()
        page.evaluate(Axe().axe_script)
        result = page.evaluate("([where, rules]) => axe.run(where, {runOnly: rules})", [OURS, RULES])
        for violation in result["violations"]:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            found.append(f"{width} {scheme}: {violation['id']}: {where}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found == []
