"""What a person wrote is shown whole, and can do nobody harm."""

import re
import time
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comments.text import MOST_LETTERS, clean, links_in, render
from tests.comments.reading import ALLOWED, ANY_TEXT, MARKUP, Page, shown, words_of


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Første.\n\nAndre.", "<p>Første.</p>\n<p>Andre.</p>"),
        ("Linje\nlinje", "<p>Linje<br>\nlinje</p>"),
        ("*svakt* _svakt_ **sterkt**", "<p><em>svakt</em> <em>svakt</em> <strong>sterkt</strong></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> sitert", "<blockquote>\n<p>sitert</p>\n</blockquote>"),
        ("`kode`", "<p><code>kode</code></p>"),
    ],
)
def test_simple_markup_is_shown(text, html):
    assert render(text) == html


@pytest.mark.parametrize(
    "text",
    [
        *(
            "# Overskrift",
            "Tittel\n=====",
            "Tittel\n---",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "---",
            "***",
            "~~strøket~~",
        ),
        *("<b>fet</b>", "<!-- skjult -->", "a < b && c > d", "&amp; &lt; &copy;", "[a]: b", "[ ] ugjort", "[^1]"),
        *(
            "23. mars 2011 møttes vi",
            "2. punkt\n3. punkt",
            "+ 5 grader",
            "+47 22 00 00 00",
            "5*5*5 m",
            "snake_case_navn",
        ),
        *("lærer*innen", "[x](/innlegg/)", "[x](mailto:a@b.no)", "<a@b.no>", "a@b.no", "vg.no", "ftp://a.no", ":-)"),
    ],
)
def test_what_is_no_markup_here_stands_as_it_was_typed(text):
    page = Page(render(text))
    assert page.text == text
    assert set(page.tags) <= {"p", "br"}


def test_an_answer_right_below_a_quote_is_not_part_of_it():
    assert render("> sitert\nsvar") == "<blockquote>\n<p>sitert</p>\n</blockquote>\n<p>svar</p>"


def test_numbers_in_a_list_are_those_that_were_typed():
    assert words_of(shown("1. a\n3. b\n4. c\n\n23. mars")) == ["1", "a", "3", "b", "4", "c", "23", "mars"]


def test_a_picture_becomes_a_link_to_it():
    page = Page(render("![bilde](http://a.no/b.png)"))
    assert (page.hrefs, page.tags) == (["http://a.no/b.png"], ["p", "a"])


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Se https://vg.no/a.", ("https://vg.no/a", "https://vg.no/a")),
        ("(https://no.wikipedia.org/wiki/Bok_(medium))", ("https://no.wikipedia.org/wiki/Bok_(medium)",) * 2),
        ("www.vg.no, ja", ("https://www.vg.no", "www.vg.no")),
        ("HTTPS://VG.NO!", ("HTTPS://VG.NO", "HTTPS://VG.NO")),
        ("**http://vg.no**", ("http://vg.no", "http://vg.no")),
        ("http://vg.no/a_b_c*d*e", ("http://vg.no/a_b_c*d*e", "http://vg.no/a_b_c*d*e")),
        ("«http://vg.no»", ("http://vg.no", "http://vg.no")),
        ("http://vg.no/?a[b]=1&c=2", ("http://vg.no/?a%5Bb%5D=1&c=2", "http://vg.no/?a[b]=1&c=2")),
        ("https://blåbær.no", ("https://xn--blbr-roah.no", "https://blåbær.no")),
        ("[avisa](http://vg.no)", ("http://vg.no", "avisa")),
        ("[avisa](www.vg.no)", ("https://www.vg.no", "avisa")),
        ("<http://vg.no>", ("http://vg.no", "http://vg.no")),
        ("[](http://vg.no)", ("http://vg.no", "http://vg.no")),
        ("[http://a.no](http://b.no)", ("http://b.no", "http://a.no")),
    ],
)
def test_an_address_is_a_link(text, link):
    (found,) = links_in(text)
    assert (found.address, found.text) == link
    assert Page(render(text)).hrefs == [link[0]]


@pytest.mark.parametrize(
    "text",
    [
        *("https://", "http:// vg.no", "www.", "www.vg", "sehttps://vg.no", "kari@www.vg.no", "www.vg.1", "http://?"),
        *("https://bank.no@ond.no", "https://bank.no:x@ond.no/", "[x](https://bank.no@ond.no)", "[x]()", '[x]( "t")'),
        *("http://a:b", "http://0:A", "http://1.2.3.999", "http://a.no:99999", "[x](http://a:b)", "<http://a:b>"),
    ],
)
def test_what_leads_nowhere_or_elsewhere_than_it_says_is_no_link(text):
    assert links_in(text) == ()
    page = Page(render(text))
    assert page.hrefs == []
    assert words_of(page.text) == words_of(text)


