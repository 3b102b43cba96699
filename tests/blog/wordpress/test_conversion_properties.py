"""Whatever was stored: no error, no word lost, nothing dangerous let through."""

import json
import re
import time

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from blog.importers.wordpress.conversion import convert
from blog.importers.wordpress.conversion.compare import compared, words_of
from blog.importers.wordpress.conversion.grammar import Closed, Opened, events
from blog.importers.wordpress.pieces import Embed, File, Image, Text

ELEMENTS = {"p", "ul", "ol", "li", "b", "i", "a", "br", "h3", "h4"}
SCHEMES = {"http", "https", "mailto", "tel"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["-->", "<!-- wp:x -->", "}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
NAMES = """
paragraph group columns column quote list list-item cover html gallery image table embed latest-posts block file
core-embed/youtube jetpack/map my-plugin/thing shortcode freeform details media-text button navigation-link
"""
TAGS = """
p div ul li ol blockquote h2 h3 h4 b em a span figure figcaption table tr td th pre details summary dl dt dd cite
section form label sup sub q center font button
"""
# Each is a sign, or what means something where it stands; parted by spaces, those with spaces in them apart.
SIGNS = """
< > <!-- --> /--> {"a":" "} ' " [ ] [[ ]] = [caption] [/caption] [gallery] [embed] [/embed] [code] [/code] <p> </p> <b>
</div> <ul> <li> </ul> <table> <td> <pre> </pre> <br> <script> </script> <style> <iframe> <figure> <figcaption>
<blockquote> <cite> <h2> <video> <object> <textarea> <title> <svg> <math> <select> <option> <body> </html> &amp; &lt; &
&#0; æ ̈ ﬁ http://a.no/ javascript:alert(1) ord <![CDATA[
"""
BLOCK_SIGNS = ["<!-- wp:", "<!-- wp:group -->", "<!-- /wp:group -->", "<div ", "<a href=", "<img src="]
SPACES = ["https://youtu.be/abc\n", "\n\n", "\n", " ", "\0", "\x0b", "\ud800", "\u2028", "\xa0", "\x85"]
SIGN = st.sampled_from([*SIGNS.split(), *BLOCK_SIGNS, *SPACES])
GARBAGE = st.lists(SIGN | st.text(max_size=5), max_size=40).map("".join)


class Words:
    """Words that are each used once, so that their order can be told."""

    def __init__(self):
        self.count = 0

    def one(self):
        self.count += 1
        return f"ord{self.count}å"


@st.composite
def documents(draw):
    """Draw blocks and elements nested in any way, with words in them; return the text and its words."""
    words = Words()

    def inner(depth):
        parts = [words.one()]
        for _ in range(draw(st.integers(0, 3))):
            parts.append(draw(st.sampled_from([" ", "\n", "\n\n"])))
            kind = draw(st.integers(0, 3)) if depth else 0
            if kind == 0:
                parts.append(words.one())
            elif kind == 1:
                tag = draw(st.sampled_from(TAGS.split()))
                parts.append(f"<{tag}>{inner(depth - 1)}</{tag}> ")
            else:
                name = draw(st.sampled_from(NAMES.split()))
                attributes = draw(st.dictionaries(st.text(max_size=6), JSON, max_size=3))
                written = json.dumps(attributes, ensure_ascii=draw(st.booleans()))
                parts.append(f"<!-- wp:{name} {written} -->{inner(depth - 1)}<!-- /wp:{name} -->")
        return " ".join(parts)

    text = inner(4)
    return text, [f"ord{number}å" for number in range(1, words.count + 1)]


def lost(words, text):
    """Return the words that did not arrive, or not in their order."""
    found = re.findall(r"ord\d+å", " ".join(words_of(convert(text).pieces)))
    return compared(words, found)[0]


@given(documents())
def test_no_word_is_lost_however_blocks_are_nested(document):
    text, words = document
    assert lost(words, text) == []


@given(documents(), st.data())
def test_no_word_before_the_cut_is_lost(document, data):
    text, words = document
    cut = data.draw(st.integers(0, len(text)))
    whole = [word for word in words if text.find(word) + len(word) <= cut]
    assert lost(whole, text[:cut]) == []


@given(documents())
def test_every_opening_has_its_closing(document):
    open_names = []
    for event in events(document[0]):
        if isinstance(event, Opened) and not event.void:
            open_names.append(event.name)
        elif isinstance(event, Closed):
            assert open_names.pop() == event.name
    assert open_names == []


@given(GARBAGE)
def test_garbage_is_no_error_and_what_is_shown_of_it_arrives(text):
    result = convert(text)
    assert compared(result.words, words_of(result.pieces))[0] == []
    assert_harmless(result)


@given(GARBAGE)
def test_outside_of_comments_the_grammar_loses_nothing(text):
    if "<!--" not in text:
        assert "".join(event for event in events(text) if isinstance(event, str)) == text


HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='/x\" onclick=\"alert(1)'>x</a>",
    '<a href="/x\'><script>alert(1)</script>">x</a>',
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html;base64,x'></object>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<style>@import 'x'</style>",
    "<p style='background:url(javascript:x)' onclick=x>y</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<textarea></textarea><script>alert(1)</script>",
    "<div data-wp-embed='javascript:alert(1)'></div>",
    "[embed]javascript:alert(1)[/embed]",
    "[youtube=javascript:alert(1)]",
    "[audio src='javascript:alert(1)']",
    "[video src='data:x']",
    '[caption caption="<script>alert(1)</script>"]<img src=a>[/caption]',
    '<!-- wp:embed {"url":"javascript:alert(1)"} /-->',
    '<!-- wp:cover {"url":"javascript:alert(1)"} /-->',
    '<!-- wp:social-link {"url":"javascript:x","label":"<script>alert(1)</script>"} /-->',
    '<!-- wp:paragraph {"a":"--><script>alert(1)</script>"} --><p>a</p><!-- /wp:paragraph -->',
]


def assert_harmless(result):
    for piece in result.pieces:
        match piece:
            case Text():
                for element in lxml_html.fragment_fromstring(piece.html, create_parent="main").iterdescendants():
                    assert element.tag in ELEMENTS
                    assert set(element.attrib) <= ({"href"} if element.tag == "a" else set())
                clean = nh3.clean(
                    piece.html, tags=ELEMENTS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
                )
                assert clean.replace("&nbsp;", "\xa0") == piece.html.replace("<br/>", "<br>")
            case Image():
                assert_leads_somewhere(piece.url, piece.href)
            case Embed() | File():
                assert_leads_somewhere(piece.url)


def assert_leads_somewhere(*addresses):
    for address in addresses:
        scheme = re.match(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):", address)
        assert scheme is None or scheme[1].lower() in SCHEMES


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_runs_gets_through(html):
    assert_harmless(convert(html))
    assert_harmless(convert(f"<p>før</p><!-- wp:html -->{html}<!-- /wp:html --><p>etter</p>"))


@given(st.lists(st.sampled_from(HOSTILE) | SIGN, max_size=8).map("".join))
def test_nothing_that_runs_gets_through_in_any_company(html):
    assert_harmless(convert(html))


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 5_000 + "ord",
        "<b>" * 5_000 + "ord",
        "<ul><li>" * 5_000 + "ord",
        "<table><tr><td>" * 2_000 + "ord",
        "<blockquote>" * 5_000 + "ord",
        "<!-- wp:group -->" * 5_000 + "ord",
        '<!-- wp:a {"a":' * 5_000 + "--> ord",
        "<!-- wp:a " + '{"a":' * 50_000 + " --> ord",
        "<!--" * 20_000 + "ord",
        "<script>" * 20_000 + "ord",
        "[caption]" * 5_000 + "ord",
        "[embed]" * 5_000 + "ord",
        "<a =" * 20_000 + '" ord',
        " " * 200_000 + "ord",
        "<p><li" * 5_000 + " ord",
    ],
    ids=lambda content: content[:18],
)
def test_what_is_endless_ends_and_keeps_its_word(content):
    start = time.monotonic()
    assert "ord" in " ".join(words_of(convert(content).pieces))
    assert time.monotonic() - start < 5
