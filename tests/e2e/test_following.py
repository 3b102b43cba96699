"""Following from end to end: a real browser, a real mail server, and the worker's jobs as time passes."""

import re
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from home.following import Subject
from subscriptions import asking, choosing
from subscriptions.tokens import change_token, confirm_token, move_token
from tests.e2e import follow_along
from tests.e2e.follow_along import key_of, later, publish, received_by, state_of
from tests.e2e.test_accessibility import OPTIONS
from tests.e2e.test_keyboard import FOCUS
from tests.mail.conftest import smtp  # noqa: F401  (a fixture)

pytestmark = pytest.mark.e2e

HERE = "@folger.example.org"
FOOT = "#foot-email"
SEND = "main form .btn:not([name]):not(.ghost)"
TOLD = "Bokbåten seiler igjen"


@pytest.fixture
def mailbox(smtp, settings, site_address):  # noqa: F811
    """A mail server, and a site that knows its own address."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = site_address
    return smtp


@pytest.fixture
def post(in_database):
    """Return what publishes a post: post(title)."""
    made = []
    yield lambda title=TOLD: made.append(in_database(publish, title))
    in_database(follow_along.forget, made, HERE)


@pytest.fixture
def phone(browser, browser_context_args):
    """A page 375 px wide, of a reader whose browser runs no scripts."""
    narrow = {"viewport": {"width": 375, "height": 812}, "java_script_enabled": False}
    with browser.new_context(**browser_context_args | narrow) as context:
        yield context.new_page()


def confirm(page, mailbox, email):
    """Press the button that the newest mail leads to."""
    page.goto(received_by(mailbox, email)[-1].link("confirm"))
    page.locator(SEND).click()
    assert "/follow/change/" in page.url


def follow_from_the_foot(page, mailbox, address, email):
    page.goto(address)
    page.fill(FOOT, email)
    page.locator(f"form:has({FOOT}) .btn").click()
    assert page.url.endswith("/follow/asked/")
    confirm(page, mailbox, email)


def choose(page, site_address, email, rhythm, weekday=None):
    """Ask on the page where all is chosen, with the keyboard alone for what is ticked."""
    page.goto(f"{site_address}/follow/")
    page.fill("[name=email]", email)
    page.locator(f"[name=rhythm][value={rhythm}]").focus()
    page.keyboard.press("Space")
    if weekday is not None:
        page.select_option("[name=weekday]", str(weekday))
    page.locator(SEND).click()
    assert page.url.endswith("/follow/asked/")


def titles(mailbox, email):
    """Return the subjects of the mails that came after the one to confirm."""
    return [mail.subject for mail in received_by(mailbox, email)[1:]]


# --- From the foot of a page to the last mail ----------------------------------------------------


def test_a_reader_follows_from_her_phone_is_told_and_stops_by_a_button(phone, mailbox, site_address, in_database, post):
    kari = f"kari{HERE}"
    follow_from_the_foot(phone, mailbox, f"{site_address}/", kari)
    assert in_database(state_of, kari) == "active"
    assert phone.context.cookies() == []
    (asked,) = received_by(mailbox, kari)
    asked.check()
    post()
    in_database(later)
    assert titles(mailbox, kari) == []
    in_database(lambda: later(minutes=11))
    assert titles(mailbox, kari) == [TOLD]
    told = received_by(mailbox, kari)[-1]
    told.check()
    ours = [address for address in told.addresses if address.startswith(site_address)]
    assert len(ours) >= 3
    for address in ours:
        assert phone.request.get(address).status == 200, address
    # Looking at the page stops nothing; the button does.
    phone.goto(told.link("stop"))
    assert in_database(state_of, kari) == "active"
    phone.locator(SEND).click()
    assert in_database(state_of, kari) == "stopped"
    assert phone.context.cookies() == []
    post("Enda et innlegg")
    in_database(lambda: later(minutes=11))
    assert titles(mailbox, kari) == [TOLD]


def test_a_mail_program_stops_the_mails_by_what_their_head_says(phone, mailbox, site_address, in_database, post):
    ola = f"ola{HERE}"
    follow_from_the_foot(phone, mailbox, f"{site_address}/", ola)
    post()
    in_database(lambda: later(minutes=11))
    head = received_by(mailbox, ola)[-1].message
    assert head["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"\s*<(http[^>]+)>", head["List-Unsubscribe"])[1]
    # From the mail program's own server: no session, no page of ours before, no word of where it comes from.
    with urlopen(Request(address, data=b"List-Unsubscribe=One-Click", method="POST")) as answer:
        assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
    assert in_database(state_of, ola) == "stopped"


@pytest.mark.parametrize(("path", "language"), [("/", "nb"), ("/nn/", "nn"), ("/en/", "en")])
def test_she_is_written_to_in_the_language_that_she_read(
    phone, mailbox, site_address, in_database, post, path, language
):
    siri = f"siri-{language}{HERE}"
    follow_from_the_foot(phone, mailbox, f"{site_address}{path}", siri)
    post()
    in_database(lambda: later(minutes=11))
    assert titles(mailbox, siri) == [TOLD]
    asked, told = received_by(mailbox, siri)
    for mail in (asked, told):
        mail.check()
        assert f'<html lang="{language}"' in mail.html
    for part in ("stop", "change"):
        phone.goto(told.link(part))
        assert phone.locator("html").get_attribute("lang") == language


# --- How often -----------------------------------------------------------------------------------


def test_once_a_day_is_one_mail_with_everything(page, mailbox, site_address, in_database, post):
    nora = f"nora{HERE}"
    choose(page, site_address, nora, "daily")
    confirm(page, mailbox, nora)
    post("Først")
    post("Så")
    in_database(lambda: later(minutes=11))
    in_database(lambda: later(days=1, minutes=12))
    (digest,) = received_by(mailbox, nora)[1:]
    digest.check()
    assert "Først" in digest.text
    assert "Så" in digest.text
    assert digest.html.count("<h1") == 3


def test_once_a_week_comes_on_the_day_that_she_chose(page, mailbox, site_address, in_database, post):
    liv = f"liv{HERE}"
    day = (timezone.localtime().weekday() + 3) % 7
    choose(page, site_address, liv, "weekly", day)
    confirm(page, mailbox, liv)
    assert page.locator("[name=weekday]").input_value() == str(day)
    post()
    in_database(lambda: later(days=1, hours=12))
    assert titles(mailbox, liv) == []
    in_database(lambda: later(days=4))
    assert titles(mailbox, liv) == [TOLD]


# --- The pages themselves ------------------------------------------------------------------------


@pytest.fixture
def own_pages(in_database):
    """Return the addresses of the pages that links in mails lead to."""

    def made():
        subjects = [Subject("blog", "all"), Subject("comments", "all")]
        wish = asking.Wish(subjects=subjects, language="nb", rhythm="weekly")
        people = {}
        for name in ("asks", "follows", "stopped"):
            asking.ask(email=f"{name}{HERE}", wish=wish)
            people[name] = key_of(f"{name}{HERE}")
        waiting = confirm_token(people["asks"].request)
        for name in ("follows", "stopped"):
            asking.confirm(subscriber=people[name])
        choosing.ask_to_move(subscriber=people["follows"], email=f"ny{HERE}")
        choosing.stop(subscriber=people["stopped"])
        follows, stopped = key_of(f"follows{HERE}"), key_of(f"stopped{HERE}")
        return {
            "confirm": reverse("subscriptions:confirm", args=[waiting]),
            "change": reverse("subscriptions:change", args=[change_token(follows)]),
            "confirmed": reverse("subscriptions:change", args=[change_token(follows)]) + "?confirmed",
            "stop": reverse("subscriptions:stop", args=[change_token(follows)]),
            "stopped": reverse("subscriptions:stop", args=[change_token(stopped)]),
            "begin again": reverse("subscriptions:change", args=[change_token(stopped)]),
            "move": reverse("subscriptions:move", args=[move_token(follows)]),
            "bad link": reverse("subscriptions:confirm", args=["broken"]),
        }

    yield in_database(made)
    in_database(follow_along.forget, [], HERE)


def test_axe_finds_nothing_on_the_pages_that_mails_lead_to(browser, browser_context_args, site_address, own_pages):
    found = []
    arguments = {**browser_context_args, "bypass_csp": True, "reduced_motion": "reduce"}
    with browser.new_context(**arguments) as context:
        page = context.new_page()
        for what, path in own_pages.items():
            page.goto(f"{site_address}{path}")
            page.evaluate(Axe().axe_script)
            for width, scheme in ((1280, "light"), (1280, "dark"), (375, "dark"), (375, "light")):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                for violation in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
                    where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
                    found.append(f"{what} {width} {scheme}: {violation['id']}: {where}")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what
    assert found == []


def test_no_page_that_a_mail_leads_to_complains_sets_a_cookie_or_is_kept(visitor, site_address, own_pages):
    for what, path in own_pages.items():
        response = visitor.goto(f"{site_address}{path}")
        assert response.status == (404 if what == "bad link" else 200)
        assert "no-store" in response.headers["cache-control"]
        assert "noindex" in response.headers["x-robots-tag"]
    assert [complaint for complaint in visitor.complaints if "404" not in complaint] == []
    assert visitor.context.cookies() == []


def test_all_is_chosen_by_keyboard_and_the_focus_is_always_seen(visitor, mailbox, site_address, in_database, post):
    page, unni = visitor, f"unni{HERE}"
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{site_address}/follow/")
    page.locator("[name=email]").focus()
    page.keyboard.type(unni)
    wrong, ticked = [], 0
    for _press in range(80):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        wrong += [here] if here["wrong"] else []
        if page.evaluate("document.activeElement.matches('[name=subject]:not(:checked)')"):
            page.keyboard.press("Space")
            ticked += 1
        if page.evaluate("document.activeElement.matches('main form .btn')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/follow/asked/")
    assert wrong == []
    confirm(page, mailbox, unni)
    assert page.locator("[name=subject]:checked").count() == ticked + 1 > 5
    assert page.complaints == []


def test_what_is_wrong_is_said_first_and_leads_to_its_field(phone, site_address):
    phone.goto(f"{site_address}/follow/")
    phone.fill("[name=email]", "kari@")
    for box in phone.locator("[name=subject]:checked").all():
        box.uncheck()
    phone.locator(SEND).click()
    # The focus is moved once the next page and its scripts have come: awaited, not asked at once.
    expect(phone.locator(".summary")).to_be_focused()
    assert phone.locator(".summary li").count() == 2
    phone.locator(".summary a[href='#id_email']").click()
    expect(phone.locator("#id_email")).to_be_focused()
    expect(phone.locator("#id_email")).to_have_value("kari@")
