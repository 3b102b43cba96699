"""Signing in, in a browser: with a code from the mail, with an app, by keyboard, without scripts, without cookies."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import User
from mail.models import OutgoingMail
from tests.e2e.follow_along import received_by
from tests.e2e.test_accessibility import OPTIONS
from tests.e2e.test_keyboard import FOCUS
from tests.mail.conftest import smtp  # noqa: F401  (a fixture)

pytestmark = pytest.mark.e2e

CODE = re.compile(r"\b[a-z2-9]{4}-[a-z2-9]{4}\b")
SEND = "main form.form .btn:not(.ghost)"
PASSWORD = "sommerfugl-torsdag-7"


@pytest.fixture
def mailbox(smtp, settings, site_address):  # noqa: F811
    """A mail server, and a site that knows its own address."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = site_address
    return smtp


@pytest.fixture
def somebody(in_database, mailbox):
    """Return the address of somebody who has an account and a password, and nothing else."""
    email = "kari@dor.example.org"
    in_database(lambda: (cache.clear(), User.objects.create_user(email, PASSWORD, first_name="Kari", last_name="Moen")))
    yield email
    in_database(forget, "dor.example.org")


def forget(host):
    User.objects.filter(email__endswith=host).delete()
    OutgoingMail.objects.filter(to__endswith=host).delete()
    cache.clear()


def newest_code(mailbox, email):
    """Return the code of the newest mail to an address."""
    return CODE.search(received_by(mailbox, email)[-1].text).group()


def shown_by_app(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def ask_for_code(page, site_address, email, after=""):
    page.goto(f"{site_address}/account/sign-in/{after}")
    page.fill("main [name=email]", email)
    page.locator(SEND).click()
    page.wait_for_url("**/account/sign-in/code/**")


def write_code(page, code):
    page.fill("[name=code]", code)
    page.locator(SEND).click()


def sign_in(page, site_address, mailbox, email, after=""):
    ask_for_code(page, site_address, email, after)
    write_code(page, newest_code(mailbox, email))


def test_a_code_lets_in_and_leads_back_and_no_cookie_is_set_before(visitor, site_address, mailbox, somebody):
    visitor.goto(f"{site_address}/account/sign-in/")
    assert visitor.context.cookies() == []
    sign_in(visitor, site_address, mailbox, somebody, "?next=/om/")
    visitor.wait_for_url(f"{site_address}/om/")
    expect(visitor.get_by_text("Kari Moen").first).to_be_visible()
    assert visitor.complaints == []


def test_a_wrong_code_is_said_at_the_field_and_the_right_one_works(visitor, site_address, mailbox, somebody):
    ask_for_code(visitor, site_address, somebody)
    write_code(visitor, "aaaa-bbbb")
    expect(visitor.locator(".summary")).to_be_focused()
    expect(visitor.locator("[name=code]")).to_have_attribute("aria-invalid", "true")
    expect(visitor.locator("[name=code]")).to_have_value("aaaa-bbbb")
    write_code(visitor, newest_code(mailbox, somebody))
    visitor.wait_for_url(f"{site_address}/")


def test_a_code_works_once_and_going_back_says_so(visitor, site_address, mailbox, somebody):
    sign_in(visitor, site_address, mailbox, somebody)
    visitor.wait_for_url(f"{site_address}/")
    visitor.goto(f"{site_address}/account/sign-in/code/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Ingen kode å skrive")


def test_of_two_tabs_the_newest_code_counts(visitor, site_address, mailbox, somebody):
    ask_for_code(visitor, site_address, somebody)
    first = newest_code(mailbox, somebody)
    other = visitor.context.new_page()
    ask_for_code(other, site_address, somebody)
    second = newest_code(mailbox, somebody)
    assert first != second
    write_code(visitor, first)
    expect(visitor.locator(".summary")).to_be_visible()
    write_code(visitor, second)
    visitor.wait_for_url(f"{site_address}/")
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("Ingen kode å skrive")


def test_where_cookies_are_refused_a_sentence_says_so(visitor, site_address, somebody):
    def without(route):
        answer = route.fetch(max_redirects=0)
        visitor.context.clear_cookies()
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "set-cookie"}
        route.fulfill(response=answer, headers=headers)

    visitor.route("**/account/**", without)
    visitor.goto(f"{site_address}/account/sign-in/")
    visitor.fill("main [name=email]", somebody)
    visitor.locator(SEND).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Ingen kode å skrive")
    expect(visitor.locator("main")).to_contain_text("informasjonskaps")
    assert visitor.context.cookies() == []


