"""The small Markdown of comments: paragraphs, emphasis, lists, quotes, links and code within a line. Nothing else.

What is not markup stays as it was typed. Markdown drops signs and, in odd corners, words; most who write here have
never heard of it, so each of its rules that eats what somebody meant to say is narrowed or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from home.text.normalise import INVISIBLE

# The parser drops what lies deeper than its own limit (20 levels). Ours is reached first, and keeps it as text. An item
# in a list is two levels down, a quote one.
DEEPEST = 6

# Not within a word or another address.
_START = r"(?<![^\W_])(?<![@./])(?:https?://(?=[^\W_])|www\.(?=(?:[^\W_][\w-]*\.)+[^\W\d_]{2}))"
_NEVER_WITHIN = r"\s<>\"«»“”„`|\\^{}" + INVISIBLE.pattern[1:-1]
_ADDRESS = re.compile(f"{_START}[^{_NEVER_WITHIN}]+", re.IGNORECASE)
_MOST_IN_HOST = 300  # a host has at most 253 signs
_HOST = re.compile(f"{_START}[^{_NEVER_WITHIN}/?#]{{1,{_MOST_IN_HOST}}}", re.IGNORECASE)
# Where running text stops: at a sign that may be markup, or at a web address.
_STOP = re.compile(rf"[\n*_`\[\]\\<!]|{_START}", re.IGNORECASE)
_BESIDE = ".,:;!?…'’*_~(["  # ends the sentence around an address, not the address
# No user name before the host: https://bank.example@evil.example leads to the latter.
_HTTP = re.compile(r"(https?://[^/?#@\\\s]+)(?:[/?#]|$)", re.IGNORECASE)
_LIST_START = re.compile(r"[-*]|0*1[.)]")
_LIST_SIGN = re.compile(r"[-*0-9]")


@dataclass(frozen=True)
class Link:
    """A link as readers see it: where it leads, and the words that are clicked."""

    address: str
    text: str

    @property
    def host(self) -> str:
        return host_of(self.address)


class CommentMarkdown(MarkdownIt):
    """Markdown that links to the web alone."""

    def normalizeLink(self, url: str) -> str:
        return super().normalizeLink(f"https://{url}" if url[:4].lower() == "www." else url)

    def validateLink(self, url: str) -> bool:
        origin = _HTTP.match(url)
        return origin is not None and _is_sound(origin[1])


@lru_cache(maxsize=256)
def _is_sound(url: str) -> bool:
    """Return whether the sanitiser leaves an address be. From a link to http://a:b it would take the address alone."""
    link = nh3.clean(f'<a href="{escape(url)}"></a>', tags={"a"}, attributes={"a": {"href"}}, url_relative="deny")
    return "href" in link[: len('<a href="')]


def host_of(address: str) -> str:
    """Return the host of a web address, without www; "" where there is none."""
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").hostname or ""
        return host.encode("idna").decode("ascii").removeprefix("www.") if host else ""
    except ValueError:
        return ""


def address_at(text: str, start: int, end: int) -> str:
    """Return the web address that begins at `start`; "" where none does."""
    found = _ADDRESS.match(text, start, end)
    return _without_what_follows(found[0]) if found else ""


def _without_what_follows(address: str) -> str:
    """Cut before a bracket that was opened before the address (those within it, as in Wikipedia's, are part of it)."""
    depth = {")": 0, "]": 0}
    for place, sign in enumerate(address):
        if sign in "([":
            depth[")" if sign == "(" else "]"] += 1
        elif sign in depth:
            depth[sign] -= 1
            if depth[sign] < 0:
                address = address[:place]
                break
    return address.rstrip(_BESIDE)


def _has_sound_host(state: StateInline) -> bool:
    """Look at the host alone: a text of nothing but bad addresses must not be read to its end for each of them."""
    found = _HOST.match(state.src, state.pos, state.posMax)
    if not found or len(found[0]) > _MOST_IN_HOST:
        return False
    return state.md.validateLink(state.md.normalizeLink(_without_what_follows(found[0])))


def _address(state: StateInline, silent: bool) -> bool:
    """Make a link of a bare address."""
    if state.linkLevel or not _has_sound_host(state):
        return False
    address = address_at(state.src, state.pos, state.posMax)
    href = state.md.normalizeLink(address)
    if not state.md.validateLink(href):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(address)
    return True


