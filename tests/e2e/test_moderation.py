"""The queue of comments in a real browser: by keyboard, without a reload, and with scripts turned off."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import factories

pytestmark = pytest.mark.e2e

QUEUE = "/admin/comments/"
numbers = itertools.count(1)
# The frame around is Wagtail's; so are its own faults.
OURS = {"include": [[".comment-queue"]]}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def somebody_who_moderates():
    return factories.user("moderator", language="nb").email


def send_comments(many):
    from blog.models import PostPage
    from comments import posting
    from comments.models import ModeratedComment

    # What other tests left is out of the way.
    ModeratedComment.objects.filter(state="pending").update(state="spam")
    post = PostPage.objects.filter(comments_open=True).order_by("pk").first()
    made = []
    for _each in range(many):
        number = next(numbers)
        posted = posting.post(
            subject="post",
            key=post.translation_key,
            text=f"Bokbåten kom hver torsdag, og vi var {number} på kaia.",
            name=f"Kari {number}",
            email=f"moderation-{number}@example.org",
            language="nb",
            confirmed=True,
            tell=False,
        )
        made.append(posted.comment.pk)
    return made


def states(pks):
    from comments.models import ModeratedComment

    found = dict(ModeratedComment.objects.filter(pk__in=pks).values_list("pk", "state"))
    return [found[pk] for pk in pks]


@pytest.fixture
def moderator(page, site_address, in_database):
    """A moderator, signed in."""
    page.goto(f"{site_address}/account/sign-in/password/?next={QUEUE}")
    page.fill("input[name=username]", in_database(somebody_who_moderates))
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"**{QUEUE}")
    return page


def open_queue(page, site_address, pks):
    page.goto(f"{site_address}{QUEUE}?state=pending")
    page.wait_for_selector(f"#comment-{pks[-1]}")


def focused(page):
    return page.evaluate("document.activeElement.id")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_a_moderator_goes_through_the_queue_by_keyboard_alone(moderator, site_address, in_database):
    first, second, third = pks = in_database(send_comments, 3)
    open_queue(moderator, site_address, pks)
    press(moderator, "j", "j", "k")
    assert focused(moderator) == f"comment-{first}"
    press(moderator, "a")
    moderator.wait_for_selector(f"[data-done='{first}']")
    assert focused(moderator) == f"comment-{second}"
    press(moderator, "s")
    moderator.wait_for_selector(f"[data-done='{second}']")
    assert focused(moderator) == f"comment-{third}"
    assert in_database(states, pks) == ["published", "spam", "pending"]
    press(moderator, "u")
    moderator.wait_for_selector(f"[data-comment='{second}']")
    assert focused(moderator) == f"comment-{second}"
    # Rejecting asks why; what is typed there are no commands.
    press(moderator, "r", "Space", "Tab")
    moderator.keyboard.type("jaks u", delay=5)
    assert in_database(states, pks) == ["published", "pending", "pending"]
    press(moderator, "Tab", "Enter")
    moderator.wait_for_selector(f"[data-done='{second}']")
    assert in_database(states, pks) == ["published", "rejected", "pending"]
    assert moderator.url.endswith("?state=pending")


def test_what_was_decided_is_said_aloud_and_the_count_follows(moderator, site_address, in_database):
    pks = in_database(send_comments, 2)
    open_queue(moderator, site_address, pks)
    says = moderator.locator("[data-queue-says]")
    before = moderator.locator("[data-queue-count]").inner_text()
    press(moderator, "j", "a")
    moderator.wait_for_selector(f"[data-done='{pks[0]}']")
    assert "Kari" in says.inner_text()
    assert moderator.locator("[data-queue-count]").inner_text() != before
    press(moderator, "a")
    moderator.wait_for_selector("[data-queue-end]:not([hidden])")
    assert moderator.evaluate("document.activeElement.hasAttribute('data-queue-end')")


def test_a_question_mark_shows_the_keys_and_they_rest_while_it_is_open(moderator, site_address, in_database):
    pks = in_database(send_comments, 1)
    open_queue(moderator, site_address, pks)
    press(moderator, "j", "Shift+?")
    dialog = moderator.locator("#keyboard-shortcuts-dialog")
    dialog.wait_for(state="visible")
    assert dialog.locator("#keyboard-shortcut-group-comments kbd").all_inner_texts() == list("jkarsxu")
    press(moderator, "a")
    moderator.wait_for_timeout(300)
    assert in_database(states, pks) == ["pending"]
    press(moderator, "Escape")
    dialog.wait_for(state="hidden")


def test_keys_mean_nothing_while_somebody_types_in_the_search(moderator, site_address, in_database):
    pks = in_database(send_comments, 1)
    open_queue(moderator, site_address, pks)
    moderator.locator("input[name=q]").focus()
    moderator.keyboard.type("jas")
    moderator.wait_for_timeout(300)
    assert in_database(states, pks) == ["pending"]


def test_by_mouse_several_at_once(moderator, site_address, in_database):
    pks = in_database(send_comments, 3)
    open_queue(moderator, site_address, pks)
    bar = moderator.locator("#bulk-comments")
    assert not bar.is_visible()
    for pk in pks[:2]:
        moderator.locator(f"#comment-{pk} input[name=pick]").check()
    bar.locator("select[name=to]").select_option("spam")
    bar.locator("button").click()
    moderator.wait_for_url("**/bulk/")
    assert in_database(states, pks) == ["spam", "spam", "pending"]


def test_everything_works_with_scripts_turned_off(moderator, browser, site_address, in_database):
    pks = in_database(send_comments, 2)
    context = browser.new_context(java_script_enabled=False, storage_state=moderator.context.storage_state())
    page = context.new_page()
    page.goto(f"{site_address}{QUEUE}?state=pending")
    page.locator(f"#comment-{pks[0]} button[data-key=a]").click()
    assert page.url.endswith("?state=pending")
    reject = page.locator(f"#comment-{pks[1]} [data-reject]")
    reject.locator("summary").click()
    reject.locator("input[value=off_topic]").check()
    reject.locator("button[type=submit]").click()
    assert in_database(states, pks) == ["published", "rejected"]
    page.locator("[data-undo-last] button").click()
    assert in_database(states, pks) == ["published", "pending"]
    context.close()


def test_axe_finds_nothing_in_the_queue(moderator, browser, site_address, in_database):
    pks = in_database(send_comments, 2)
    context = browser.new_context(
        bypass_csp=True, reduced_motion="reduce", storage_state=moderator.context.storage_state()
    )
    page = context.new_page()
    found = []
    for width, scheme in ((1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")):
        # What stays in view lies over what is scrolled past it; measured where nothing has to scroll.
        page.set_viewport_size({"width": width, "height": 12000})
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{site_address}{QUEUE}?state=all")
        page.evaluate("document.querySelectorAll('.comment-queue details').forEach(one => { one.open = true })")
        page.locator(f"#comment-{pks[0]} input[name=pick]").check()
        page.evaluate(Axe().axe_script)
        result = page.evaluate("([where, rules]) => axe.run(where, {runOnly: rules})", [OURS, RULES])
        for violation in result["violations"]:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            found.append(f"{width} {scheme}: {violation['id']}: {where}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found == []
