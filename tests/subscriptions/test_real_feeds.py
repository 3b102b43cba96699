"""Feeds of what a real site holds: valid in every format, found from its pages, and cheap however much there is."""

import uuid
from urllib.parse import urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from lxml.etree import RelaxNG

from collaboration.models import Statement
from subscriptions.feeds.formats import FORMATS
from subscriptions.feeds.news_feed import MOST
from tests.comments import making as discussing
from tests.full_site import FullSite, feeds_of
from tests.subscriptions.telling import RNG, check_atom, check_json, is_whole

pytestmark = pytest.mark.django_db

MANY = 1000


@pytest.fixture(scope="module")
def grammar():
    return RelaxNG(etree.parse(RNG))


@pytest.fixture
def site():
    made = FullSite()
    made.grow(1)
    return made


def addresses_in(html):
    """Yield every address that a piece of HTML leads to or shows."""
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        for name in ("href", "src", "poster", "cite"):
            if element.has_attr(name):
                yield element[name]


def parsed(written):
    """Return a feed as feedparser reads it, as it is written."""
    return feedparser.parse(written, sanitize_html=False, resolve_relative_uris=False)


def test_every_feed_of_a_full_site_is_valid_and_leads_to_it_by_whole_addresses(client, site, grammar):
    for what, address in feeds_of(site.subjects()).items():
        written = client.get(address).content.decode()
        if address.endswith(".json"):
            items = check_json(written)["items"]
            html = [item["content_html"] for item in items]
        else:
            if address.endswith("atom.xml"):
                check_atom(written, grammar)
            found = parsed(written)
            assert not found.bozo, (what, found.get("bozo_exception"))
            items = found.entries
            html = [content.value for entry in items for content in entry.content]
        assert items, what
        assert all(html), what
        for one in html:
            assert all(is_whole(leads_to) for leads_to in addresses_in(one)), what


def test_what_a_feed_tells_of_is_there_to_be_read(client, site):
    told = set()
    for address in feeds_of(site.subjects()).values():
        if address.endswith(".json"):
            told |= {item["url"] for item in client.get(address).json()["items"]}
    assert len(told) > 5
    for url in told:
        parts = urlsplit(url)
        response = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path, follow=True)
        assert response.status_code == 200, url


@pytest.mark.parametrize("kind", ["blog", "tag", "category", "author", "organisation", "session", "term", "post"])
def test_the_page_of_what_can_be_followed_announces_its_feeds_and_they_answer(client, site, kind):
    head = BeautifulSoup(client.get(site.addresses()[kind]).content.decode(), "html.parser").head
    announced = {link["type"]: link["href"] for link in head.find_all("link", rel="alternate", type=True)}
    assert set(announced) == {one.type for one in FORMATS.values()}
    for form, address in announced.items():
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"].startswith(form)


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_feed_asks_no_more_questions_of_a_thousand_statements_than_of_one(client, site):
    feeds = {what: one for what, one in feeds_of(site.subjects()).items() if one.endswith("feed.json")}
    few = {what: queries_of(client, address) for what, address in feeds.items()}
    said = Statement.objects.public().filter(concept=site.helped).first()
    own = {"id", "uuid", "item_uuid"}
    same = {field.attname: getattr(said, field.attname) for field in said._meta.concrete_fields}
    same = {name: value for name, value in same.items() if name not in own}
    Statement.objects.bulk_create(
        Statement(uuid=uuid.uuid4(), item_uuid=str(uuid.uuid4()), **same) for _number in range(MANY)
    )
    for subject, key in (("post", site.post.translation_key), ("term", site.helped.uuid)):
        for _number in range(MOST + 10):
            discussing.published(None, subject=subject, key=key)
    many = {what: queries_of(client, address) for what, address in feeds.items()}
    assert {what: asked for what, asked in many.items() if asked > few[what]} == {}
    assert len(client.get(feeds["feed.json of term"]).json()["items"]) == MOST
