"""Moving in from WordPress in a real browser: by mouse, by keyboard, narrow, and with scripts turned off."""

import itertools
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import expect

from tests import factories
from tests.e2e import moving_in

pytestmark = pytest.mark.e2e

BEGIN = "/admin/wordpress/"
# The frame around is Wagtail's; so are its own faults.
OURS = {"include": [[".moving"]]}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
numbers = itertools.count(1)


@pytest.fixture(scope="module", autouse=True)
def as_on_a_real_site(site_address, tmp_path_factory):
    """Keep tasks in the database for a worker to find, and uploads out of the project."""
    with override_settings(
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
        WORDPRESS_IMPORTS_DIR=tmp_path_factory.mktemp("imports"),
    ):
        yield


@pytest.fixture
def host(in_database):
    """The host of a blog that is moved in, and away afterwards."""
    host = f"flytting{next(numbers)}.example.org"
    yield host
    in_database(moving_in.clear, host)


@pytest.fixture
def export(host, tmp_path):
    path = tmp_path / "eksport.xml"
    path.write_text(moving_in.export(host))
    return path


@pytest.fixture
def worker():
    """Start the worker when it is wanted, and stop it in the end."""
    with moving_in.working() as working:
        yield working


def signed_in(page, site_address, email):
    page.goto(f"{site_address}/account/sign-in/password/?next=/admin/")
    page.fill("input[name=username]", email)
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture
def administrator(page, site_address, in_database):
    return signed_in(page, site_address, in_database(moving_in.an_administrator))


@pytest.fixture
def without(administrator, browser, browser_context_args):
    """The same administrator, on a phone that runs no scripts."""
    state = administrator.context.storage_state()
    small = {"width": 375, "height": 800}
    with browser.new_context(
        **browser_context_args, java_script_enabled=False, storage_state=state, viewport=small
    ) as context:
        yield context.new_page()


def upload(page, site_address, *files):
    page.goto(f"{site_address}{BEGIN}")
    page.set_input_files("[name=exports]", [str(file) for file in files])
    page.click(".moving form[enctype] button")
    expect(page.locator("[name=do]").first).to_be_visible()


def number_of(page):
    return int(re.search(r"/wordpress/(\d+)/", page.url)[1])


