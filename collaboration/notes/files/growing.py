"""Lines of a document that has paragraphs, lists and tables, numbered as they come."""

from collaboration.notes.lines import Line, formed_line, wording_of
from collaboration.notes.reasons import Why

MOST_DEPTH = 99


class GrowingLines:
    """What a reader of documents tells paragraph by paragraph becomes lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(
        self,
        text: str,
        *,
        level: int = 0,
        depth: int = 0,
        strong: bool = False,
        gap: bool = True,
        is_title: bool = False,
        aside: Why | None = None,
    ) -> None:
        """Add a paragraph; what broke within it becomes a line of its own, without a gap."""
        for part in text.splitlines():
            if part.strip():
                self.lines.append(
                    formed_line(
                        len(self.lines) + 1,
                        part,
                        level=level,
                        depth=min(depth, MOST_DEPTH),
                        strong=strong,
                        gap=gap and bool(self.lines),
                        is_title=is_title,
                        aside=aside,
                    )
                )
                gap, is_title = False, False

    def add_row(self, cells: list[str], *, gap: bool = False, aside: Why | None = None) -> None:
        """Add a table's row; one with text in a single cell of all is a paragraph like others."""
        filled = [cell for cell in cells if cell.strip()]
        if not filled:
            return
        if len(cells) == 1:
            self.add(cells[0], gap=True, aside=aside)
            return
        text = " | ".join(wording_of(" ".join(cell.split())) for cell in filled)
        row = tuple(cell.strip() for cell in cells)
        self.lines.append(Line(len(self.lines) + 1, text, gap=gap and bool(self.lines), cells=row, aside=aside))
