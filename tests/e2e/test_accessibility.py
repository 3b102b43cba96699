"""axe finds nothing, on any type of page, narrow and wide, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.addresses import NOT_FOUND, PAGES, PATTERNS

pytestmark = pytest.mark.e2e

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": RULES}


@pytest.fixture(scope="session")
def axe():
    return Axe()


@pytest.fixture
def browser_context_args(browser_context_args):
    """Let axe in past the policy that keeps all foreign scripts out; nothing fades while it looks."""
    return {**browser_context_args, "bypass_csp": True, "reduced_motion": "reduce"}


@pytest.mark.parametrize(
    "path", [pytest.param(path, id=name) for name, path in {**PAGES, **PATTERNS, "not found": NOT_FOUND}.items()]
)
def test_axe_finds_nothing(page, site_address, axe, path):
    page.goto(f"{site_address}{path}")
    page.evaluate(axe.axe_script)
    page.add_style_tag(content="* { transition: none !important }")
    found = []
    for width, scheme in ((1280, "light"), (1280, "dark"), (375, "dark"), (375, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"][:3]]
            found.append(f"{width} {scheme}: {violation['id']}: {where}")
    assert found == []