def done(page):
    """Wait for the result, which the page goes to by itself."""
    page.wait_for_selector("#list", timeout=60_000)


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_from_the_menu_to_the_proof(administrator, site_address, in_database, export, tmp_path, host, worker):
    page = administrator
    page.get_by_role("button", name="Innstillinger").click()
    page.get_by_role("link", name="Flytt inn fra WordPress").click()
    # A page that was saved in the place of the export.
    wrong = tmp_path / "side.xml"
    wrong.write_text("<!doctype html><html><body>Logg inn</body></html>")
    page.set_input_files("[name=exports]", str(wrong))
    page.click(".moving form[enctype] button")
    field = page.locator("[data-field]", has=page.locator("[name=exports]"))
    expect(field).to_contain_text("side.xml er en nettside. Lagre eksporten som WordPress lager under Verktøy")
    page.set_input_files("[name=exports]", str(export))
    page.click(".moving form[enctype] button")
    # What was found.
    expect(page.locator("h1, h2.w-header__title").first).to_contain_text("Bloggen på")
    table = page.locator(".moving table").first
    expect(table).to_contain_text("De er private brev, og blir aldri publisert.")
    expect(page.locator("[name=statuses]")).to_have_count(2)
    # What is typed stays, where something lacks.
    page.locator("[name=statuses][value=publish]").uncheck()
    page.locator("[name=comments][value=spam]").check()
    page.click("[name=do][value=try]")
    expect(page.locator(".moving")).to_contain_text("Velg minst ett slags innlegg.")
    expect(page.locator("[name=comments][value=spam]")).to_be_checked()
    page.locator("[name=comments][value=spam]").uncheck()
    page.locator("[name=statuses][value=publish]").check()
    # Tried, and then brought in.
    page.click("[name=do][value=try]")
    done(page)
    assert in_database(moving_in.posts_of, host) == 0
    page.click("[name=do][value=import]")
    page.wait_for_selector(".moving__well", timeout=60_000)
    expect(page.locator(".moving__well")).to_have_text("Alt i eksporten er gjort rede for. Alle gamle adresser svarer.")
    assert in_database(moving_in.posts_of, host) == moving_in.SEVERAL
    run = number_of(page)
    # The proof: what differs most first, and beside what was there.
    in_database(moving_in.make_a_text_differ, run)
    page.click(".moving__lists a[href*='show=texts']")
    rows = page.locator("#list ~ .moving__wide tbody tr")
    expect(rows.first.locator("th")).to_have_text("Øydag 7")
    expect(rows).to_have_count(moving_in.SEVERAL + 1)
    rows.first.locator("a").click()
    for frame in page.locator("iframe").all():
        expect(frame.content_frame.get_by_text("øyhopping 7")).to_be_visible()
    expect(page.locator(".moving__words").first).to_have_text("øyhopping motvind")
    review(page, in_database)
    # Every old address, and the whole as a file.
    page.goto(f"{site_address}{BEGIN}{run}/?show=addresses")
    expect(page.locator(".moving__cards", has_text="/?p=1")).to_contain_text("svarer")
    with page.expect_download() as download:
        page.click("a[download]")
    told = json.loads(download.value.path().read_text())
    assert told["unaccounted"] == []
    assert len(told["text"]) == moving_in.SEVERAL + 1


def review(page, in_database):
    """Read a post as notes: a draft to go through, and the post stays as it is."""
    page.get_by_role("button", name="Les som gruppenotater").click()
    page.wait_for_url(re.compile(r"/admin/notes/[0-9a-f-]{36}/"))
    said = [name for section in in_database(moving_in.notes_at, page.url) for name in section]
    assert {"Øyhopping 7", "Motvind 7"} <= set(said)


def test_the_same_file_again_adds_nothing(administrator, site_address, in_database, export, host, worker):
    for _time in range(2):
        upload(administrator, site_address, export)
        administrator.click("[name=do][value=import]")
        done(administrator)
    assert in_database(moving_in.posts_of, host) == moving_in.SEVERAL
    counted = in_database(moving_in.figures, number_of(administrator))
    assert "imported" not in counted
    assert counted["unchanged"] == moving_in.SEVERAL + 1


def test_progress_is_watched_stopped_and_gone_on_with(administrator, site_address, in_database, export, host):
    page = administrator
    upload(page, site_address, export)
    second = page.context.new_page()
    second.goto(page.url)
    # Nobody works yet; and a click too many starts nothing more.
    for each in (page, second):
        each.click("[name=do][value=import]")
        expect(each.locator(".moving")).to_contain_text("Den venter på tur.")
        expect(each.locator(".messages .error")).to_have_count(0)
    second.close()
    page.get_by_role("button", name="Stopp").click()
    expect(page.locator(".moving .help-info")).to_contain_text("Den ble stoppet.")
    page.get_by_role("button", name="Gå videre").click()
    expect(page.locator(".moving")).to_contain_text("Den venter på tur.")
    with moving_in.working():
        # By itself, without a reload by hand.
        done(page)
    assert in_database(moving_in.posts_of, host) == moving_in.SEVERAL


def test_whoever_is_signed_out_while_watching_is_told(administrator, site_address, export):
    page = administrator
    upload(page, site_address, export)
    page.click("[name=do][value=import]")
    page.context.clear_cookies()
    expect(page.locator("[data-watch-trouble]")).to_be_visible(timeout=10_000)


