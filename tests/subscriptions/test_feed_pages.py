"""The addresses of feeds: what they answer, to whom, and what that costs."""

from datetime import timedelta

import feedparser
import pytest
import time_machine
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.http import http_date

from home.following import Subject
from home.models import SiteText
from subscriptions.feeds.formats import FORMATS, address_of
from subscriptions.feeds.news_feed import MOST
from subscriptions.models import FollowingSettings
from tests import factories
from tests.subscriptions.telling import BEGAN, KIND, SHELF, check_atom, check_json, entry, shelved

pytestmark = pytest.mark.django_db
ADDRESSES = [f"/follow/feeds/shelf/old.books/{form}" for form in FORMATS]


@pytest.fixture
def shelf():
    factories.site()
    factories.SiteTextFactory(name="Samspill")
    with shelved() as made:
        yield made


def test_each_format_has_its_type_and_is_what_it_says(client, shelf):
    shelf.entries = [entry(1), entry(2)]
    types = {address: client.get(address)["Content-Type"] for address in ADDRESSES}
    assert list(types.values()) == [
        "application/atom+xml; charset=utf-8",
        "application/rss+xml; charset=utf-8",
        "application/feed+json; charset=utf-8",
    ]
    atom, rss, json_feed = (client.get(address).content.decode() for address in ADDRESSES)
    check_atom(atom)
    assert not feedparser.parse(rss).bozo
    assert [item["title"] for item in check_json(json_feed)["items"]] == ["Bok 2", "Bok 1"]


@pytest.mark.parametrize(("prefix", "language"), [("", "nb"), ("/nn", "nn"), ("/en", "en")])
def test_a_feed_speaks_the_language_of_its_address(client, shelf, prefix, language):
    shelf.entries = [entry(1)]
    for address in ADDRESSES[:2]:
        feed = feedparser.parse(client.get(f"{prefix}{address}").content).feed
        assert feed.language == language
        assert feed.title == f"Gamle bøker ({language}) – Samspill"
        (itself,) = [link.href for link in feed.links if link.rel == "self"]
        assert itself == f"http://testserver{prefix}{address}"
        assert [link.href for link in feed.links if link.rel == "alternate"] == ["http://testserver/hylle/"]


def test_a_feed_is_the_same_at_every_name_the_site_answers_to(client, shelf, settings):
    settings.ALLOWED_HOSTS = ["*"]
    shelf.entries = [entry(1)]
    for address in ADDRESSES:
        other = client.get(address, headers={"host": "www.other.example"})
        assert other.content == client.get(address).content
        assert b"other.example" not in other.content


def test_what_nobody_can_follow_is_not_here_and_says_why(client, shelf):
    for address in (
        "/follow/feeds/other/old.books/atom.xml",
        "/follow/feeds/shelf/new/rss.xml",
        "/follow/feeds/shelf/new/feed.json",
    ):
        answer = client.get(f"/en{address}")
        assert answer.status_code == 404
        assert "There is nothing to follow here." in answer.text


@pytest.mark.parametrize(
    "key",
    [
        "..%2f..%2fadmin",
        "%00",
        "a b",
        "'%20OR%201=1--",
        "%3Cscript%3E",
        "a" * 101,
        "å",
        "x%0d%0aSet-Cookie:a=b",
        "",
        "9" * 100,
    ],
)
def test_a_hostile_key_is_no_key(client, shelf, key):
    answer = client.get(f"/follow/feeds/shelf/{key}/atom.xml")
    assert answer.status_code == 404
    assert not answer.cookies


def test_a_format_that_is_not_there_is_not_found(client, shelf):
    for form in ("feed.xml", "atom", "atom.xml/x", "rss.json", "ATOM.XML"):
        assert client.get(f"/follow/feeds/shelf/old.books/{form}").status_code == 404


def test_a_feed_sets_no_cookie_takes_no_post_and_answers_head(client, shelf):
    for address in ADDRESSES:
        assert client.get(address).cookies == {}
        assert client.post(address).status_code == 405
        head = client.head(address)
        assert head.status_code == 200
        assert head.content == b""


