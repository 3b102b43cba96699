"""Notes in many shapes, each line with what it should be read as, said before they were ever read.

Left of the sign stands the expectation: T title, X introduction or text, H heading, A set aside, + goes on with the
line above, row a table's row; or a kind of list, with the organisation after a stroke (= is shared).
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from collaboration.notes.draft import Draft

FOLDER = Path(__file__).with_name("corpus")
KINDS = {"competency": "comp", "challenge": "chal", "goal": "goal", "means": "mean", None: "unso"}
SEED = Path(__file__).resolve().parents[3] / "config/demo/hva-er-vi-gode-pa.txt"


@dataclass(frozen=True)
class Note:
    name: str
    text: str
    expected: dict[int, str]


def notes():
    found = []
    for path in sorted(FOLDER.glob("*.notes")):
        rows = [line.split("¦", 1) for line in path.read_text(encoding="utf-8").splitlines()]
        expected = {number: code.strip() for number, (code, _text) in enumerate(rows, 1) if code.strip()}
        found.append(Note(path.stem, "\n".join(text for _code, text in rows), expected))
    return found


def as_read(draft: Draft) -> dict[int, str]:
    """Return {line: what it was read as}, in the words of the corpus."""
    found: dict[int, str] = {}
    places = Counter()
    if draft.title:
        found.update(dict.fromkeys(draft.title.lines, "T"))
    for piece in (*draft.introduction, *draft.text):
        found.update(dict.fromkeys(piece.lines, "X"))
    for piece in draft.set_aside:
        found.update(dict.fromkeys(piece.lines, "A"))
    for section in draft.sections:
        found.update(dict.fromkeys(section.lines, "H"))
        whose = "=" if section.shared else "+".join(section.whose)
        for item in section.items:
            code = f"{KINDS[section.kind]}/{whose}" if whose else KINDS[section.kind]
            first, *more = item.lines
            places[first] += 1
            found[first] = "row" if item.reason.why == "row" else code
            found.update(dict.fromkeys(more, "+"))
    return found