def test_by_keyboard_alone(administrator, site_address, in_database, export, host, worker):
    page = administrator
    upload(page, site_address, export)
    page.locator("[name=under]").focus()
    focused = "document.activeElement.name + '=' + document.activeElement.value"
    for _key in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "do=import":
            break
    page.keyboard.press("Enter")
    done(page)
    link = page.locator(".moving__lists a[href='?show=missed#list']")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#list")).to_contain_text("Ikke importert")
    # A table that scrolls is reached, and so are its links.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "moving__wide"


def test_on_a_phone_without_scripts(without, site_address, in_database, export, host):
    page = without
    upload(page, site_address, export)
    page.click("[name=do][value=import]")
    expect(page.locator(".moving")).to_contain_text("Den venter på tur.")
    assert page.locator("meta[http-equiv=refresh]").get_attribute("content") == "10"
    with moving_in.working():
        # The browser looks again by itself.
        done(page)
    page.click(".moving__lists a[href*='show=addresses']")
    expect(page.locator(".moving__cards", has_text="/?p=1")).to_contain_text("svarer")
    assert in_database(moving_in.posts_of, host) == moving_in.SEVERAL


def test_an_editor_is_led_away(page, site_address, in_database, export):
    signed_in(page, site_address, in_database(moving_in.an_editor))
    for path in (BEGIN, f"{BEGIN}1/", f"{BEGIN}1/report.json"):
        page.goto(f"{site_address}{path}")
        assert page.url == f"{site_address}/admin/"
    page.get_by_role("button", name="Rapporter").click()
    expect(page.get_by_role("link", name="Flytt inn fra WordPress")).to_have_count(0)


def test_axe_finds_nothing_and_nothing_has_to_be_scrolled_sideways(
    administrator, browser, site_address, in_database, export, host
):
    first = administrator
    upload(first, site_address, export)
    ready = number_of(first)
    upload(first, site_address, export)
    run = number_of(first)
    first.click("[name=do][value=import]")
    with moving_in.working():
        done(first)
    in_database(moving_in.make_a_text_differ, run)
    state = first.context.storage_state()
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", storage_state=state)
    page = context.new_page()
    lists = ("items", "missed", "texts", "addresses", "comments", "notes")
    pages = {"begin": "", "choose": f"{ready}/", "text": f"{run}/texts/7/", "no words": f"{run}/texts/901/"}
    pages |= {name: f"{run}/?show={name}" for name in lists}
    found = []

    def look(name, path):
        for width, scheme in itertools.product((1280, 375), ("light", "dark")):
            # What stays in view lies over what is scrolled past it; measured where nothing has to scroll.
            page.set_viewport_size({"width": width, "height": 6000})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{site_address}{BEGIN}{path}")
            page.evaluate("document.querySelectorAll('.moving details').forEach(one => { one.open = true })")
            page.evaluate(Axe().axe_script)
            # The frames show other pages, which have tests of their own.
            result = page.evaluate(
                "([where, rules]) => axe.run(where, {runOnly: rules, iframes: false})", [OURS, RULES]
            )
            for violation in result["violations"]:
                where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
                found.append(f"{name} {width} {scheme}: {violation['id']}: {where}")
            if sideways(page):
                found.append(f"{name} {width}: has to be scrolled sideways")
            # Nor does a table, where a line becomes a card.
            wider = "all => all.some(one => one.scrollWidth > one.clientWidth)"
            if page.locator(".moving__wide").evaluate_all(wider):
                found.append(f"{name} {width}: a table has to be scrolled sideways")

    for name, path in pages.items():
        look(name, path)
    for name, fields in {
        "waiting": {},
        "running": {},
        "reading": {},
        "stopped": {"progress": {"stage": "links", "done": 1, "of": 9}},
        "failed": {"error": "ValueError: x"},
    }.items():
        in_database(lambda name=name, fields=fields: moving_in.put_back(ready, state=name, **fields))
        look(name, f"{ready}/")
    context.close()
    assert found == []
