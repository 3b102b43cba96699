"""Read the demo's input: the page of a blog, as it was saved as text."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from collaboration.notes.draft import Section
from collaboration.notes.headings import Party
from collaboration.notes.reading import read_text
from collaboration.reading import LIST_KINDS
from config.demo.texts import ORGANISATIONS
from home.text.normalise import name_key

SEED = Path(__file__).with_name("hva-er-vi-gode-pa.txt")

# Whose a list is: an organisation's, by its short name, or nobody's in particular, or this.
SHARED = "shared"
PARTIES = tuple(Party(each.short_name, (each.name, each.short_name)) for each in ORGANISATIONS)
BLOCK_OF = {kind.value: block for block, kind in LIST_KINDS.items()}

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
    """Read the page as an editor's notes are read, but leave nothing to anybody's judgement.

    Raises ValueError for what is not a list of known kind and owner, or would be lost.
    """
    draft = read_text(text, PARTIES)
    if draft.title is None or draft.text:
        raise ValueError(f"There is text between the lists: {[piece.text for piece in draft.text]}")
    introduction = "\n".join(piece.text for piece in draft.introduction)
    return Seed(draft.title.text, introduction, tuple(_list(section) for section in draft.sections))


def _list(section: Section) -> SeedList:
    if section.kind is None or section.unknown:
        raise ValueError(f"“{section.heading}” stands above a list, and is not known.")
    whose = SHARED if section.shared else "".join(str(party.key) for party in section.parties)
    entries = tuple(item.verbatim for item in section.items)
    return SeedList(BLOCK_OF[section.kind], whose, section.shown, entries)


@cache
def read() -> Seed:
    """Return the post as it stands in the file."""
    return parse(SEED.read_text(encoding="utf-8"))


def term_name(wording: str) -> str:
    """Return what the term is called: as it was said, with a capital letter."""
    name = CORRECTIONS.get(name_key(wording), wording)
    return name[:1].upper() + name[1:]
