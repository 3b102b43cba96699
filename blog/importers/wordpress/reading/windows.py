"""A text that comes in pieces, of which no more is held than is being looked at."""

from __future__ import annotations

from collections.abc import Iterator


class Window:
    """The text held, and where in it reading has come to."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.text = ""
        self.at = 0
        # How much was let go of before the text held: positions in the whole are counted from here.
        self.before = 0
        self._pieces = pieces
        self._ended = False

    @property
    def held(self) -> int:
        return len(self.text) - self.at

    def more(self) -> bool:
        """Let go of what was read and hold at least twice of what was not; False at the end of it all.

        Twice, so that to look for the end of something long takes a time that grows as its length, no faster.
        """
        if self._ended:
            return False
        parts = [self.text[self.at :]]
        wanted, got = max(len(parts[0]), 1), 0
        for piece in self._pieces:
            parts.append(piece)
            got += len(piece)
            if got >= wanted:
                break
        else:
            self._ended = True
        self.before += self.at
        self.text, self.at = "".join(parts), 0
        return got > 0

    def find(self, what: str, offset: int, most: int) -> int:
        """Return how far from here something is, or -1 where it is not within `most`."""
        while True:
            found = self.text.find(what, self.at + offset)
            if found >= 0:
                return found - self.at
            offset = max(offset, self.held - len(what) + 1)
            if self.held > most or not self.more():
                return -1

    def skip_past(self, what: str) -> bool:
        """Read on until behind something, holding nothing of what lies before it."""
        while True:
            found = self.text.find(what, self.at)
            if found >= 0:
                self.at = found + len(what)
                return True
            self.at = max(self.at, len(self.text) - len(what) + 1)
            if not self.more():
                self.at = len(self.text)
                return False
