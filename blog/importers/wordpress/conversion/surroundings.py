"""What those who write down quotations, tables and pictures need of whoever walks through the text."""

from __future__ import annotations

from typing import Protocol

from lxml.html import HtmlElement

from blog.importers.wordpress.conversion.lines import Style
from blog.importers.wordpress.pieces import Piece


class Surroundings(Protocol):
    """The text around an element: what is in the element is asked of it, and told to it."""

    # (name, the visible text that was kept) of what has no place here.
    unknown: list[tuple[str, str]]

    def inside(
        self, element: HtmlElement, style: Style, *, without: HtmlElement | None = None, in_figure: bool = False
    ) -> list[Piece]:
        """Return the pieces within an element, without writing them down."""
