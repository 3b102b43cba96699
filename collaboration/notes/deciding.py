"""Find the term of each entry of a draft: one that is there, one that is likely, or a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from collaboration.notes.draft import Draft, Item, Section
from collaboration.notes.kinds import Kind
from collaboration.notes.matching import Decision, Known, Match, Matcher
from collaboration.notes.reasons import Reason, Why
from collaboration.notes.splitting import offered_split

LONGEST_NAME = 255


class Accept(StrEnum):
    """Which suggestions are taken without anybody looking at them."""

    CONFIDENT = "confident"
    IDENTICAL = "identical"


@dataclass(frozen=True)
class Decided:
    """An entry with its term. `first` is the line of the entry that first named a term that is new."""

    item: Item
    match: Match
    name: str
    first: int = 0
    split: tuple[str, ...] = ()

    @property
    def own_name(self) -> str:
        """What the entry's term is called if it is a new one."""
        return new_name(self.item.verbatim)

    def is_taken(self, accept: Accept) -> bool:
        """Return whether the term found is the entry's, where nobody looks at it."""
        return self.match.decision is not Decision.SUGGESTED or (accept is Accept.CONFIDENT and self.match.confident)


@dataclass(frozen=True)
class DecidedSection:
    """A list, with its entries decided."""

    section: Section
    items: tuple[Decided, ...]


def new_name(wording: str) -> str:
    """Return what a new term is called: as it was said, with a capital letter, and not longer than a name can be."""
    name = wording[:1].upper() + wording[1:]
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 1].rsplit(' ', 1)[0]}…"


def decide(
    draft: Draft, known: Mapping[Kind, Iterable[Known]], language: str, accept: Accept = Accept.CONFIDENT
) -> tuple[DecidedSection, ...]:
    """Return the lists of a draft with each entry's term.

    An entry like one above it goes to the same new term: the same wording is one term, however many said it.
    """
    said: dict[Kind, list[str]] = {}
    for section in draft.sections:
        if section.kind:
            said.setdefault(section.kind, []).extend(item.verbatim for item in section.items)
    matchers = {kind: Matcher(known.get(kind, ()), language, texts) for kind, texts in said.items()}
    firsts: dict[tuple[Kind, str], int] = {}
    return tuple(
        DecidedSection(section, tuple(_decided(item, section.kind, matchers, firsts, accept) for item in section.items))
        for section in draft.sections
    )


def _decided(
    item: Item,
    kind: Kind | None,
    matchers: Mapping[Kind, Matcher],
    firsts: dict[tuple[Kind, str], int],
    accept: Accept,
) -> Decided:
    split = offered_split(item.verbatim)
    if kind is None:
        return Decided(item, Match(Decision.NEW, None, 0.0, Reason(Why.UNSORTED)), "", split=split)
    match = matchers[kind].match(item.verbatim)
    # A term without a key is one that these notes name for the first time.
    first = firsts.get((kind, match.term.name), 0) if match.term and match.term.key is None else 0
    if first and match.decision is Decision.EXISTING:
        match = Match(Decision.NEW, match.term, 100.0, Reason(Why.REPEATED, str(first)))
    name = match.term.name if match.term else new_name(item.verbatim)
    decided = Decided(item, match, name, first, split)
    if match.term is None or not decided.is_taken(accept):
        own = new_name(item.verbatim)
        if (kind, own) not in firsts:
            firsts[kind, own] = item.lines[0]
            matchers[kind].add(Known(None, own, (item.verbatim,)))
    elif match.term.key is None:
        matchers[kind].add(Known(None, match.term.name, (item.verbatim,)))
    return decided
