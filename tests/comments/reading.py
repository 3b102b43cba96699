"""Any text and any markup, and HTML read as a browser reads it."""

import re
from html.parser import HTMLParser

from hypothesis import strategies as st

from comments.text import render

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
# What markup is made of, in any order: arbitrary letters would hardly ever make a link or a list.
PIECES = [
    *("*", "**", "_", "`", "```", ">", "> ", "- ", "* ", "+ ", "1. ", "2) ", "23. ", "# ", "[", "](", ")", "]", "!["),
    *("<", "</", "<b>", "<script>", "&lt;", "&#106;", "\\", "\n", "\n\n", "\n   ", " ", "\t", "|", "---", "~~", ": "),
    *("http://", "https://", "www.", "vg.no", "javascript:", "data:text/html,", "//", "@", "?a=1&b=2", '"', "'", "“"),
    *("ord", "Bibliotek", "samisk čáhci", "日本", "شكرا", "e\u0301", "\u202e", "\u200b", "\x00", "\ud800", "5", "🏴"),
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
WORD = re.compile(r"[^\W_]+")

ALLOWED = {
    **dict.fromkeys(["p", "br", "em", "strong", "ul", "ol", "blockquote", "code"], frozenset()),
    "li": {"value"},
    "a": {"href", "rel"},
}


class Page(HTMLParser):
    """Read HTML as a browser does: refuse what is not allowed, and note what is seen and where links lead."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.seen, self.hrefs, self.tags, self.numbers = [], [], [], [], []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        assert tag in ALLOWED, tag
        self.tags.append(tag)
        given = dict(attributes)
        assert given.keys() <= ALLOWED[tag], (tag, given)
        if tag == "a":
            assert given["href"].lower().startswith(("http://", "https://")), given
            assert given["rel"] == "nofollow ugc noopener"
            assert "a" not in self.open, "a link in a link"
            self.hrefs.append(given["href"])
        if tag == "ol":
            self.numbers.append(0)
        if tag == "li":
            assert self.open[-1] in {"ul", "ol"}
            if self.open[-1] == "ol":
                self.numbers[-1] = int(given.get("value") or self.numbers[-1] + 1)
                self.seen.append(f" {self.numbers[-1]}. ")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "ol":
            self.numbers.pop()

    def handle_data(self, data):
        self.seen.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self):
        return "".join(self.seen)


def words_of(text):
    # A number in front of an item may be written with noughts.
    return [word.lstrip("0") or "0" for word in WORD.findall(text)]


def shown(text):
    return Page(render(text)).text
