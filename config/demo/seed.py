"""Read the demo's input: the page of a blog, as it was saved as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from home.text.normalise import name_key

SEED = Path(__file__).with_name("hva-er-vi-gode-pa.txt")

# What follows is the blog's advertising and its comment form.
TAIL = "Reklamer"

# The lists by their headings: what is said, and of which organisation (by its short name), if any.
SHARED = "shared"
LISTS = {
    "Hva er vi gode på? (felles for flere)": ("competencies", SHARED),
    "Akershus:": ("competencies", "Akershus"),
    "Vestfold:": ("competencies", "Vestfold"),
    "Østfold:": ("competencies", "Østfold"),
    "Buskerud:": ("competencies", "Buskerud"),
    "Hva er de største utfordringene?": ("challenges", ""),
    "Hva vil vi få til?": ("goals", ""),
    "Gjennom å:": ("means", ""),
}

# Terms that are spelt otherwise than they were written; the wording stays as it is.
CORRECTIONS = {"universell uforming": "Universell utforming"}


@dataclass(frozen=True)
class SeedList:
    """One list: the block type it belongs in, whose it is, its heading, and the entries as written."""

    block_type: str
    whose: str
    heading: str
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Seed:
    """The post: title, introduction, and the lists in their order."""

    title: str
    introduction: str
    lists: tuple[SeedList, ...]


def parse(text: str) -> Seed:
    """Read the page. Indented lines are entries; of a line, only the space around it is dropped.

    Raises KeyError for a list whose heading is not known, ValueError for an entry under no heading.
    """
    content = []
    for line in text.splitlines():
        if line.strip() == TAIL:
            break
        if line.strip():
            content.append((line.strip(), line[0].isspace()))
    (title, _indented), (introduction, _indented), *rest = content
    lists: list[tuple[str, list[str]]] = []
    for line, indented in rest:
        if not indented:
            lists.append((line, []))
        elif not lists:
            raise ValueError(f"“{line}” stands under no heading.")
        else:
            lists[-1][1].append(line)
    # The title broke between two words that a space without a break holds together.
    return Seed(" ".join(title.split()), introduction, tuple(_list(heading, entries) for heading, entries in lists))


def _list(heading: str, entries: Iterable[str]) -> SeedList:
    block_type, whose = LISTS[heading]
    # Whose a list is stands beside it already: its heading says the rest.
    shown = heading.removesuffix(" (felles for flere)") if whose in ("", SHARED) else ""
    return SeedList(block_type, whose, shown, tuple(entries))


@cache
def read() -> Seed:
    """Return the post as it stands in the file."""
    return parse(SEED.read_text(encoding="utf-8"))


def term_name(wording: str) -> str:
    """Return what the term is called: as it was said, with a capital letter."""
    name = CORRECTIONS.get(name_key(wording), wording)
    return name[:1].upper() + name[1:]