def test_no_cache_keeps_a_feed_without_asking(client, shelf):
    for address in ADDRESSES:
        assert client.get(address)["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_what_has_not_changed_is_not_sent_again(client, shelf, number):
    shelf.entries = [entry(n) for n in range(number)]
    for address in ADDRESSES:
        first = client.get(address)
        known = {"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}
        for headers in (*known, known[0] | known[1]):
            again = client.get(address, headers=headers)
            assert again.status_code == 304, headers
            assert again.content == b""


def test_what_was_taken_away_is_gone_at_once_wherever_it_stood(client, shelf):
    for gone in range(3):
        shelf.entries = [entry(n) for n in range(3)]
        before = {address: client.get(address) for address in ADDRESSES}
        del shelf.entries[gone]
        for address, first in before.items():
            for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
                answer = client.get(address, headers=headers)
                assert answer.status_code == 200
                assert f"Bok {gone}".encode() not in answer.content


def test_a_date_that_we_never_gave_gets_the_whole_feed(client, shelf):
    shelf.entries = [entry(1)]
    later = http_date((BEGAN + timedelta(days=5000)).timestamp())
    for since in (later, "yesterday", ""):
        assert client.get(ADDRESSES[0], headers={"If-Modified-Since": since}).status_code == 200


def test_a_feed_without_entries_changes_once_a_day(client, shelf):
    def answered():
        return [client.get(address).content for address in ADDRESSES[:2]]

    with time_machine.travel("2024-03-01 10:00 +0000", tick=False):
        first = answered()
    with time_machine.travel("2024-03-01 20:00 +0000", tick=False):
        assert answered() == first
    with time_machine.travel("2024-03-02 10:00 +0000", tick=False):
        assert all(new != old for new, old in zip(answered(), first, strict=True))


def test_the_newest_stand_first_and_there_is_an_end_to_them(client, shelf):
    shelf.entries = [entry(n) for n in range(MOST + 5)]
    items = check_json(client.get(ADDRESSES[2]).content)["items"]
    assert [item["title"] for item in items] == [f"Bok {n}" for n in reversed(range(5, MOST + 5))]


def test_what_nobody_may_read_any_more_is_left_out(client, shelf):
    shelf.entries = [entry(n) for n in range(3)]
    shelf.closed = {"Bok 1"}
    items = check_json(client.get(ADDRESSES[2]).content)["items"]
    assert [item["title"] for item in items] == ["Bok 2", "Bok 0"]


def test_what_happened_twice_is_told_once(client, shelf):
    shelf.entries = [entry(1), entry(2), entry(1)]
    check_atom(client.get(ADDRESSES[0]).content.decode())
    items = check_json(client.get(ADDRESSES[2]).content)["items"]
    assert [item["title"] for item in items] == ["Bok 1", "Bok 2"]


def test_a_feed_costs_the_same_whatever_it_holds(client, shelf):
    shelf.asked = SiteText.objects.exists

    def cost():
        client.get(ADDRESSES[0])
        found = []
        for address in ADDRESSES:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    none = cost()
    shelf.entries = [entry(1)]
    one = cost()
    shelf.entries = [entry(n) for n in range(1000)]
    assert cost() == one
    assert all(few <= more for few, more in zip(none, one, strict=True))
    assert max(one) <= 8


def test_where_a_site_gives_the_beginning_alone_its_feeds_do(client, shelf):
    chosen = FollowingSettings.load()
    chosen.feed_content = "summary"
    chosen.save()
    shelf.entries = [entry(1, html="<p>Resten</p>")]
    for address in ADDRESSES:
        assert b"Resten" not in client.get(address).content


def test_a_feed_says_by_header_whom_to_ask_where_there_is_a_hub(client, shelf, settings):
    assert "Link" not in client.get(ADDRESSES[0])
    settings.WEBSUB_HUB = "https://hub.example/"
    for address in ADDRESSES:
        said = client.get(f"/nn{address}")["Link"]
        assert said == f'<https://hub.example/>; rel="hub", <http://testserver/nn{address}>; rel="self"'


# --- What pages announce ---------------------------------------------------------------------------


def announced(**context):
    request = RequestFactory().get("/")
    with translation.override("nb"):
        return Template("{% load feed_tags %}{% feeds %}").render(Context({"request": request, **context}))


def test_a_page_announces_what_it_is_about_in_every_format_and_the_blog_in_one(shelf):
    with shelved("blog"):
        found = announced(following=SHELF, following_title='Gamle "bøker"')
        assert found.count("<link") == 4
        for address in [*ADDRESSES, "/follow/feeds/blog/all/atom.xml"]:
            assert f'href="{address}"' in found
        assert found.count('title="Gamle &quot;bøker&quot;"') == 3
        assert found.count('title="Samspill"') == 1
        assert announced().count("<link") == 1
        assert announced(following=Subject("blog", "all"), following_title="Alt").count("<link") == 3


def test_nothing_is_announced_that_cannot_be_followed(shelf):
    assert announced() == ""
    assert announced(following=Subject("other", "x"), following_title="X") == ""
    assert announced(following=SHELF, following_title="X").count("<link") == 3


def test_announcing_asks_the_database_nothing_more(client, shelf):
    page = factories.standard_page()

    def cost():
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page.url)
        return len(queries), answer.text.count("application/atom+xml")

    without = cost()
    with shelved("blog"):
        assert cost() == (without[0], 1)
    assert without[1] == 0


def test_an_address_is_made_for_every_kind_of_key():
    for key in ("all", "12", "post.3f2b0f9e-6a5e-4d52-9a53-2c1b1f5f9a01"):
        with translation.override("nb"):
            assert address_of(Subject(KIND, key), "rss.xml") == f"/follow/feeds/shelf/{key}/rss.xml"