def _running_text(state: StateInline, silent: bool) -> bool:
    """Take what is surely text; the parser's own rule would run past the beginning of an address."""
    stop = _STOP.search(state.src, state.pos, state.posMax)
    end = stop.start() if stop else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Find the stars and low lines of emphasis; never within a word, where 5*5*5 would become 555."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, False)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _list(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """Begin a list at "-", "*" or 1 only: "23. mars" and "+ 5 grader" are no lists, and shown as typed."""
    begin = state.bMarks[startLine] + state.tShift[startLine]
    # Asked silently about a number, it may be the next item of a list that is open; the parser's own rule knows.
    starts = _LIST_START if not silent else _LIST_SIGN
    if state.level >= DEEPEST or not starts.match(state.src, begin, state.eMarks[startLine]):
        return False
    return list_block(state, startLine, endLine, silent)


def _quote(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    return state.level < DEEPEST and blockquote(state, startLine, endLine, silent)


def _end_of_quote(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:
    """End a quote at the first line without ">": the parser would put the answer below it in the quoted one's mouth."""
    return silent and state.parentType == "blockquote"


def _make_parser() -> CommentMarkdown:
    markdown = CommentMarkdown("zero", {"breaks": True, "html": False})
    markdown.enable(
        ["blockquote", "list", "newline", "escape", "backticks", "emphasis", "balance_pairs", "link", "autolink"]
    )
    markdown.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    markdown.block.ruler.before("paragraph", "end_of_quote", _end_of_quote, {"alt": ["blockquote"]})
    markdown.inline.ruler.at("text", _running_text)
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.inline.ruler.before("text", "address", _address)
    return markdown


MARKDOWN = _make_parser()


def parse(text: str) -> list[Token]:
    """Return the blocks of a text, with nothing hidden: titles of links, bare links and numbers are written out."""
    tokens = MARKDOWN.parse(text)
    _keep_numbers(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_with_all_shown(token.children))
    return tokens


def to_html(text: str) -> str:
    """Return HTML that still has to be sanitised."""
    html: str = MARKDOWN.renderer.render(parse(text), MARKDOWN.options, {})
    return html


def find_links(text: str) -> tuple[Link, ...]:
    """Return every link, in order, as often as it stands there."""
    return tuple(
        Link(str(inside[0].attrs["href"]), words(inside[1:]))
        for token in parse(text)
        for inside in _links(token.children or [])
    )


def words(tokens: Sequence[Token]) -> str:
    """Return the text of a line's tokens, without markup."""
    return "".join("\n" if token.type in {"softbreak", "hardbreak"} else token.content for token in tokens)


def _links(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield each link's opening token and what is within it. Links never lie in one another."""
    begin = 0
    for place, token in enumerate(tokens):
        if token.type == "link_open":
            begin = place
        elif token.type == "link_close":
            yield tokens[begin:place]


def _with_all_shown(tokens: Sequence[Token]) -> Iterator[Token]:
    """Write a link's title out after it (a tooltip is not there for fingers), and its address where it has no words.

    The parser makes a link of `[this]()` too; that stands as typed.
    """
    title, begin = "", 0
    for place, token in enumerate(tokens):
        if token.type == "link_open":
            begin = place
            title = str(token.attrs.pop("title", "")).strip()
        address = str(tokens[begin].attrs.get("href", ""))
        if token.type == "link_open" and not address:
            yield _text("[")
        elif token.type == "link_close" and not address:
            yield _text(f']("{title}")' if title else "]()")
        elif token.type == "link_close":
            if not words(tokens[begin:place]).strip():
                yield _text(address)
            yield token
            if title:
                yield _text(f" ({title})")
        else:
            yield token


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _keep_numbers(tokens: Sequence[Token]) -> None:
    """Give each numbered item the number that was typed: a browser would count on from the first."""
    expected: list[int] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            expected.append(1)
        elif token.type == "ordered_list_close":
            expected.pop()
        elif token.type == "list_item_open" and token.info:
            number = int(token.info)
            if number != expected[-1]:
                token.attrs["value"] = number
            expected[-1] = number + 1
