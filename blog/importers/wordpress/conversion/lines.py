"""Running text on its way to HTML: lines of runs, in lists or not. What is written here is all that a text can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby

# A line break within a line: other texts never hold one.
BREAK = "\n"
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True)
class Style:
    bold: bool = False
    italic: bool = False
    href: str = ""


PLAIN = Style()


@dataclass(frozen=True)
class Run:
    text: str
    style: Style = PLAIN


@dataclass(frozen=True)
class Level:
    """One list that a line is in: which, of what kind, and in which of its items."""

    tag: str
    list: int
    item: int


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading of low rank, or a line of a list."""

    runs: tuple[Run, ...]
    tag: str = "p"
    levels: tuple[Level, ...] = ()


def run_of(text: str, style: Style) -> Run:
    return Run(_SPACES.sub(" ", text), style)


def tidied(runs: list[Run]) -> list[Run]:
    """Return runs without needless spaces and breaks; nothing, if they hold no words."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if text == BREAK:
            _strip_end(kept)
        elif not kept or kept[-1].text == BREAK or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text and (kept or text != BREAK):
            kept.append(Run(text, run.style))
    while kept and not kept[-1].text.strip():
        kept.pop()
    _strip_end(kept)
    return kept if any(run.text.strip() for run in kept) else []


def _strip_end(runs: list[Run]) -> None:
    """Take the spaces off the end."""
    while runs and runs[-1].text != BREAK:
        last = runs.pop()
        if text := last.text.rstrip(" "):
            runs.append(Run(text, last.style))
            return


def paragraphs(runs: list[Run]) -> list[list[Run]]:
    """Part runs where two breaks follow each other: an empty line is what people typed between paragraphs."""
    parts: list[list[Run]] = [[]]
    breaks = 0
    for run in runs:
        if run.text == BREAK:
            breaks += 1
            continue
        if breaks == 1:
            parts[-1].append(Run(BREAK))
        elif breaks:
            parts.append([])
        breaks = 0
        parts[-1].append(run)
    return parts


def text_of(runs: tuple[Run, ...] | list[Run]) -> str:
    """Return the words of runs without their style."""
    return "".join(run.text for run in runs)


def html_of(lines: list[Line]) -> str:
    """Return lines as paragraphs, headings and nested lists."""
    html: list[str] = []
    open_levels: tuple[Level, ...] = ()
    for line in lines:
        same = _shared(open_levels, line.levels)
        if line.levels and same == len(line.levels) == len(open_levels):
            html.append("<br/>")
        else:
            _close(html, open_levels, same, line.levels)
            _open(html, open_levels, same, line.levels)
        runs = _runs_html(line.runs)
        html.append(runs if line.levels else f"<{line.tag}>{runs}</{line.tag}>")
        open_levels = line.levels
    _close(html, open_levels, 0, ())
    return "".join(html)


def _shared(one: tuple[Level, ...], other: tuple[Level, ...]) -> int:
    """Return in how many lists both are in the same item."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _goes_on(levels: tuple[Level, ...], same: int, following: tuple[Level, ...]) -> bool:
    """Return whether the list after those shared goes on with another item."""
    return same < min(len(levels), len(following)) and levels[same].list == following[same].list


def _close(html: list[str], levels: tuple[Level, ...], same: int, following: tuple[Level, ...]) -> None:
    for depth in range(len(levels) - 1, same - 1, -1):
        keeps = depth == same and _goes_on(levels, same, following)
        html.append("</li>" if keeps else f"</li></{levels[depth].tag}>")


def _open(html: list[str], levels: tuple[Level, ...], same: int, following: tuple[Level, ...]) -> None:
    if same == len(following) and same:
        # After a list within it, an item goes on.
        html.append("<br/>")
    for depth in range(same, len(following)):
        keeps = depth == same and _goes_on(levels, same, following)
        html.append("<li>" if keeps else f"<{following[depth].tag}><li>")


def _runs_html(runs: tuple[Run, ...]) -> str:
    html: list[str] = []
    for href, linked in groupby(runs, key=lambda run: run.style.href):
        within = "".join(
            _marked("".join(_text_html(run.text) for run in same), bold=bold, italic=italic)
            for (bold, italic), same in groupby(linked, key=lambda run: (run.style.bold, run.style.italic))
        )
        html.append(f'<a href="{escape(href)}">{within}</a>' if href else within)
    return "".join(html)


def _text_html(text: str) -> str:
    return "<br/>" if text == BREAK else escape(text, quote=False)


def _marked(html: str, *, bold: bool, italic: bool) -> str:
    if not html.strip():
        return html
    html = f"<i>{html}</i>" if italic else html
    return f"<b>{html}</b>" if bold else html
