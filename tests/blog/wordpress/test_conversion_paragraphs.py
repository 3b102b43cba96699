"""Paragraphs and line breaks are those that WordPress shows: texts in, and what its own `wpautop` makes of them."""

import pytest

from blog.importers.wordpress.conversion.paragraphs import autop

KNOWN = [
    ("", ""),
    (" \n\t ", ""),
    ("one", "<p>one</p>\n"),
    ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
    ("one\ntwo", "<p>one<br />\ntwo</p>\n"),
    ("one\r\n\r\ntwo\rthree", "<p>one</p>\n<p>two<br />\nthree</p>\n"),
    ("one\n\n\n \n\ntwo", "<p>one</p>\n<p>two</p>\n"),
    ("one<br><br/>two", "<p>one</p>\n<p>two</p>\n"),
    ("one<br />\ntwo", "<p>one<br />\ntwo</p>\n"),
    ("one<br>two", "<p>one<br />two</p>\n"),
    ("<p>one</p>\n<p>two</p>", "<p>one</p>\n<p>two</p>\n"),
    ("one\n<h2>two</h2>\nthree", "<p>one</p>\n<h2>two</h2>\n<p>three</p>\n"),
    ("<div>one</div>", "<div>one</div>\n"),
    ("<div>\none\n</div>", "<div>\none\n</div>\n"),
    ("<div>one\n\ntwo</div>", "<div>one</p>\n<p>two</p></div>\n"),
    ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
    ("<blockquote>one</blockquote>", "<blockquote><p>one</p></blockquote>\n"),
    ("<blockquote>one\n\ntwo</blockquote>", "<blockquote><p>one</p>\n<p>two</p></blockquote>\n"),
    ("one<hr>two", "<p>one</p>\n<hr>\n<p>two</p>\n"),
    ("<pre>one\n\ntwo\n</pre>", "<pre>one\n\ntwo\n</pre>\n"),
    ("a\n\n<pre>one\n\n<b>two</b></pre>\n\nb", "<p>a</p>\n<pre>one\n\n<b>two</b></pre>\n<p>b</p>\n"),
    ('<a\nhref="x"\ntitle="y">one</a>', '<p><a\nhref="x"\ntitle="y">one</a></p>\n'),
    ("<!-- one\n\ntwo -->", "<p><!-- one\n\ntwo --></p>\n"),
    (
        '<video>\n<source src="a">\n<track src="b">\n</video>',
        '<p><video><source src="a"><track src="b"></video></p>\n',
    ),
    (
        '<figure>\n<img src="a">\n<figcaption>one</figcaption>\n</figure>',
        '<figure>\n<img src="a"><figcaption>one</figcaption></figure>\n',
    ),
    ("<table><tr><td>one</td></tr></table>", "<table>\n<tr>\n<td>one</td>\n</tr>\n</table>\n"),
]


@pytest.mark.parametrize(("stored", "shown"), KNOWN)
def test_a_text_gets_the_paragraphs_that_wordpress_gives_it(stored, shown):
    assert autop(stored) == shown


BLOCKS = (
    "table thead tfoot caption col colgroup tbody tr td th div dl dd dt ul ol li form map area blockquote address math "
    "style p h1 h2 h3 h4 h5 h6 hr fieldset legend section article aside hgroup header footer nav figure figcaption "
    "details menu summary"
)


@pytest.mark.parametrize("tag", [tag for tag in BLOCKS.split() if tag not in ("blockquote", "p", "hr")])
def test_a_block_of_its_own_is_left_alone(tag):
    assert autop(f"<{tag}>word</{tag}>").replace("\n", "") == f"<{tag}>word</{tag}>"


@pytest.mark.parametrize("tag", ["a", "b", "em", "span", "code", "sub", "small", "del", "abbr", "button"])
def test_what_stands_within_a_line_is_put_in_a_paragraph(tag):
    assert autop(f"<{tag}>word</{tag}>") == f"<p><{tag}>word</{tag}></p>\n"


def test_what_has_its_paragraphs_keeps_them():
    once = autop("one\ntwo\n\n<h2>three</h2>\n<ul><li>four</li></ul>\nfive")
    assert autop(once) == once


def test_ten_thousand_lines_are_quick_to_part():
    assert autop("word\n\n" * 10_000).count("<p>") == 10_000


def test_a_run_of_spaces_takes_no_longer_than_its_length():
    assert autop("word" + " " * 300_000 + "word").count("word") == 2
