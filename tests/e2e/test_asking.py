"""Help is asked for on a phone without scripts, let through, answered from a mail's link, and read by all."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import User
from collaboration.asking import tokens
from collaboration.asking.moderation import decide
from collaboration.asking.states import HelpState
from collaboration.models import HelpRequest
from tests.e2e.addresses import TERM
from tests.e2e.test_accessibility import OPTIONS

pytestmark = pytest.mark.e2e

PHONE = {"width": 375, "height": 740}
QUESTION = "Vi skal bytte biblioteksystem til våren. Kan dere vise oss hvordan *dere* gjorde det?"


@pytest.fixture
def asker(browser, browser_context_args):
    """Return a page of a participant on a phone that runs no scripts."""
    with browser.new_context(**browser_context_args, java_script_enabled=False, viewport=PHONE) as context:
        yield context.new_page()


def newest():
    return HelpRequest.objects.order_by("pk").last()


def let_through():
    admin = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser(
        email="leder@example.org", password=None
    )
    decide(request=newest(), to=HelpState.OPEN, user=admin)


def answer_address():
    return f"/help-requests/answer/{tokens.answer_token(newest())}/"


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_help_is_asked_for_answered_and_read_by_all(asker, browser, browser_context_args, site_address, in_database):
    asker.goto(f"{site_address}{TERM}")
    asker.get_by_role("link", name="Be en organisasjon om hjelp").click()
    assert fits(asker)
    asker.locator("main form .acts .btn").first.click()
    # What is wrong is said first, and nothing is stored.
    assert asker.locator(".summary a").count() >= 3
    assert in_database(newest).question != QUESTION
    asker.locator("[name=whom]").select_option(index=1)
    asker.fill("[name=comment]", QUESTION)
    asker.fill("[name=name]", "Siri")
    asker.fill("[name=email]", "siri.ber@example.org")
    asker.check("[name=shows]")
    asker.locator("main form .acts .btn").first.click()
    assert asker.context.cookies() == []
    request = in_database(newest)
    assert (request.question, request.state) == (QUESTION, HelpState.UNCONFIRMED)
    # Looking at the page that the mail leads to confirms nothing; the button does.
    asker.goto(f"{site_address}/help-requests/confirm/{tokens.confirm_token(request)}/")
    assert in_database(newest).state == HelpState.UNCONFIRMED
    asker.locator("main form .btn").first.click()
    assert in_database(newest).state == HelpState.PENDING
    in_database(let_through)

    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:
        contact = context.new_page()
        contact.goto(f"{site_address}{in_database(answer_address)}")
        assert "siri.ber@example.org" not in contact.content()
        contact.fill("[name=comment]", "Det gjør vi gjerne.")
        contact.locator("[name=to][value=accepted]").check()
        contact.locator("[name=shows]").check()
        contact.locator("main form .btn").first.click()
    assert in_database(newest).state == HelpState.ACCEPTED
    asker.goto(f"{site_address}/samarbeid/be-om-hjelp/")
    assert "Det gjør vi gjerne." in asker.locator("main").inner_text()
    assert asker.locator("main em", has_text="dere").count() == 1
    assert "siri.ber@example.org" not in asker.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_form_and_its_errors(browser, browser_context_args, site_address, scheme):
    choices = {**browser_context_args, "bypass_csp": True, "reduced_motion": "reduce", "color_scheme": scheme}
    with browser.new_context(**choices, viewport=PHONE) as context:
        page, axe = context.new_page(), Axe()
        page.goto(f"{site_address}{TERM}")
        page.get_by_role("link", name="Be en organisasjon om hjelp").click()
        page.locator("main form .acts .btn").first.click()
        page.wait_for_selector(".summary")
        page.evaluate(axe.axe_script)
        found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
