"""Discussions in a real browser: read, written, answered; with scripts and without, by keyboard, in every state."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from comments import tokens
from comments.models import Like, ModeratedComment, Report
from comments.moves import move
from comments.states import Actor, State
from tests.e2e import discussed
from tests.e2e.discussed import KARI, POST
from tests.e2e.test_accessibility import OPTIONS
from tests.e2e.test_keyboard import FOCUS
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
SEND, PREVIEW = "main .form .btn:not([name]):not([data-cancel])", "main .form [name=preview]"


@pytest.fixture(scope="module")
def talk(in_database):
    """Return the discussion in every state: (addresses for anybody, Kari's, numbers of comments)."""
    yield in_database(discussed.discuss)
    in_database(discussed.clear)


@pytest.fixture
def without(browser, browser_context_args):
    """Return a page of a reader whose browser runs no scripts."""
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        yield context.new_page()


@pytest.fixture
def as_kari(in_database, site_address):
    """Return what lets a page be recognised as Kari's."""
    cookie = in_database(discussed.cookie_of, KARI)
    return lambda page: page.context.add_cookies([{**cookie, "url": site_address}])


def opened(page, site_address, talk, name, as_kari):
    if name in KARIS:
        as_kari(page)
    return page.goto(f"{site_address}{(talk[0] | talk[1])[name]}", wait_until="networkidle")


def newest():
    return ModeratedComment.objects.select_related("discussion").order_by("-pk").first()


def publish(pk):
    move(comment=ModeratedComment.objects.get(pk=pk), to=State.PUBLISHED, actor=Actor.MODERATOR)


def write(page, text, name="Siri", email="siri@example.org"):
    page.fill("[name=comment]", text)
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)


def paste(page, text):
    """Put a long text into the comment at once."""
    page.locator("[name=comment]").focus()
    page.locator("[name=comment]").evaluate(
        "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', {bubbles: true})) }", text
    )


def stays(page, pressed):
    """Press what answers with a page, and wait for it."""
    with page.expect_navigation():
        page.locator(pressed).first.click()


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


# --- Writing, without scripts --------------------------------------------------------------------


def test_all_of_a_comments_life_goes_without_scripts(without, site_address, in_database, talk):
    page = without
    page.goto(f"{site_address}{POST}")
    stays(page, SEND)
    # What is wrong is said first, each with a way to its field; and nothing was stored.
    assert page.evaluate("document.activeElement.className") == "summary"
    page.locator(".summary a[href='#id_email']").click()
    assert page.evaluate("document.activeElement.name") == "email"
    write(page, "Hei *alle*.")
    stays(page, PREVIEW)
    assert page.locator(".pending em").inner_text() == "alle"
    assert page.locator("[name=comment]").input_value() == "Hei *alle*."
    stays(page, SEND)
    assert "/state/" in page.url
    assert page.context.cookies() == []
    comment = in_database(newest)
    assert (comment.comment, comment.state) == ("Hei *alle*.", State.UNCONFIRMED)
    # Looking at the page that the mail leads to confirms nothing; the button does.
    page.goto(f"{site_address}/comments/confirm/{tokens.confirm_token(comment)}/")
    assert in_database(newest).state == State.UNCONFIRMED
    stays(page, "main form .btn:not([name])")
    assert in_database(newest).state == State.PENDING
    assert [cookie["name"] for cookie in page.context.cookies()] == ["writer"]
    # She is recognised, changes it, and finds it again where only she sees it.
    page.goto(f"{site_address}{POST}")
    assert "s…@example.org" in page.locator("#write").inner_text()
    stays(page, f"#comment-{comment.pk} .acts a")
    page.fill("[name=comment]", "Hei *dere*.")
    stays(page, SEND)
    in_database(publish, comment.pk)
    page.goto(f"{site_address}{POST}")
    assert page.locator(f"#comment-{comment.pk} em").inner_text() == "dere"
    # An answer has a page of its own.
    stays(page, f"[data-reply='{talk[2]['first']}']")
    assert "Kan dere dele planen?" in page.locator(".quoted").inner_text()
    page.fill("[name=comment]", "Svar uten skript.")
    stays(page, SEND)
    answer = in_database(newest)
    assert (answer.comment, answer.parent_id) == ("Svar uten skript.", talk[2]["first"])
    # And she takes both back.
    for pk in (answer.pk, comment.pk):
        page.goto(f"{site_address}/comments/{pk}/withdraw/")
        stays(page, "main form .btn:not(a)")
        assert in_database(lambda pk=pk: ModeratedComment.objects.get(pk=pk).comment) == ""
    page.goto(f"{site_address}/comments/me/")
    stays(page, "form[action$='/forget/'] .btn:not([name])")
    assert page.context.cookies() == []


def test_a_like_and_a_report_go_without_scripts(without, site_address, in_database, talk):
    page, pk = without, talk[2]["after"]
    page.goto(f"{site_address}{POST}")
    stays(page, f"#comment-{pk} button")
    page.fill("[name=email]", "per@example.org")
    stays(page, SEND)
    like = in_database(lambda: Like.objects.get(comment=pk))
    assert like.confirmed_at is None
    page.goto(f"{site_address}/comments/confirm-like/{tokens.like_token(like)}/")
    stays(page, "main form .btn:not(a)")
    assert page.url.endswith(f"#comment-{pk}")
    button = page.locator(f"#comment-{pk} button")
    assert button.get_attribute("aria-pressed") == "true"
    assert button.locator(".num").inner_text() == "1"
    stays(page, f"#comment-{pk} button")
    assert button.get_attribute("aria-pressed") == "false"
    assert in_database(lambda: Like.objects.filter(comment=pk).count()) == 0
    stays(page, f"#comment-{pk} .acts a:last-child")
    stays(page, SEND)
    assert page.locator(".err").count() == 1
    page.locator("[name=reason]").last.check()
    stays(page, SEND)
    assert in_database(lambda: Report.objects.filter(comment=pk).count()) == 1