def test_the_title_of_a_link_is_written_out():
    assert shown('[avisa](http://vg.no "Verdens Gang") sier') == "avisa (Verdens Gang) sier"


def test_what_is_nested_too_deep_is_shown_all_the_same():
    assert "innerst" in shown(">" * 200 + " innerst")
    assert "innerst" in shown("- " * 200 + "innerst")
    assert render(">" * 200 + " a").count("<blockquote>") == 6


@given(st.one_of(ANY_TEXT, MARKUP))
@example("> " * 30 + "- " * 30 + "a")
@example("[a](<http://b.no/c d> (tittel))")
@example("http://0:A")
@example("1. a\n\n007. b\n\n   > c")
def test_whatever_is_written_becomes_harmless_html_that_shows_every_word(text):
    page = Page(render(text))
    left = unicodedata.normalize("NFKC", page.text + " " + " ".join(unquote(href) for href in page.hrefs))
    for word in words_of(unicodedata.normalize("NFKC", clean(text))):
        assert word in left, word


@given(st.one_of(ANY_TEXT, MARKUP))
def test_links_are_told_as_they_are_shown(text):
    assert [link.address for link in links_in(text)] == Page(render(text)).hrefs


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<style>@import'//ond.no'</style>",
    "<math><mtext></mtext><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><script>alert(1)</script-->",
    "</p></li></ol><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/png;base64,AAAA)",
    "[x](file:///etc/passwd)",
    "[x](//ond.no)",
    "[x](/admin/)",
    "[x](#comments)",
    "[x](https:ond.no)",
    "[x](https:///ond.no)",
    "[x](http:\\\\ond.no)",
    '[x](http://a.no" onmouseover="alert(1))',
    "[x](http://a.no' onmouseover='alert(1))",
    '[x](http://a.no "\\" onmouseover=\\"alert(1)")',
    '[x](http://a.no "<script>alert(1)</script>")',
    'http://a.no/"onmouseover="alert(1)',
    "http://a.no/<script>alert(1)</script>",
    "<http://a.no/onclick=alert(1)//>",
    "![x](javascript:alert(1))",
    '![x" onerror="alert(1)](http://a.no)',
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "`<script>alert(1)</script>`",
    "```<script>\nalert(1)\n```",
    "[a]: javascript:alert(1)\n\n[a]",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "> <script>\n> alert(1)\n> </script>",
    "1. <script>alert(1)</script>",
    "999999999. <script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script\x00>alert(1)</script>",
    "<\u200bscript>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "\ud83d<script>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_gets_through(text):
    page = Page(render(text))
    assert set(page.tags) <= ALLOWED.keys()
    for href in page.hrefs:
        assert re.fullmatch(r"https?://(a\.no|ond\.no)\S*", href), href


def test_html_in_a_comment_is_shown_as_text():
    assert shown("<script>alert(1)</script>") == "<script>alert(1)</script>"


PATHOLOGICAL = {
    "ordinary": "Takk for **alt**! Se https://www.example.org/a_b og [dette](http://a.no).\n\n- ett\n\n> sa hun\n\n",
    **{name: name for name in ["*", "**a *a ", "_*", "*a_ ", "`", "`a ", "[", "![", "[]", "[a](", "[a](b", "<"]},
    **{
        name: name for name in [">", "> - ", "> a\nb\n", "- ", "- a\n", "1. a\n", "a\n", "\\", "&", "www.", "www.a.no,"]
    },
    **{
        name: name
        for name in [
            "http://",
            "http://a@,",
            "http://a:b(),",
            "www.a.no:b,",
            '[a](http://a.no "',
            "\t",
            "a\u0301\u0323",
            "é",
        ]
    },
    "one long address": "http://a.no/" + "a" * MOST_LETTERS,
    "one long word": "a" * MOST_LETTERS,
    "brackets in an address": "http://a.no/" + "(" * MOST_LETTERS,
    "marks": "a" + "\u0301\u0323" * MOST_LETTERS,
    "backticks": "".join("`" * length + " " for length in range(1, 100)),
    "links in brackets": "[" * 2400 + "a" + "](http://a.no)" * 185,
    "deep list": "\n".join("  " * depth + "- a" for depth in range(70)),
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_of_the_greatest_length_takes_long(name):
    """Ordinary text takes about 15 ms, the worst about 100. The limit leaves room for a busy machine."""
    text = (PATHOLOGICAL[name] * MOST_LETTERS)[:MOST_LETTERS]
    took = []
    for _ in range(2):
        began = time.process_time()
        render(text)
        took.append(time.process_time() - began)
    assert min(took) < 0.4
