"""A draft as an editor decides on it: plain values that can be kept as JSON, and a post be made of."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from collaboration.notes.deciding import Accept, Decided, DecidedSection
from collaboration.notes.draft import Draft
from collaboration.notes.matching import Decision
from collaboration.notes.reasons import Reason, Why
from home.text.words import letters_key

ORGANISATIONS, SHARED, UNATTRIBUTED = "organisations", "shared", "unattributed"


@dataclass(frozen=True)
class Suggestion:
    """A term that may be the entry's. Without a `term` it is one that these notes name, by `name`."""

    term: int | None
    name: str
    score: float
    reason: str
    detail: str
    confident: bool


@dataclass(frozen=True)
class ReviewedItem:
    """An entry: its words, and its term, which is there already (`term`) or new (by `name`).

    `waits`: nobody has said yet whether the suggestion is right; until then the entry has a term of its own.
    `reason` is why it has its term, as long as that is how the notes were read.
    """

    verbatim: str
    lines: tuple[int, ...]
    name: str
    term: int | None = None
    note: str = ""
    waits: bool = False
    suggestion: Suggestion | None = None
    split: tuple[str, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True)
class ReviewedSection:
    """A list. `organisations` are known ones by their keys, `new_organisations` the names of others.

    `reasons` are those for its kind and its owner.
    """

    heading: str
    kind: str
    attribution: str
    organisations: tuple[int, ...] = ()
    new_organisations: tuple[str, ...] = ()
    items: tuple[ReviewedItem, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Passage:
    """Words that are no entry of a list, and why."""

    text: str
    reason: Reason


@dataclass(frozen=True)
class Reviewed:
    """All of it. `text` stands in the post as running text; `set_aside` does not.

    `present` are the organisations that were there, by their keys.
    """

    title: str
    introduction: str
    sections: tuple[ReviewedSection, ...] = ()
    text: tuple[Passage, ...] = ()
    set_aside: tuple[Passage, ...] = ()
    present: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Reviewed":
        """Return what was kept as JSON."""
        sections = [
            ReviewedSection(
                **{
                    **section,
                    "organisations": tuple(section["organisations"]),
                    "new_organisations": tuple(section["new_organisations"]),
                    "items": tuple(_item(item) for item in section["items"]),
                    "reasons": tuple(_reason(reason) for reason in section["reasons"]),
                }
            )
            for section in kept["sections"]
        ]
        text, aside = (
            tuple(Passage(each["text"], _reason(each["reason"])) for each in kept[name])
            for name in ("text", "set_aside")
        )
        return cls(kept["title"], kept["introduction"], tuple(sections), text, aside, tuple(kept["present"]))

    @property
    def waiting(self) -> int:
        """How many entries wait for somebody to decide."""
        return sum(item.waits for section in self.sections for item in section.items)


def _item(kept: dict[str, Any]) -> ReviewedItem:
    return ReviewedItem(
        **{
            **kept,
            "lines": tuple(kept["lines"]),
            "split": tuple(kept["split"]),
            "suggestion": kept["suggestion"] and Suggestion(**kept["suggestion"]),
            "reason": kept["reason"] and _reason(kept["reason"]),
        }
    )


def _reason(kept: dict[str, str]) -> Reason:
    return Reason(Why(kept["why"]), kept["detail"])


def reviewed(
    draft: Draft, decided: Sequence[DecidedSection], accept: Accept | None, present: Iterable[int] = ()
) -> Reviewed:
    """Return the draft with what is taken unseen (nothing but identical wordings, if `accept` is None)."""
    return Reviewed(
        title=draft.title.text if draft.title else "",
        introduction="\n\n".join(piece.text for piece in draft.introduction),
        sections=tuple(_section(each, accept) for each in decided),
        text=tuple(Passage(piece.text, piece.reason) for piece in draft.text),
        set_aside=tuple(Passage(piece.text, piece.reason) for piece in draft.set_aside),
        present=tuple(present),
    )


def _section(each: DecidedSection, accept: Accept | None) -> ReviewedSection:
    section = each.section
    named = bool(section.parties or section.unknown)
    return ReviewedSection(
        heading=section.shown,
        kind=section.kind.value if section.kind else "",
        attribution=ORGANISATIONS if named else SHARED if section.shared else UNATTRIBUTED,
        organisations=tuple(int(str(party.key)) for party in section.parties),
        new_organisations=section.unknown,
        items=tuple(_reviewed_item(item, accept) for item in each.items),
        reasons=section.reasons,
    )


def _reviewed_item(decided: Decided, accept: Accept | None) -> ReviewedItem:
    match, term = decided.match, decided.match.term
    key = term.key if term and isinstance(term.key, int) else None
    taken = decided.is_taken(accept or Accept.IDENTICAL)
    suggestion = None
    if match.decision is Decision.SUGGESTED:
        suggestion = Suggestion(key, decided.name, match.score, match.reason.why, match.reason.detail, match.confident)
    return ReviewedItem(
        verbatim=decided.item.verbatim,
        lines=decided.item.lines,
        name=decided.name if taken else decided.own_name,
        term=key if taken else None,
        note=decided.item.note,
        waits=accept is None and not taken,
        suggestion=suggestion,
        split=decided.split,
        reason=match.reason,
    )


def digest_of(lines: Iterable[str]) -> str:
    """Return by what the same notes are known again: space, punctuation and letter case do not count."""
    keys = (letters_key(line) for line in lines if line.strip())
    return hashlib.sha256("\n".join(keys).encode("utf-8", "surrogatepass")).hexdigest()
