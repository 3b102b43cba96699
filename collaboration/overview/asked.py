"""What an address asks of an overview, and the address that asks for it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from collaboration.overview.matrix import Choice, Group, Order
from home.text.normalise import name_key

LONGEST = 100


@dataclass
class Asked:
    """What was asked, in the words of the address and as a Choice; `unknown` tells what could not be made sense of."""

    choice: Choice
    query: str = ""
    unknown: list[str] = field(default_factory=list)


def read(
    asked: QueryDict,
    *,
    organisations: Mapping[int, Any],
    sessions: Mapping[int, Any],
    themes: Container[str],
    statuses: Container[str] = (),
) -> Asked:
    """Read an address. What it asks for that isn't there is left out, and said."""
    unknown: list[str] = []

    def leave_out(value: str) -> None:
        unknown.append(not_here(value))

    def found(value: str, rows: Mapping[int, Any]) -> int | None:
        pk = next((pk for pk, row in rows.items() if row.slug == value), None)
        if value and pk is None:
            leave_out(value)
        return pk

    def columns(name: str) -> frozenset[Any]:
        given = dict.fromkeys(asked.getlist(name)[:LONGEST])
        return frozenset(pk for value in given if (pk := found(value, organisations)) is not None)

    def member(kind: type[Group] | type[Order], name: str) -> Any:
        value = asked.get(name, "")
        if value in list(kind):
            return kind(value)
        if value:
            leave_out(value)
        return None

    query = " ".join(asked.get("q", "")[:LONGEST].split())

    def one_of(name: str, known: Container[str]) -> str:
        value = asked.get(name, "")
        if value and value not in known:
            leave_out(value)
            return ""
        return value

    choice = Choice(
        words=tuple(name_key(query).split()),
        named_by=columns("by"),
        not_named_by=columns("not"),
        group=member(Group, "group"),
        theme=one_of("theme", themes),
        status=one_of("status", statuses),
        session=found(asked.get("session", ""), sessions),
        not_since=found(asked.get("since", ""), sessions),
        order=member(Order, "order") or Order.GROUP,
    )
    return Asked(choice, query, unknown=list(dict.fromkeys(unknown)))


def not_here(value: str) -> str:
    """Return what is told of something that isn't there."""
    return _("There is nothing here by the name “%(slug)s”.") % {"slug": value[:LONGEST]}


def address(**asked: Any) -> str:
    """Return the query that asks for something; what is empty is left out."""
    pairs = {name: value for name, value in asked.items() if value not in ("", None, [], ())}
    return f"?{urlencode(pairs, doseq=True)}" if pairs else ""
