"""What a visit weighs, as it travels: compressed, from collected files."""

import gzip
import re
from urllib.parse import urlsplit

import pytest

from tests.e2e.addresses import PAGES, SEED_POST, TERM

pytestmark = pytest.mark.e2e

KILOBYTE = 1000
SHIFTS = """
() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.hadRecentInput ? 0 : e.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})
"""


def compressed(page, address):
    """Return how many bytes a page's markup takes, compressed as a web server in front of us does."""
    return len(gzip.compress(page.request.get(address).body(), 6, mtime=0))


@pytest.mark.parametrize(("path", "most"), [("/", 8), (TERM, 8), (SEED_POST, 10)], ids=["home", "term", "seed post"])
def test_the_markup_is_small(page, site_address, path, most):
    assert compressed(page, f"{site_address}{path}") <= most * KILOBYTE


@pytest.fixture
def first_visit(browser, browser_context_args, site_address):
    """Return what is fetched on a first visit: {path: (kind, bytes)}."""

    def visit(path):
        with browser.new_context(**browser_context_args) as context:
            page, fetched = context.new_page(), {}
            page.on("requestfinished", lambda request: fetched.setdefault(request.url, request))
            page.goto(f"{site_address}{path}", wait_until="networkidle")
            found = {}
            for url, request in fetched.items():
                if url.startswith("data:"):
                    continue
                size = request.sizes()["responseBodySize"]
                if request.resource_type == "document" or re.search(r"visual-keys", url):
                    # The server in front compresses what Django writes; the one of the tests does not.
                    size = compressed(page, url)
                found[urlsplit(url).path] = (request.resource_type, size)
            return found

    return visit


@pytest.mark.parametrize("path", ["/", SEED_POST, TERM, PAGES["archive"]], ids=["home", "seed post", "term", "archive"])
def test_a_first_visit_is_light(first_visit, path):
    fetched = first_visit(path)

    def weight(kind):
        return sum(size for one, size in fetched.values() if one == kind)

    assert weight("stylesheet") <= 12 * KILOBYTE, fetched
    assert weight("script") <= 4 * KILOBYTE, fetched
    assert weight("font") <= 60 * KILOBYTE, fetched
    assert sum(size for _, size in fetched.values()) <= 90 * KILOBYTE, fetched
    assert len(fetched) <= 8, fetched


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("path", ["/", SEED_POST, TERM], ids=["home", "seed post", "term"])
def test_nothing_shifts_while_a_page_loads(page, site_address, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site_address}{path}", wait_until="networkidle")
    assert page.evaluate(SHIFTS) == 0
