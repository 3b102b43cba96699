"""Feeds as they are written: by the letter of their formats, whatever the entries say."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import atoma
import feedparser
import pytest
from bs4 import BeautifulSoup
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import RelaxNG

from home.following import Enclosure
from subscriptions.completing import completed, whole_html, writable
from subscriptions.feeds.json_feed import json_feed
from subscriptions.feeds.news_feed import NewsFeed
from subscriptions.feeds.xml_feeds import atom, rss
from tests.subscriptions.telling import ATOM, BEGAN, RNG, check_atom, check_json, entry

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
BASE = "http://testserver/blogg/bok/"


@pytest.fixture(scope="module")
def grammar():
    return RelaxNG(etree.parse(RNG))


def feed(*entries, **fields):
    entries = [completed(one) for one in entries]
    return NewsFeed(
        **{
            "title": "Bøker – Samspill",
            "url": "http://testserver/hylle/",
            "address": "http://testserver/follow/feeds/shelf/old/atom.xml",
            "site": "Samspill",
            "home": "http://testserver/",
            "language": "nb",
            "updated": max((one.updated for one in entries), default=BEGAN),
            "entries": entries,
            "whole": True,
            **fields,
        }
    )


def rich(**fields):
    return entry(
        1,
        **{
            "title": "Hva er vi gode på? <b> & sånt",
            "html": '<p>Se <a href="#m">målet</a> & <img src="/media/b.jpg" srcset="/a.jpg 1x, /b,c.jpg 2x"></p>',
            "authors": (("Kari Nordmann", "/forfatter/kari/"), ("Ola", "")),
            "categories": ("Møter", "a & b"),
            "enclosures": (
                Enclosure(url="/documents/1/Årsmelding å.pdf", type="application/pdf", length=1234),
                Enclosure(url="/documents/2/b.ods", type="application/vnd.oasis.opendocument.spreadsheet", length=7),
            ),
            "language": "nn",
            **fields,
        },
    )


@pytest.mark.parametrize(
    ("taken", "put"),
    [
        ("<updated>2011-04-05T13:30:00+00:00</updated>", ""),
        ("T13:30:00+00:00<", "T13:30:00<"),
        ("<title>", "<title type='markdown'>"),
        ("</entry>", "<id>urn:x:1</id></entry>"),
        ("</entry>", "<price>3</price></entry>"),
        ("<name>Ola</name>", "Ola"),
        ('term="Møter"', 'label="Møter"'),
    ],
)
def test_the_grammar_refuses_what_is_not_atom(grammar, taken, put):
    written = atom(feed(rich()))
    assert grammar.validate(etree.fromstring(written.encode()))
    assert taken in written
    assert not grammar.validate(etree.fromstring(written.replace(taken, put).encode()))


def test_atom_says_all_that_an_entry_holds(grammar):
    root = check_atom(atom(feed(rich())), grammar)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    (one,) = root.findall(f"{ATOM}entry")
    assert one.get("{http://www.w3.org/XML/1998/namespace}lang") == "nn"
    assert one.findtext(f"{ATOM}title") == "Hva er vi gode på? <b> & sånt"
    assert one.find(f"{ATOM}title").get("type") is None
    assert [author.findtext(f"{ATOM}name") for author in one.findall(f"{ATOM}author")] == ["Kari Nordmann", "Ola"]
    assert one.find(f"{ATOM}author").findtext(f"{ATOM}uri") == "http://testserver/forfatter/kari/"
    assert [category.get("term") for category in one.findall(f"{ATOM}category")] == ["Møter", "a & b"]
    files = [link for link in one.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert (files[0].get("type"), files[0].get("length")) == ("application/pdf", "1234")
    assert files[0].get("href") == "http://testserver/documents/1/%C3%85rsmelding%20%C3%A5.pdf"
    assert len(files) == 2
    assert one.findtext(f"{ATOM}published") == "2011-04-05T13:00:00+00:00"
    assert one.findtext(f"{ATOM}updated") == "2011-04-05T13:30:00+00:00"
    content = one.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert 'href="http://testserver/bok/1/#m"' in content.text
    assert 'srcset="http://testserver/a.jpg 1x, http://testserver/b,c.jpg 2x"' in content.text


def test_rss_says_all_that_an_entry_holds_and_one_of_its_files():
    channel = ElementTree.fromstring(rss(feed(rich()))).find("channel")
    assert channel.findtext("language") == "nb"
    (itself,) = channel.findall(f"{ATOM}link")
    assert (itself.get("rel"), itself.get("href")) == ("self", "http://testserver/follow/feeds/shelf/old/atom.xml")
    (item,) = channel.findall("item")
    assert item.findtext("title") == "Hva er vi gode på? <b> & sånt"
    assert [creator.text for creator in item.findall(CREATOR)] == ["Kari Nordmann", "Ola"]
    assert item.findtext("{http://purl.org/dc/elements/1.1/}language") == "nn"
    assert [category.text for category in item.findall("category")] == ["Møter", "a & b"]
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("guid") == "urn:uuid:00000000-0000-4000-8000-000000000001"
    assert len(item.findall("enclosure")) == 1
    assert item.findtext("pubDate") == "Tue, 05 Apr 2011 13:00:00 +0000"
    assert 'href="http://testserver/bok/1/#m"' in item.findtext(CONTENT)


def test_json_says_all_that_an_entry_holds():
    (item,) = check_json(json_feed(feed(rich())))["items"]
    assert item["title"] == "Hva er vi gode på? <b> & sånt"
    assert item["authors"] == [
        {"name": "Kari Nordmann", "url": "http://testserver/forfatter/kari/"},
        {"name": "Ola"},
    ]
    assert item["tags"] == ["Møter", "a & b"]
    assert [file["size_in_bytes"] for file in item["attachments"]] == [1234, 7]
    assert item["language"] == "nn"
    assert 'href="http://testserver/bok/1/#m"' in item["content_html"]


def test_two_readers_parsers_agree_on_atom_and_rss():
    for written, parse in ((atom(feed(rich())), atoma.parse_atom_bytes), (rss(feed(rich())), atoma.parse_rss_bytes)):
        parsed = feedparser.parse(written)
        assert not parsed.bozo, parsed.get("bozo_exception")
        (one,) = parsed.entries
        assert one.id == "urn:uuid:00000000-0000-4000-8000-000000000001"
        assert one.link == "http://testserver/bok/1/"
        assert "målet" in one.content[0].value
        assert [author.name for author in one.authors if "name" in author] == ["Kari Nordmann", "Ola"]
        other = parse(written.encode())
        assert len(getattr(other, "entries", None) or other.items) == 1


def test_where_a_site_gives_the_beginning_alone_no_format_gives_more(grammar):
    told = feed(rich(html="<p>Hemmelig rest</p>", summary="Begynnelsen <b>"), whole=False)
    for written in (atom(told), rss(told), json_feed(told)):
        assert "Hemmelig rest" not in written
    check_atom(atom(told), grammar)
    assert check_json(json_feed(told))["items"][0]["content_text"] == "Begynnelsen <b>"
    assert ElementTree.fromstring(rss(told)).findtext("channel/item/description") == "Begynnelsen &lt;b&gt;"


def test_a_feed_without_entries_is_valid(grammar):
    assert check_atom(atom(feed()), grammar).findtext(f"{ATOM}updated") == "2011-04-05T12:00:00+00:00"
    assert check_json(json_feed(feed()))["items"] == []
    assert not feedparser.parse(rss(feed())).bozo


def test_a_feed_was_changed_when_the_newest_of_its_entries_was(grammar):
    changed = datetime(2024, 1, 1, tzinfo=UTC)
    told = feed(entry(2), entry(1, updated=changed))
    assert check_atom(atom(told), grammar).findtext(f"{ATOM}updated") == changed.isoformat()
    assert ElementTree.fromstring(rss(told)).findtext("channel/lastBuildDate") == "Mon, 01 Jan 2024 00:00:00 +0000"


def test_a_hub_stands_in_every_format(grammar):
    told = feed(hub="https://hub.example/")
    hubs = [link.get("href") for link in check_atom(atom(told), grammar) if link.get("rel") == "hub"]
    assert hubs == ["https://hub.example/"]
    channel = ElementTree.fromstring(rss(told)).find("channel")
    assert [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "hub"] == hubs
    assert check_json(json_feed(told))["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ('<a href="/b/">x</a>', '<a href="http://testserver/b/">x</a>'),
        ('<a href="?p=2">x</a>', '<a href="http://testserver/blogg/bok/?p=2">x</a>'),
        ('<a href="utsagn/a-1/">x</a>', '<a href="http://testserver/blogg/bok/utsagn/a-1/">x</a>'),
        ('<a href="//cdn.example/x">x</a>', '<a href="http://cdn.example/x">x</a>'),
        ('<a href="mailto:a@b.no">x</a>', '<a href="mailto:a@b.no">x</a>'),
        ('<a href="http://[feil">x</a>', "<a>x</a>"),
        ('<video poster="/p.jpg"></video>', '<video poster="http://testserver/p.jpg"></video>'),
        ('<blockquote cite="/k/">x</blockquote>', '<blockquote cite="http://testserver/k/">x</blockquote>'),
        ('<img srcset="a.jpg">', '<img srcset="http://testserver/blogg/bok/a.jpg"/>'),
        (
            '<img srcset=" /a.jpg 480w,/b.jpg 2x ">',
            '<img srcset="http://testserver/a.jpg 480w, http://testserver/b.jpg 2x"/>',
        ),
        ("<p>a</p><script>alert(1)</script><style>p{}</style>", "<p>a</p>"),
        ("<p>&#11;a&#x1;b</p>", "<p>ab</p>"),
        ("", ""),
    ],
)
def test_every_address_is_completed_as_the_page_would(html, whole):
    assert whole_html(html, BASE) == whole


odd = st.text(max_size=60) | st.sampled_from(
    [
        "]]>",
        "<script>alert(1)</script>",
        "&amp;amp;",
        "\x00\x0b\x1f\ufffe\uffff",
        "👩🏽‍🚀",
        "\u202eesrever",
        "</entry>",
        "<!--",
    ]
)


def same(text):
    return " ".join(writable(text).split())


@given(title=odd, text=odd, name=odd, category=odd, address=st.text(max_size=30))
def test_whatever_entries_say_feeds_are_valid_and_say_the_same(grammar, title, text, name, category, address):
    told = feed(
        entry(
            title=title,
            html=f"<p>{escape(text)}</p>",
            summary=text,
            authors=((name, address),),
            categories=(category,),
            url=f"/bok/{address}",
        )
    )
    one = check_atom(atom(told), grammar).find(f"{ATOM}entry")
    assert same(one.findtext(f"{ATOM}title") or "") == same(title)
    assert same(one.findtext(f"{ATOM}summary") or "") == same(text)
    assert same(BeautifulSoup(one.findtext(f"{ATOM}content"), "html.parser").text) == same(text)
    item = ElementTree.fromstring(rss(told)).find("channel/item")
    assert same(item.findtext("title") or "") == same(title)
    assert same(BeautifulSoup(item.findtext("description") or "", "html.parser").text) == same(text)
    (made,) = check_json(json_feed(told).encode())["items"]
    assert (same(made["title"]), same(made["summary"])) == (same(title), same(text))
    for written in (atom(told), rss(told)):
        parsed = feedparser.parse(written.encode())
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert len(parsed.entries) == 1


@given(
    html=st.text(max_size=200) | st.lists(st.sampled_from([*"<>!/[]&;=\"'-a ", "<a href=", "<![", "<!--"])).map("".join)
)
def test_whatever_html_is_given_feeds_are_well_formed(html):
    told = feed(entry(html=html))
    ElementTree.fromstring(atom(told))
    ElementTree.fromstring(rss(told))
    json.loads(json_feed(told))
