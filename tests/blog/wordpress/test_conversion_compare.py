"""What WordPress showed, and what arrived, compared word by word; and the real exports."""

import os
import random
import re
import time
from pathlib import Path

import html5lib
import pytest
from lxml import etree

from blog.importers.wordpress.conversion import convert
from blog.importers.wordpress.conversion.compare import compared, visible_words, words, words_of
from blog.importers.wordpress.pieces import Heading, Image, Quote, Table, Text

EXPORTS = Path(os.environ.get("SAMSPILL_WXR") or Path(__file__).parents[4] / "shared" / "wxr")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def test_words_are_those_that_are_seen():
    html = "<p>en<b>to</b> tre<br>fire</p><ul><li>fem</li></ul><script>x</script><!-- y --><style>z</style><img alt=æ>"
    assert visible_words(html) == ["ento", "tre", "fire", "fem"]


def test_pieces_have_the_words_that_their_readers_see():
    pieces = [
        Heading(text="En to"),
        Text(html="<p>tre<br/>fire</p>"),
        Quote(text="fem", source="seks"),
        Image(url="/a", alt="nei", caption="sju"),
        Table(rows=(("åtte", "ni"),), caption="ti"),
    ]
    assert words_of(pieces) == ["En", "to", "tre", "fire", "fem", "seks", "sju", "ti", "åtte", "ni"]


@pytest.mark.parametrize(
    ("old", "new", "missing", "added"),
    [
        ("a b c", "a b c", "", ""),
        ("a b c", "a c", "b", ""),
        ("a c", "a b c", "", "b"),
        ("a b c", "c a b", "c", "c"),
        ("a b", "", "a b", ""),
        ("", "a", "", "a"),
        ("a a a", "a a", "a", ""),
    ],
)
def test_words_missing_and_added_are_told(old, new, missing, added):
    assert compared(old.split(), new.split()) == (missing.split(), added.split())


def test_ten_thousand_words_in_another_order_are_quick_to_compare():
    old = [str(number % 700) for number in range(10_000)]
    new = random.Random(1).sample(old, len(old))
    start = time.monotonic()
    missing, added = compared(old, new)
    assert time.monotonic() - start < 3
    assert sorted(missing) == sorted(added)


def test_very_long_texts_are_compared_too():
    old = [str(number) for number in range(60_000)]
    assert compared(["x", *old, "y"], ["z", *old, "w"]) == (["x", "y"], ["z", "w"])


def contents(name):
    path = EXPORTS / name
    if not path.exists():
        pytest.skip(f"{path} is not there: set SAMSPILL_WXR to where the exports are")
    tree = etree.parse(path, etree.XMLParser(recover=True, huge_tree=True))
    return [(item.findtext("title") or "", item.findtext(CONTENT) or "") for item in tree.iter("item")]


APART = """
address article aside blockquote br button caption center dd details div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 header hr img iframe li main nav ol p pre section summary table tbody td tfoot th thead tr ul video audio
"""


def seen_by_a_browser(content):
    """Return the words by another way: an HTML parser of browsers' rules, and shortcodes taken away by hand."""
    content = re.sub(r"(?m)^\s*https?://\S+\s*$", "", content)
    content = re.sub(r'\[caption[^\]]*?caption="([^"]*)"[^\]]*\](.*?)\[/caption\]', r"\2 \1 ", content)
    content = re.sub(r"(?<!\[)\[/?(?:caption|gallery|audio|embed)\b[^\]]*\]", " ", content)
    parts = []

    def collect(element):
        tag = str(element.tag).rpartition("}")[2]
        apart = " " if tag in APART.split() else ""
        parts.append(apart)
        if isinstance(element.tag, str) and tag not in ("script", "style", "video", "audio", "iframe"):
            parts.append(element.text or "")
            children = list(element)
            if tag == "figure" and any(str(child.tag).endswith("table") for child in children):
                children.reverse()
            for child in children:
                collect(child)
                parts.append(child.tail or "")
        parts.append(apart)

    collect(html5lib.parse(content))
    return words("".join(parts))


def without_quotation_marks(found):
    return [word.replace("“", "").replace("”", "") for word in found]


@pytest.mark.parametrize(
    "name", ["wp-theme-test-data.xml", "wpimp-small-export.xml", "nikola-wordpress_unicode_export.xml"]
)
def test_of_real_exports_hardly_a_word_is_lost(name):
    total, gone = 0, []
    for title, content in contents(name):
        seen = without_quotation_marks(seen_by_a_browser(content))
        missing, _added = compared(seen, without_quotation_marks(words_of(convert(content).pieces)))
        total += len(seen)
        gone += [(title, word) for word in missing]
    print(f"{name}: {len(gone)} of {total} words missing", *gone, sep="\n  ")
    assert len(gone) <= total * 0.005


def test_two_hundred_posts_a_second_are_converted():
    posts = [content for _title, content in contents("wp-theme-test-data.xml") if content]
    start = time.process_time()
    for content in posts:
        convert(content)
    assert len(posts) / (time.process_time() - start) >= 200
