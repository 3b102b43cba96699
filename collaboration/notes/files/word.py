"""Word's .docx: paragraphs with their styles, lists and tables.

Source: ECMA-376, part 1, WordprocessingML. Style names are English in every language of Word.
"""

import re

from collaboration.notes.files.growing import GrowingLines
from collaboration.notes.files.limits import Package
from collaboration.notes.lines import Line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same for documents that are saved as “strict”.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"heading ([1-9])")
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


def _name(tag: str) -> str:
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _value(element, name: str = "val") -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or ""


def _styles(package: Package) -> dict[str, str]:
    """Return {style: “title”, “heading 1” to “heading 9”, or “list”}, through what a style is based on."""
    if not package.has("word/styles.xml"):
        return {}
    found, based, style = {}, {}, ""
    for event, element in package.events("word/styles.xml"):
        name = _name(element.tag)
        if event == "start" and name == "style":
            style = _value(element, "styleId")
        elif event == "end" and style and name == "name":
            found[style] = _value(element).lower()
        elif event == "end" and style and name == "basedOn":
            based[style] = _value(element)
        elif event == "end" and name == "style":
            style = ""
    kinds = {}
    for style in found:
        at, steps = style, 0
        while at and steps < 20 and not _is_telling(found.get(at, "")):
            at, steps = based.get(at, ""), steps + 1
        if _is_telling(found.get(at, "")):
            kinds[style] = found[at]
    return kinds


def _is_telling(name: str) -> bool:
    return name == "title" or bool(_HEADING.fullmatch(name)) or name.startswith("list ")


def lines_of_docx(package: Package) -> list[Line]:
    """Return the lines of a document. What was deleted with “track changes” is left out. Raises CannotRead."""
    styles, grown = _styles(package), GrowingLines()
    # Paragraphs, rows and cells may stand within one another.
    paragraphs: list[_Paragraph] = []
    tables: list[list[str]] = []
    unseen = 0
    for event, element in package.events("word/document.xml"):
        name = _name(element.tag)
        if element.tag.endswith("}Fallback"):
            unseen += 1 if event == "start" else -1
        if unseen:
            continue
        if event == "start":
            if name == "p":
                paragraphs.append(_Paragraph())
            elif name == "tr":
                tables.append([])
            elif name == "tc" and tables:
                tables[-1].append("")
            continue
        paragraph = paragraphs[-1] if paragraphs else None
        if name == "p" and paragraph:
            paragraphs.pop()
            if tables and tables[-1]:
                tables[-1][-1] += f"{paragraph.text}\n"
            else:
                paragraph.take(grown, styles)
        elif name == "tr" and tables:
            row = [cell.strip() for cell in tables.pop()]
            if tables and tables[-1]:
                tables[-1][-1] += "\n".join(row)
            else:
                grown.add_row(row)
        elif paragraph:
            paragraph.notice(name, element)
        element.clear()
    return grown.lines


class _Paragraph:
    def __init__(self) -> None:
        self.text = ""
        self.style = ""
        self.depth = 0
        self.in_list = False
        self._bold = False
        self._all_bold = True

    def notice(self, name: str, element) -> None:
        """Take what an element of the paragraph says when it ends; a run's properties come before its text."""
        if name == "t":
            written = element.text or ""
            self.text += written
            self._all_bold = self._all_bold and (self._bold or not written.strip())
        elif name in _BREAKS:
            self.text += _BREAKS[name]
        elif name == "b":
            self._bold = _value(element) not in {"0", "false", "off"}
        elif name == "r":
            self._bold = False
        elif name == "rPr" and not self.text:
            # The paragraph mark's own properties come with the paragraph's.
            pass
        elif name == "pPr":
            self._bold = False
        elif name == "pStyle":
            self.style = _value(element)
        elif name == "ilvl":
            self.depth = int(_value(element)) if _value(element).isdigit() else 0
        elif name == "numId":
            self.in_list = _value(element) != "0"

    def take(self, grown: GrowingLines, styles: dict[str, str]) -> None:
        style = styles.get(self.style, "")
        heading = _HEADING.fullmatch(style)
        in_list = (self.in_list or (style.startswith("list ") and style != "list paragraph")) and not heading
        grown.add(
            self.text,
            level=int(heading[1]) if heading else 0,
            depth=self.depth + 1 if in_list else 0,
            strong=self._all_bold,
            gap=not in_list,
            is_title=style == "title",
        )
