"""A post in nynorsk, from the button to the reader: begun, drafted, read through, published, and kept up to date."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import expect

from languages.apertium import find_engine
from tests import factories
from tests.e2e import in_nynorsk
from tests.e2e.addresses import SEED_POST

pytestmark = pytest.mark.e2e

NYNORSK = f"/nn{SEED_POST}"
NOTICE = "Denne sida er ikkje omsett enno"
DRAFTED = "Kva er vi gode på, og kva vil vi?"
TITLE = "Kva er vi gode på, og kva vil vi få til?"
INTRODUCTION = "Det gruppene sa på første samling."
CHANGED = "En ny ingress som ikke var der før."
# The frame around is Wagtail's; so are its own faults.
OURS = [".reading", ".languages-report", ".languages-column"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module", autouse=True)
def with_apertium(site_address):
    """Let the installed Apertium draft; without it there is no story to tell."""
    engine = find_engine("apertium")
    if engine is None or "nob-nno_e" not in engine.modes:
        reason = "Apertium is not installed here: apt install apertium apertium-nno-nob transfuse"
        print(reason)
        pytest.skip(reason)
    with override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR={"CLASS": "languages.translator.ApertiumTranslator"}):
        yield


@pytest.fixture
def editor(page, site_address, in_database):
    page.goto(f"{site_address}/account/sign-in/password/?next=/admin/")
    page.fill("input[name=username]", in_database(in_nynorsk.an_editor))
    page.fill("input[name=password]", factories.PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture
def reader(browser, browser_context_args):
    with browser.new_context(**browser_context_args) as context:
        yield context.new_page()


@pytest.fixture
def as_it_was(in_database):
    """Let other tests find the demo as it was; a test says what it changed in the original."""
    before = {}
    yield before
    in_database(in_nynorsk.put_back, before)


def begin(page, site_address, in_database):
    """Begin the translation with the button that stands at the post."""
    page.goto(f"{site_address}/admin/localize/submit/page/{in_database(in_nynorsk.number_of, 'nb')}/")
    page.get_by_role("checkbox", name="Nynorsk").check()
    page.locator("form:has([name=locales]) [type=submit]").first.click()
    page.wait_for_url(f"**/pages/{in_database(in_nynorsk.number_of, 'nn')}/edit/", timeout=60_000)


def draft(page):
    page.get_by_role("button", name="Oversett med Apertium").click()
    expect(page.locator(".messages")).to_contain_text("6", timeout=60_000)


def review(page, site_address, in_database):
    page.goto(f"{site_address}/admin/languages/{in_database(in_nynorsk.translation)}/")


def correct(page, label, now):
    """Correct one text on the page where they are read, and save it."""
    text = page.locator(".reading__text", has=page.locator(f"h3:text-is('{label}')"))
    text.locator("textarea").fill(now)
    text.locator("button").click()
    page.wait_for_load_state()


def publish(page, site_address, in_database):
    page.goto(f"{site_address}/admin/pages/{in_database(in_nynorsk.number_of, 'nn')}/edit/")
    page.get_by_role("button", name="Publiser på Nynorsk").click()
    expect(page.locator(".messages .success")).to_be_visible(timeout=60_000)


def test_a_post_goes_to_nynorsk_by_the_button_and_a_reader_follows(
    editor, reader, site_address, in_database, as_it_was
):
    begin(editor, site_address, in_database)
    draft(editor)
    # Nobody has published anything: readers see the original, and are told so.
    reader.goto(f"{site_address}{NYNORSK}")
    expect(reader.locator(".notice")).to_contain_text(NOTICE)
    expect(reader.locator("h1")).to_have_text("Hva er vi gode på, og hva vil vi?")
    assert in_database(in_nynorsk.is_mirror, "nn")
    # Read through, and two of them corrected.
    review(editor, site_address, in_database)
    expect(editor.locator(".reading__text")).to_have_count(6)
    expect(editor.locator("textarea").first).to_have_value(DRAFTED)
    correct(editor, "Tittel", TITLE)
    correct(editor, "Ingress", INTRODUCTION)
    expect(editor.locator(".reading__text")).to_have_count(4)
    publish(editor, site_address, in_database)
    # The reader switches language, and all that names the post follows.
    reader.goto(f"{site_address}{SEED_POST}")
    reader.locator("a[hreflang=nn]").first.click()
    assert reader.url == f"{site_address}{NYNORSK}"
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator("main")).to_contain_text(INTRODUCTION)
    expect(reader.locator(".notice", has_text=NOTICE)).to_have_count(0)
    assert reader.locator("html").get_attribute("lang") == "nn"
    # What was said stays as it was said.
    expect(reader.locator("main")).to_contain_text("universell uforming")
    reader.goto(f"{site_address}/nn/blogg/")
    expect(reader.locator("main")).to_contain_text(TITLE)
    reader.goto(f"{site_address}/nn/samarbeid/kompetanse/biblioteksystemer/")
    expect(reader.locator("main")).to_contain_text(TITLE)
    feed = reader.request.get(f"{site_address}/nn/feed/").text()
    assert TITLE in feed
    # In bokmål nothing is different.
    reader.goto(f"{site_address}{SEED_POST}")
    expect(reader.locator("h1")).to_have_text("Hva er vi gode på, og hva vil vi?")
    keep_up_to_date(editor, reader, site_address, in_database, as_it_was)


def keep_up_to_date(editor, reader, site_address, in_database, as_it_was):
    """Change the original: only the text that was changed asks, and what was written by hand is kept."""
    as_it_was |= in_database(lambda: in_nynorsk.change(introduction=CHANGED))
    editor.goto(f"{site_address}/admin/localize/update/{in_database(in_nynorsk.source)}/")
    editor.locator("#main form [type=submit], form:has([name=publish_translations]) [type=submit]").last.click()
    editor.wait_for_load_state()
    texts = in_database(in_nynorsk.texts_of, in_database(in_nynorsk.translation))
    # The four headings that the machine drafted still wait.
    assert [source for why, source in texts if why != "machine"] == [CHANGED]
    assert [why for why, _source in texts].count("machine") == 4
    review(editor, site_address, in_database)
    changed = editor.locator("section[aria-labelledby=group-changed] .reading__text")
    expect(changed).to_have_count(1)
    # What stood there before is what she begins with.
    expect(changed.locator("textarea")).to_have_value(INTRODUCTION)
    # Readers go on seeing what was published, until she has read it.
    reader.goto(f"{site_address}{NYNORSK}")
    expect(reader.locator("main")).to_contain_text(INTRODUCTION)
    correct(editor, "Ingress", "Ein ny ingress.")
    publish(editor, site_address, in_database)
    reader.goto(f"{site_address}{NYNORSK}")
    expect(reader.locator("h1")).to_have_text(TITLE)
    expect(reader.locator("main")).to_contain_text("Ein ny ingress.")


def test_axe_finds_nothing_on_the_report_and_where_drafts_are_read(
    editor, browser, site_address, in_database, as_it_was
):
    begin(editor, site_address, in_database)
    draft(editor)
    paths = {
        "report": "/admin/reports/languages/",
        "waiting": "/admin/languages/",
        "review": f"/admin/languages/{in_database(in_nynorsk.translation)}/",
        "explorer": f"/admin/pages/{in_database(lambda: in_nynorsk.post('nb').get_parent().pk)}/",
    }
    state = editor.context.storage_state()
    found = []
    with browser.new_context(bypass_csp=True, reduced_motion="reduce", storage_state=state) as context:
        page = context.new_page()
        for (name, path), (width, scheme) in itertools.product(
            paths.items(), itertools.product((1280, 375), ("light", "dark"))
        ):
            page.set_viewport_size({"width": width, "height": 6000})
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{site_address}{path}")
            page.evaluate(Axe().axe_script)
            ours = [[one] for one in OURS if page.locator(one).count()]
            assert ours
            result = page.evaluate("([where, rules]) => axe.run(where, {runOnly: rules})", [{"include": ours}, RULES])
            for violation in result["violations"]:
                where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
                found.append(f"{name} {width} {scheme}: {violation['id']}: {where}")
            # A list of pages is Wagtail's, and scrolls within itself.
            if page.evaluate("document.documentElement.scrollWidth > innerWidth") and name != "explorer":
                found.append(f"{name} {width}: has to be scrolled sideways")
    assert found == []
