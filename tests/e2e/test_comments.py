"""Discussions in a real browser: every page and every state, as they are read."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from comments.models import ModeratedComment
from tests.e2e import discussed
from tests.e2e.discussed import POST, PREVIEW, SEND, stays, write
from tests.e2e.test_accessibility import OPTIONS
from tests.e2e.test_pages import TEXT_SPACING, WIDER_THAN_THE_SCREEN

pytestmark = pytest.mark.e2e

ANYBODYS = (
    *("discussion", "thread", "write", "reply", "correct", "confirm", "confirm a like", "like", "report", "stop"),
    *("stop all", "bad link", "nobody", "waiting", "published", "correction"),
    *("unconfirmed", "rejected", "removed", "spam"),
)
KARIS = ("own discussion", "own write", "me", "own like", "edit", "edit too late", "withdraw", "own waiting")
EVERY = [*ANYBODYS, *KARIS]
# What the browser itself says of these answers.
ANSWERS = {"bad link": 404, "edit too late": 409}
# [on which level a comment stands, the level of its heading]
LEVELS = """
found => found.map((comment) => {
  let depth = 0;
  for (let list = comment.closest(".thread"); list; list = list.parentElement.closest(".thread")) depth += 1;
  return [depth, Number(comment.querySelector("header :is(h2, h3, h4, h5, h6)").tagName[1])];
})
"""


def opened(page, site_address, talk, name, as_kari):
    if name in KARIS:
        as_kari(page)
    return page.goto(f"{site_address}{(talk[0] | talk[1])[name]}", wait_until="networkidle")


# --- Every page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_a_page_fits_keeps_to_itself_and_is_listed_nowhere(visitor, site_address, talk, as_kari, name):
    visitor.set_viewport_size({"width": 320, "height": 800})
    response = opened(visitor, site_address, talk, name, as_kari)
    answer = ANSWERS.get(name, 200)
    assert response.status == answer
    assert [complaint for complaint in visitor.complaints if str(answer) not in complaint] == []
    assert visitor.locator("h1").count() == 1
    assert "discussion" in name or visitor.locator("meta[name=robots][content=noindex]").count() == 1
    assert visitor.evaluate(WIDER_THAN_THE_SCREEN) == []
    visitor.evaluate(TEXT_SPACING)
    assert visitor.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert name in KARIS or visitor.context.cookies() == []


def faults(page):
    """Return what axe finds, narrow and wide, light and dark."""
    page.evaluate(Axe().axe_script)
    page.add_style_tag(content="* { transition: none !important }")
    found = []
    for width, scheme in ((1280, "light"), (375, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            found.append(f"{width} {scheme}: {violation['id']}: {where}")
    return found


@pytest.fixture
def examined(browser, browser_context_args):
    """Return a page that lets axe in past the policy that keeps all foreign scripts out."""
    with browser.new_context(**browser_context_args, bypass_csp=True, reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing_on_a_page(examined, site_address, talk, as_kari, name):
    opened(examined, site_address, talk, name, as_kari)
    assert faults(examined) == []


def test_axe_finds_nothing_in_a_form_with_errors_a_preview_or_an_answer_in_place(examined, site_address, talk):
    examined.goto(f"{site_address}{talk[0]['reply']}")
    examined.fill("[name=email]", "no address")
    stays(examined, SEND)
    assert examined.locator(".err").count() == 3
    assert faults(examined) == []
    write(examined, "> Kan dere dele planen?\n\nJa, *gjerne*.")
    stays(examined, PREVIEW)
    assert examined.locator(".pending em").inner_text() == "gjerne"
    assert faults(examined) == []
    examined.goto(f"{site_address}{talk[0]['report']}")
    stays(examined, SEND)
    assert faults(examined) == []
    examined.goto(f"{site_address}{POST}", wait_until="networkidle")
    examined.locator("[data-reply]").nth(1).click()
    assert faults(examined) == []


# --- Reading -------------------------------------------------------------------------------------


def test_answers_are_lists_within_their_comment_and_headings_go_down_a_level_at_a_time(page, site_address, talk):
    page.goto(f"{site_address}{POST}")
    assert page.locator(".thread > :not(li)").count() == 0
    assert page.locator("#discussion ol.thread").first.locator("> li").count() > 3
    levels = page.locator(".comment:not(.removed)").evaluate_all(LEVELS)
    assert {heading - depth for depth, heading in levels if depth < 5} == {2}
    assert {heading for depth, heading in levels if depth == 5} == {6}
    assert max(depth for depth, _heading in levels) == 5


def test_what_lies_deeper_than_the_levels_says_whom_it_answers(page, site_address, talk):
    page.goto(f"{site_address}{POST}")
    answered = page.locator(".from a")
    assert answered.count() == 3
    answered.last.click()
    assert page.locator(":target").inner_text().count("Svar 4.") == 1


def test_a_comment_in_another_language_says_so_and_one_that_is_gone_is_a_line(page, site_address, talk):
    page.goto(f"{site_address}{POST}")
    assert page.locator(f"#comment-{talk[2]['after']} .text").get_attribute("lang") == "en"
    assert page.locator(f"#comment-{talk[2]['first']} .text").get_attribute("lang") is None
    assert page.locator(".comment.removed").count() == 1
    assert page.get_by_text("Dette blir borte").count() == 0


def test_only_its_writer_sees_what_waits_and_it_is_not_counted(page, browser, site_address, talk, as_kari):
    page.goto(f"{site_address}{POST}")
    count = page.locator("#discussion .section-head p").inner_text()
    assert page.locator(".pending").count() == 0
    as_kari(page)
    page.reload()
    assert page.locator(".pending").count() == 2
    assert page.locator(f"#comment-{talk[2]['waiting']} .acts a").count() == 2
    assert page.locator("#discussion .section-head p").inner_text() == count


def test_an_accepted_correction_stands_in_the_discussion(page, site_address, talk):
    page.goto(f"{site_address}{POST}")
    assert page.locator(".correction q").all_inner_texts() == ["bokbåt"]


def test_a_comment_is_found_at_its_address_on_whatever_page_it_stands(page, site_address, in_database, talk):
    first = f"#comment-{talk[2]['first']}"
    try:
        pks = in_database(lambda: [discussed.say(f"Nummer {n}.", minutes=19).pk for n in range(52)])
        page.goto(f"{site_address}/comments/{pks[-1]}/")
        assert page.url == f"{site_address}{POST}?comments=2#comment-{pks[-1]}"
        assert page.locator(":target .text").inner_text() == "Nummer 51."
        assert page.locator(first).count() == 0
        page.locator(".pager [rel=prev]").click()
        assert page.url.endswith("?comments=1#discussion")
        assert page.locator(first).count() == 1
        page.locator(".orders a").last.click()
        page.locator(".pager [rel=next]").click()
        assert "order=newest" in page.url
        assert page.locator(first).count() == 1
    finally:
        in_database(lambda: ModeratedComment.objects.filter(pk__in=pks).delete())


def test_paper_shows_the_comments_and_no_forms(page, site_address, talk):
    page.goto(f"{site_address}{POST}")
    page.emulate_media(media="print")
    assert page.locator(".comment .text").first.is_visible()
    shown = page.locator("#discussion :is(form, button, .acts, .orders)")
    assert [one for one in shown.all() if one.is_visible()] == []


def test_what_is_pressed_and_what_waits_is_seen_also_where_colours_are_forced(page, site_address, talk, as_kari):
    as_kari(page)
    page.emulate_media(forced_colors="active")
    page.goto(f"{site_address}{POST}")
    border = "element => getComputedStyle(element).borderTopStyle + getComputedStyle(element).borderTopColor"
    assert page.locator(".pending").first.evaluate(border).startswith("dashed")
    pressed, other = page.locator("[aria-pressed=true]"), page.locator("[aria-pressed=false]").first
    assert pressed.count() == 1
    assert pressed.evaluate(border) != other.evaluate(border)