def test_no_person_sees_the_field_for_machines(page, without, site_address, talk):
    for reader in (page, without):
        reader.goto(f"{site_address}{talk[0]['write']}")
        assert reader.locator("[name=honeypot]").count() == 1
        assert not reader.locator("[name=honeypot]").is_visible()


# --- Writing, with scripts -----------------------------------------------------------------------


def test_an_answer_is_written_in_place_by_keyboard_alone(visitor, site_address, in_database, talk, as_kari):
    page, pk = visitor, talk[2]["first"]
    page.emulate_media(reduced_motion="reduce")
    as_kari(page)
    page.goto(f"{site_address}{POST}", wait_until="networkidle")
    title = page.locator("#write h3").inner_text()
    page.locator(f"[data-reply='{pk}']").focus()
    page.keyboard.press("Enter")
    page.locator(".thread [name=comment]:focus").wait_for()
    assert page.evaluate(FOCUS)["wrong"] == ""
    assert page.locator(f"li:has(> #comment-{pk}) > form#write").count() == 1
    assert "Ola Hansen" in page.locator("#write h3").inner_text()
    page.keyboard.type("Svar på stedet.")
    # Given up, the form goes home, the text stays in it, and the focus goes back.
    page.locator("[data-cancel]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.reply") == str(pk)
    assert page.locator("#write h3").inner_text() == title
    assert page.locator(".thread #write").count() == 0
    assert page.locator("[name=comment]").input_value() == "Svar på stedet."
    page.keyboard.press("Enter")
    page.locator(".thread [name=comment]:focus").wait_for()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["wrong"] == ""
        if page.evaluate("document.activeElement.matches('.btn:not([name])')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    comment = in_database(newest)
    assert (comment.comment, comment.parent_id) == ("Svar på stedet.", pk)
    assert page.complaints == []
    in_database(lambda: comment.delete())


def test_going_back_to_an_answer_finds_its_text_and_whom_it_was_to(page, site_address, talk):
    page.goto(f"{site_address}{POST}", wait_until="networkidle")
    page.locator(f"[data-reply='{talk[2]['first']}']").click()
    page.locator(".thread [name=comment]:focus").wait_for()
    page.fill("[name=comment]", "Halvferdig.")
    page.locator("a.brand").click()
    page.wait_for_url(f"{site_address}/")
    page.go_back(wait_until="networkidle")
    page.locator(".thread [name=comment]:focus").wait_for()
    assert page.locator("[name=comment]").input_value() == "Halvferdig."
    assert page.locator(f"li:has(> #comment-{talk[2]['first']}) > form#write").count() == 1


def test_a_long_text_is_counted_when_little_is_left_and_never_cut_off(page, site_address, in_database, talk):
    page.goto(f"{site_address}{talk[0]['write']}", wait_until="networkidle")
    note = page.locator("[data-counter]")
    assert note.get_attribute("aria-live") == "polite"
    # Letters are counted as people do: a line break is one, and so is a face.
    paste(page, "a" * 4000)
    page.wait_for_timeout(900)
    assert note.inner_text() == ""
    paste(page, "a\n😀" + "a" * 4987)
    page.wait_for_timeout(900)
    assert re.search(r"\b10$", note.inner_text())
    text = "a\n" * 2501 + "b"
    write(page, "")
    paste(page, text)
    page.wait_for_timeout(900)
    assert re.search(r"\b3$", note.inner_text())
    stays(page, SEND)
    assert "5003" in page.locator("#id_comment_error").inner_text().replace("\xa0", "").replace(" ", "")
    assert page.locator("[name=comment]").input_value() == text


def test_a_text_with_many_lines_may_be_as_long_as_any_other(page, site_address, in_database, talk):
    page.goto(f"{site_address}{talk[0]['write']}")
    text = "a\n" * 2499 + "b"
    write(page, "", email="lines@example.org")
    paste(page, text)
    stays(page, SEND)
    assert in_database(newest).comment == text
    in_database(lambda: newest().delete())


def test_pressing_twice_and_sending_again_from_the_page_before_makes_one_comment(page, site_address, in_database, talk):
    page.goto(f"{site_address}{talk[0]['write']}", wait_until="networkidle")
    write(page, "Bare én gang.", email="twice@example.org")
    with page.expect_navigation():
        page.locator(SEND).dblclick()
    page.go_back()
    assert page.locator("[name=comment]").input_value() == "Bare én gang."
    stays(page, SEND)
    assert "/state/" in page.url
    assert in_database(lambda: ModeratedComment.objects.filter(comment="Bare én gang.").count()) == 1


def test_a_text_is_not_lost_where_what_it_answers_is_gone(page, site_address, in_database, talk):
    parent = in_database(discussed.say, "Borte før svaret kommer.")
    page.goto(f"{site_address}{talk[0]['write']}?reply_to={parent.pk}")
    in_database(lambda: move(comment=parent, to=State.REMOVED, actor=Actor.MODERATOR))
    write(page, "Et langt svar.", email="late@example.org")
    stays(page, SEND)
    assert page.locator(".summary li").count() == 1
    assert page.locator("[name=comment]").input_value() == "Et langt svar."
    stays(page, SEND)
    comment = in_database(newest)
    assert (comment.comment, comment.is_root) == ("Et langt svar.", True)