def test_all_of_it_works_without_scripts_and_by_keyboard(
    browser, browser_context_args, site_address, mailbox, somebody
):
    narrow = {"viewport": {"width": 375, "height": 812}, "java_script_enabled": False}
    with browser.new_context(**browser_context_args | narrow) as context:
        page = context.new_page()
        page.goto(f"{site_address}/account/sign-in/")
        page.locator("main [name=email]").focus()
        page.keyboard.type(somebody)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/account/sign-in/code/**")
        page.locator("[name=code]").focus()
        page.keyboard.type(newest_code(mailbox, somebody).upper().replace("-", " "))
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site_address}/")


def test_the_focus_is_always_seen(visitor, site_address):
    visitor.emulate_media(reduced_motion="reduce")
    for path in ("/account/sign-in/", "/account/sign-in/password/"):
        visitor.goto(f"{site_address}{path}")
        visitor.locator("main input:visible").first.focus()
        for _press in range(3):
            assert visitor.evaluate(FOCUS)["wrong"] == "", path
            visitor.keyboard.press("Tab")


def test_an_app_is_enrolled_and_asked_for_the_next_time(visitor, site_address, mailbox, in_database, somebody):
    sign_in(visitor, site_address, mailbox, somebody, "?next=/account/")
    visitor.get_by_role("link", name="Bruk en app").click()
    assert visitor.locator("main img").evaluate("image => image.complete && image.naturalWidth > 0 || image.width > 0")
    secret = visitor.locator("main code").inner_text()
    write_code(visitor, shown_by_app(secret))
    visitor.wait_for_url("**/account/recovery-codes/")
    recovery = visitor.locator("main li, main pre, main code").first.inner_text().split()[0]
    visitor.context.clear_cookies()
    in_database(cache.clear)
    sign_in(visitor, site_address, mailbox, somebody)
    visitor.wait_for_url("**/account/sign-in/second/**")
    visitor.goto(f"{site_address}/account/")
    visitor.wait_for_url("**/account/sign-in/?next=/account/")
    sign_in(visitor, site_address, mailbox, somebody)
    visitor.wait_for_url("**/account/sign-in/second/**")
    write_code(visitor, recovery)
    visitor.wait_for_url(f"{site_address}/")
    assert visitor.complaints == []


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_on_any_page_of_it(browser, browser_context_args, site_address, mailbox, somebody, width):
    wanted = browser_context_args | {"bypass_csp": True, "reduced_motion": "reduce"}
    found = []
    with browser.new_context(**wanted | {"viewport": {"width": width, "height": 900}}) as context:
        page = context.new_page()

        def look(what):
            page.evaluate(Axe().axe_script)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                for violation in page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]:
                    found.append(f"{what} {scheme}: {violation['id']}: {violation['nodes'][0]['target']}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what

        for path in ("sign-in/", "sign-in/password/", "sign-in/code/"):
            page.goto(f"{site_address}/account/{path}")
            look(path)
        ask_for_code(page, site_address, somebody, "?next=/account/")
        look("code")
        write_code(page, "aaaa-bbbb")
        look("wrong code")
        write_code(page, newest_code(mailbox, somebody))
        page.wait_for_url("**/account/")
        for path in ("", "app/", "sign-in/again/"):
            page.goto(f"{site_address}/account/{path}")
            look(path or "account")
        page.goto(f"{site_address}/account/app/")
        write_code(page, shown_by_app(page.locator("main code").inner_text()))
        for path in ("recovery-codes/", "recovery-codes/new/", "app/stop/"):
            page.goto(f"{site_address}/account/{path}")
            look(path)
    assert found == []
