"""Comments written in a real browser: with scripts and without, by keyboard, and where something goes wrong."""

import re

import pytest
from playwright.sync_api import expect

from comments import tokens
from comments.models import Like, ModeratedComment, Report
from comments.moves import move
from comments.states import Actor, State
from tests.e2e import discussed
from tests.e2e.discussed import POST, PREVIEW, SEND, newest, paste, publish, stays, write
from tests.e2e.test_keyboard import FOCUS

pytestmark = pytest.mark.e2e


@pytest.fixture
def without(browser, browser_context_args):
    """Return a page of a reader whose browser runs no scripts."""
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        yield context.new_page()


# --- Writing, without scripts --------------------------------------------------------------------


def test_all_of_a_comments_life_goes_without_scripts(without, site_address, in_database, talk):
    page = without
    page.goto(f"{site_address}{POST}")
    stays(page, SEND)
    # What is wrong is said first, each with a way to its field; and nothing was stored.
    expect(page.locator(".summary")).to_be_focused()
    page.locator(".summary a[href='#id_email']").click()
    expect(page.locator("#id_email")).to_be_focused()
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
    expect(page.locator(f"[data-reply='{pk}']")).to_be_focused()
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
