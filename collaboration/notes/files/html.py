"""HTML: a saved page, or what is copied from a browser, Word, Google Docs or WordPress. Scripts are left out."""

import re
from html.parser import HTMLParser

from collaboration.notes.files.growing import GrowingLines
from collaboration.notes.lines import Line
from collaboration.notes.reasons import Why

_BEGINS = re.compile(
    r"^\ufeff?\s*(?:Version:[\d.]+\s[\s\S]{0,400}?)?<(?:!doctype html|html|head|body|meta|div|p|ul|ol|h[1-6]|"
    r"table|span|article|b|section|main|!--)\b",
    re.IGNORECASE,
)


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_OWN_LINE = _tags(
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd tr table thead tbody tfoot caption section article main "
    "header footer nav aside form fieldset blockquote pre figure figcaption address hr body html details "
    "summary legend label button textarea select option "
)
_UNSEEN = _tags("script style template noscript head title svg math iframe object canvas audio video ")
_VOID = _tags("area base br col embed hr img input link meta param source track wbr ")
_ASIDE = {"nav": Why.NAVIGATION, "footer": Why.NAVIGATION, "aside": Why.NAVIGATION, "form": Why.COMMENT_FORM}
_ASIDE_NAMES = (
    (re.compile(r"\b(?:sharedaddy|sd-sharing|share-buttons|social|jp-relatedposts|likes?)\b"), Why.SHARING),
    (re.compile(r"\b(?:respond|comments?|comment-(?:respond|list|form))\b"), Why.COMMENT_FORM),
    (re.compile(r"\b(?:wpcnt|wordads|advert\w*|ads)\b"), Why.ADVERTISING),
    (re.compile(r"\b(?:sidebar|widget-area|breadcrumbs?|site-header|site-footer|menu|navigation)\b"), Why.NAVIGATION),
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_WORD_LIST = re.compile(r"mso-list\s*:[^;]*\blevel(\d)")
MOST_OPEN = 400


def looks_like_html(text: str) -> bool:
    """Return whether a text is HTML and not a text that happens to hold a sign of it."""
    return bool(_BEGINS.match(text[:2000])) and bool(re.search(r"</\w|/>|<br", text))


def lines_of_html(text: str) -> list[Line]:
    """Return the lines of a page or a piece of one."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_line()
    return reader.grown.lines


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.grown = GrowingLines()
        # What is open, each with what ends with it: (tag, unseen, aside, bold, list, heading, title, Word's list).
        self._open: list[tuple[str, dict[str, object]]] = []
        self._text: list[str] = []
        self._plain = 0
        self._gap = True
        self._line: dict[str, object] = {}
        self._cells: list[str] | None = None
        self._cell_from = 0

    def _now(self, name: str) -> object:
        return next((found[name] for _tag, found in reversed(self._open) if name in found), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._text.append("\n")
            return
        if tag == "body":
            # A head that was never closed ends here.
            self._open.clear()
        if tag in _OWN_LINE:
            self.end_line()
            self._gap = tag not in {"li", "tr", "dd"}
        if tag in _VOID:
            return
        if len(self._open) < MOST_OPEN:
            self._open.append((tag, self._opened(tag, dict(attrs))))
        if tag == "tr" and not self._now("unseen"):
            self._cells = []
        elif tag in {"td", "th"} and self._cells is not None:
            self._cells.append("")
            self._text.clear()

    def _opened(self, tag: str, attrs: dict[str, str | None]) -> dict[str, object]:
        """Return what an element says of everything within it."""
        found: dict[str, object] = {}
        style = (attrs.get("style") or "").lower()
        if tag in _UNSEEN or "mso-hide:all" in style:
            found["unseen"] = True
        if tag in {"b", "strong"} and "font-weight:normal" not in style.replace(" ", ""):
            found["bold"] = True
        elif style and "font-weight" in style:
            found["bold"] = bool(_BOLD.search(style))
        if tag in {"ul", "ol"}:
            depth = self._now("depth")
            found["depth"] = (depth if isinstance(depth, int) else 0) + 1
        if tag == "li":
            found["item"] = True
        if re.fullmatch("h[1-6]", tag):
            found["level"] = int(tag[1])
        if word := _WORD_LIST.search(style):
            found["depth"], found["item"] = int(word[1]), True
        names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()
        if "msotitle" in names:
            found["title"] = True
        if "mso-list:ignore" in style.replace(" ", ""):
            found["unseen"] = True
        aside = _ASIDE.get(tag) or next((why for pattern, why in _ASIDE_NAMES if pattern.search(names)), None)
        # A body may be named after the page that it is.
        if aside and tag not in {"body", "html", "main", "article"}:
            found["aside"] = aside
        return found

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cells:
            self._cells[-1] = "".join(self._text)
            self._text.clear()
        elif tag == "tr" and self._cells is not None:
            cells, self._cells = self._cells, None
            aside = self._now("aside")
            self.grown.add_row([_collapsed(cell) for cell in cells], aside=aside if isinstance(aside, Why) else None)
            self._text.clear()
        elif tag in _OWN_LINE:
            self.end_line()
            self._gap = tag not in {"li", "tr", "dd"}
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        if self._now("unseen"):
            return
        if any(tag == "pre" for tag, _found in self._open):
            self._text.append(data)
        else:
            self._text.append(re.sub(r"[ \t\r\n\f]+", " ", data))
        if data.strip():
            if not self._line:
                self._line = {name: self._now(name) for name in ("level", "depth", "item", "title", "aside")}
            if not self._now("bold"):
                self._plain += len(data.strip())

    def end_line(self) -> None:
        """Take the text so far as a paragraph."""
        if self._cells is not None:
            if self._text and self._cells:
                self._text.append("\n")
            return
        text, line = "".join(self._text), self._line
        if text.strip():
            depth, level, aside = line.get("depth"), line.get("level"), line.get("aside")
            self.grown.add(
                _collapsed(text) if not any(tag == "pre" for tag, _found in self._open) else text,
                level=level if isinstance(level, int) else 0,
                depth=depth if isinstance(depth, int) and line.get("item") else 0,
                strong=not self._plain,
                gap=self._gap,
                is_title=bool(line.get("title")),
                aside=aside if isinstance(aside, Why) else None,
            )
        self._text.clear()
        self._line, self._plain = {}, 0


def _collapsed(text: str) -> str:
    """Return the text without the space that a browser would not show."""
    return "\n".join(line.strip(" \t") for line in text.split("\n"))
