"""Where a text of an export ends: also one that holds the marks that end texts, or that was never ended."""

from __future__ import annotations

import re
from functools import lru_cache

from ..records import Troubles
from .characters import resolved
from .elements import CONTAINERS
from .kinds import Kind
from .refusing import NotAnExport, Reason
from .windows import Window

OPEN, CLOSE = "<![CDATA[", "]]>"
# As WordPress writes a text that holds "]]>": in two.
PARTED = "]]]]><![CDATA[>"
NEXT_END = re.compile(r"\]\]>\s*</([\w:.\-]+)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# In characters. WordPress's database takes no more than 16 MB at once, as it is set up everywhere.
LONGEST = 16 * 1024 * 1024
# How many elements may lack an end, by name, before a file is an attack: an export has some sixty names.
MOST_ENDLESS = 100


@lru_cache(maxsize=256)
def ends(raw: str) -> re.Pattern[str]:
    around = "|".join(map(re.escape, CONTAINERS))
    return re.compile(rf"\]\]>|<!\[CDATA\[|</{re.escape(raw)}\s*>|</?(?:{around})(?=[\s>/])")


class Texts:
    """Reads texts from a window that stands at the start tag of one."""

    def __init__(self, window: Window, name: str, troubles: Troubles) -> None:
        self.window = window
        self.name = name
        self.troubles = troubles
        # Where in the whole the last end of a CDATA was found: not looked for again before that.
        self._close = -1
        # Up to where in the whole an element is known not to end.
        self._endless: dict[str, int] = {}

    def read(self, raw: str, begun: int, place: str) -> str | None:
        """Return the text of an element, and move behind it; None if it is cut off or too long.

        `begun` is the length of its start tag.
        """
        window = self.window
        # (from, to) of each CDATA, counted from the start tag.
        marked: list[tuple[int, int]] = []
        searched = begun
        mended = False
        if window.before + window.at < self._endless.get(raw, -1):
            return self._unclosed(raw, begun, marked, place)
        while True:
            found = ends(raw).search(window.text, window.at + searched)
            if not found:
                # What is looked for may be cut in two by the end of what is held.
                searched = max(searched, window.held - len(raw) - 64)
                if window.held > LONGEST:
                    self._too_long(place)
                    return None
                if not window.more():
                    self._cut_off()
                    return None
                continue
            at, token = found.start() - window.at, found[0]
            if token == OPEN:
                close = self._find_close(at + len(OPEN))
                if close < 0:
                    return self._endless_cdata(raw, at + len(OPEN), place)
                within = self._ends_within(raw, at + len(OPEN), close)
                if within >= 0:
                    marked.append((at + len(OPEN), within))
                    self.troubles.add(place, Kind.CDATA_OPEN, raw)
                    return self._done(marked, within, within + len(raw) + 3, begun, mended, place)
                marked.append((at + len(OPEN), close))
                searched = close + len(CLOSE)
            elif token == CLOSE:
                # No text may hold this: it belongs to the CDATA, which goes on to here.
                if marked:
                    marked = [(marked[0][0], at)]
                    mended = True
                self.troubles.add(place, Kind.CDATA, raw)
                searched = at + len(CLOSE)
            elif token.startswith(f"</{raw}"):
                return self._done(marked, at, found.end() - window.at, begun, mended, place)
            else:
                self._endless[raw] = window.before + found.start()
                if len(self._endless) > MOST_ENDLESS:
                    raise NotAnExport(Reason.ENDLESS, self.name)
                return self._unclosed(raw, begun, marked, place)

    def _find_close(self, offset: int) -> int:
        window = self.window
        known = self._close - window.before - window.at
        if known >= offset:
            return known
        close = window.find(CLOSE, offset, offset + LONGEST)
        if close >= 0:
            self._close = window.before + window.at + close
        return close

    def _ends_within(self, raw: str, start: int, close: int) -> int:
        """Return where the element ends within a CDATA that ends another element's text; -1 for nowhere."""
        window = self.window
        while window.held < close + 256 and window.more():
            pass
        after = NEXT_END.match(window.text, window.at + close)
        if not after or after[1] == raw:
            return -1
        within = window.text.find(f"</{raw}>", window.at + start, window.at + close)
        return within - window.at if within >= 0 else -1

    def _endless_cdata(self, raw: str, start: int, place: str) -> str | None:
        window = self.window
        if window.held >= start + LONGEST:
            window.at += start
            window.skip_past(CLOSE)
            self.troubles.add(place, Kind.TOO_LONG, raw)
        else:
            self._cut_off()
        return None

    def _cut_off(self) -> None:
        """Pass over what is left: it is part of something that is not whole."""
        self.window.at = len(self.window.text)

    def _too_long(self, place: str) -> None:
        self._cut_off()
        self.troubles.add(place, Kind.TOO_LONG)

    def _unclosed(self, raw: str, begun: int, marked: list[tuple[int, int]], place: str) -> str:
        """Return the text up to the next tag."""
        window = self.window
        self.troubles.add(place, Kind.UNCLOSED, raw)
        if marked:
            start, end = marked[-1]
            text = window.text[window.at + start : window.at + end]
            window.at += end + len(CLOSE)
            return text
        end = window.text.find("<", window.at + begun)
        text = window.text[window.at + begun : end if end >= 0 else None]
        window.at = end if end >= 0 else len(window.text)
        return resolved(text, place, self.troubles)

    def _done(self, marked: list[tuple[int, int]], end: int, behind: int, begun: int, mended: bool, place: str) -> str:
        window = self.window
        held, base = window.text, window.at
        parts, here = [], begun
        for start, close in marked:
            parts.append(self._unmarked(held[base + here : base + start - len(OPEN)], place))
            text = held[base + start : base + close]
            parts.append(text.replace(PARTED, CLOSE) if mended else text)
            here = close + len(CLOSE)
        if here < end:
            parts.append(self._unmarked(held[base + here : base + end], place))
        window.at += behind
        return "".join(parts)

    def _unmarked(self, text: str, place: str) -> str:
        """Return what stands outside CDATA: XML, or markup that somebody forgot to mark as a text."""
        if "<" in text:
            without = COMMENT.sub("", text)
            if "<" in without:
                self.troubles.add(place, Kind.MARKUP)
                return text
            text = without
        return resolved(text, place, self.troubles)
