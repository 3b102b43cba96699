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


DISCUSSION = re.compile(rb'<section class="section" id="discussion".*?</section>', re.DOTALL)


@pytest.mark.parametrize(("path", "most"), [("/", 8), (TERM, 8)], ids=["home", "term"])
def test_the_markup_is_small(page, site_address, path, most):
    assert compressed(page, f"{site_address}{path}") <= most * KILOBYTE


def test_the_markup_of_a_long_post_is_small_and_what_is_said_below_it_adds_little(page, site_address):
    whole = page.request.get(f"{site_address}{SEED_POST}").body()
    (discussion,) = DISCUSSION.findall(whole)
    assert len(gzip.compress(whole.replace(discussion, b""), 6, mtime=0)) <= 10 * KILOBYTE
    assert len(gzip.compress(whole, 6, mtime=0)) <= 12 * KILOBYTE


def test_a_discussion_that_nobody_has_begun_weighs_next_to_nothing(page, site_address):
    whole = page.request.get(f"{site_address}{TERM}").body()
    (discussion,) = DISCUSSION.findall(whole)
    assert b'name="comment"' in discussion
    rest = len(gzip.compress(whole.replace(discussion, b""), 6, mtime=0))
    assert len(gzip.compress(whole, 6, mtime=0)) - rest <= 1.5 * KILOBYTE


@pytest.fixture
def first_visit(browser, browser_context_args, site_address):
    """Return what is fetched on a first visit: {path: (kind, bytes)}."""

    def visit(path):
        with browser.new_context(**browser_context_args) as context:
            page, fetched = context.new_page(), {}
            page.on("requestfinished", lambda request: fetched.setdefault(request.url, request))
            page.goto(f"{site_address}{path}", wait_until="networkidle")
            found = {}
            for url, request in list(fetched.items()):
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
