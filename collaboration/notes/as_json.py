"""A draft with its decisions as one JSON object, for other programs."""

from collections.abc import Sequence
from typing import Any

from collaboration.notes.deciding import Decided, DecidedSection
from collaboration.notes.draft import Draft

UNSORTED = "unsorted"


def as_json(draft: Draft, decided: Sequence[DecidedSection]) -> dict[str, Any]:
    """Return the object. An organisation that is not known yet is given by the name that was found."""
    return {
        "title": draft.title.text if draft.title else "",
        "introduction": "\n\n".join(piece.text for piece in draft.introduction),
        "sections": [_section(each) for each in decided],
        "text": [{"lines": list(piece.lines), "text": piece.text} for piece in draft.text],
        "set_aside": [
            {"lines": list(piece.lines), "text": piece.text, "reason": str(piece.reason)} for piece in draft.set_aside
        ],
    }


def _section(each: DecidedSection) -> dict[str, Any]:
    section = each.section
    return {
        "heading": section.heading,
        "kind": section.kind.value if section.kind else UNSORTED,
        "organisation": ", ".join(section.whose) or None,
        "shared": section.shared,
        "items": [_item(item) for item in each.items],
    }


def _item(decided: Decided) -> dict[str, Any]:
    return {
        "verbatim": decided.item.verbatim,
        "lines": list(decided.item.lines),
        "decision": decided.match.decision.value,
        "term": decided.name or None,
        "score": decided.match.score,
        "reason": str(decided.match.reason),
    }
