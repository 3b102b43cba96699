"""Sound HTML of whatever was typed: every `<` is a tag or a sign, and no tag holds more than is asked of it.

What browsers hide by mistake (after a quotation mark or a comment that nobody closed) is kept as text: a word too
many can be struck out, one too few is never missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from blog.importers.wordpress.conversion.names import names

# Nested deeper than this is nothing that anybody laid out, and more than a parser follows.
DEEPEST = 50
VOID = names("area base br col embed hr img input link meta param source track wbr")
# Not shown, nor is what is in them.
_HIDDEN = frozenset({"script", "style", "title", "template", "noscript"})
# What is in these is for browsers that cannot show them.
_FALLBACK = frozenset({"iframe", "audio", "video"})
_DROPPED = names("html head body frameset frame noframes noembed textarea base link meta applet")
_RENAMED = {"xmp": "pre", "listing": "pre", "plaintext": "pre", "image": "img"}
# They close each other, so that many in a row are not deep.
_SELF_CLOSING = names("p li td th tr dt dd tbody thead tfoot option optgroup a h1 h2 h3 h4 h5 h6")
_KEPT = names("href src alt class title style rel width height colspan rowspan data value name type")
_NAME = r"[a-zA-Z][a-zA-Z0-9-]*(?::[a-zA-Z][a-zA-Z0-9-]*)?"
_WRITTEN = r"""(?:[^>"'=<]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*+"""
_TAG = rf"<(?P<end>/?)(?P<tag>{_NAME})(?=[\s/>])(?P<attributes>{_WRITTEN})>"
_TOKEN = re.compile(rf"(?P<comment><!--)|(?P<declaration><[!?](?!--|\[CDATA\[)[^<>]*>)|(?P<marker><!\[CDATA\[)|{_TAG}")
_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_ILLEGIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def legible(text: str) -> str:
    """Return a text without signs that no HTML may hold, lines ending as they do here."""
    return _ILLEGIBLE.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n")


def sound(html: str) -> str:
    """Return HTML of well-formed tags; comments are left as empty ones, where paragraphs part at them."""
    return "".join(_Sounding(html).parts())


class _Sounding:
    """One passage through a text."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.lower = html.lower()
        self.position = 0
        self.open: list[str] = []
        self.dropped: dict[str, int] = {}
        # Tags that nobody closes in the rest of the text, nor comments: looked for once.
        self.unclosed: set[str] = set()

    def parts(self) -> Iterator[str]:
        while match := self._next():
            yield self.html[self.position : match.start()].replace("<", "&lt;")
            self.position = match.end()
            if match["comment"]:
                self._comment()
                yield "<!---->"
            elif match["declaration"]:
                yield "<!---->"
            elif match["tag"]:
                yield from self._tag(match)
        yield self.html[self.position :].replace("<", "&lt;")

    def _next(self) -> re.Match[str] | None:
        return _TOKEN.search(self.html, self.position)

    def _comment(self) -> None:
        """Go on after a comment; one that nobody closed hides nothing."""
        if self.html.startswith((">", "->"), self.position):
            self.position = self.html.index(">", self.position) + 1
            return
        end = -1 if "--" in self.unclosed else self.html.find("-->", self.position)
        if end < 0:
            self.unclosed.add("--")
        else:
            self.position = end + len("-->")

    def _tag(self, match: re.Match[str]) -> Iterator[str]:
        name = match["tag"].lower()
        name = _RENAMED.get(name, name)
        if name in _HIDDEN:
            if not match["end"]:
                self._within(name)
            yield "<!---->"
        elif name in _DROPPED:
            yield " "
        elif match["end"]:
            yield self._end(name)
        elif name in VOID:
            yield f"<{name}{attributes(match['attributes'])} />"
        elif name in _FALLBACK:
            within = self._within(name)
            sources = re.findall(r"<source\b[^<>]*>", within) if name != "iframe" else []
            yield f"<{name}{attributes(match['attributes'])}>{''.join(map(sound, sources))}</{name}>"
        else:
            yield self._start(name, attributes(match["attributes"]))

    def _within(self, name: str) -> str:
        """Return what is in an element, and go on after it; nothing, where it is not closed."""
        end = -1 if name in self.unclosed else self.lower.find(f"</{name}", self.position)
        if end < 0:
            self.unclosed.add(name)
            return ""
        within = self.html[self.position : end]
        closed = self.html.find(">", end)
        self.position = closed + 1 if closed >= 0 else len(self.html)
        return within

    def _start(self, name: str, written: str) -> str:
        if name not in _SELF_CLOSING:
            if len(self.open) >= DEEPEST:
                self.dropped[name] = self.dropped.get(name, 0) + 1
                return " "
            self.open.append(name)
        return f"<{name}{written}>"

    def _end(self, name: str) -> str:
        if name in VOID:
            return "<br />" if name == "br" else ""
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return " "
        if name not in _SELF_CLOSING and name in self.open:
            while self.open.pop() != name:
                pass
        # A paragraph that was never opened is an empty one; anything else is a mistake, and parts words.
        return f"</{name}>"


def attributes(written: str) -> str:
    """Return the attributes that say something about the contents, each in quotation marks."""
    if not written.strip(" /\n\t"):
        return ""
    kept: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        name = name.lower()
        if name in _KEPT or name.startswith("data-"):
            kept.setdefault(name, unescape(value[1:-1] if value[:1] in ('"', "'") else value))
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
