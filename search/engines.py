"""The table of words, as each database makes it: found by a document's number, asked with the same expression.

Words are made and weighed in Python (`search.words`), the same for both. PostgreSQL keeps them as a `tsvector` of
tokens that it does not look into, SQLite as the columns of an FTS5 table. A trigger lets them go with their document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL

from search.expressions import All, Expression, Phrase, Prefix, Term
from search.words import WEIGHTS, Token

TABLE = "search_tokens"
# How much a word counts in the title, in other names and inside the title's words, in the text, and inside its words.
COUNTS = {"A": 10.0, "B": 5.0, "C": 1.5, "D": 0.5}
NAMES = "AB"

_is_ready: ContextVar[bool] = ContextVar("is_ready", default=False)


class Postgres:
    """A `tsvector` of tokens with their places and weights, in a GIN index."""

    @staticmethod
    @contextmanager
    def ready() -> Iterator[None]:
        """Ask within this. The question is long and its answer short: compiling it takes seconds, and saves nothing.

        Once within it, it is not set again.
        """
        if _is_ready.get():
            yield
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
            token = _is_ready.set(True)
            try:
                yield
            finally:
                _is_ready.reset(token)

    @staticmethod
    def _vector(tokens: Iterable[Token]) -> str:
        places: dict[str, dict[int, str]] = {}
        for token in tokens:
            at = places.setdefault(token.text, {})
            position = min(token.position, 16_383)
            at[position] = min(at.get(position, token.weight), token.weight)
        return " ".join(
            f"'{_quoted(text)}':{','.join(f'{position}{weight}' for position, weight in sorted(at.items())[:250])}"
            for text, at in places.items()
        )

    @classmethod
    def write(cls, rows: Mapping[int, Sequence[Token]]) -> None:
        """Keep the tokens of documents, by their numbers."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (id, tokens) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens",
                [(pk, cls._vector(tokens)) for pk, tokens in rows.items()],
            )

    @classmethod
    def matching(cls, documents: Any, expression: Expression, names_only: bool = False) -> Any:
        """Return those of the documents that the expression is true of."""
        asked = cls._written(expression, names_only)
        return documents.extra(tables=[TABLE], where=[f"{TABLE}.id = search_document.id", _AT], params=[asked])

    @classmethod
    def score(cls, expression: Expression, names_only: bool = False) -> RawSQL:
        """Return how well a matching document answers, the more the better."""
        weights = ",".join(str(COUNTS[weight] / COUNTS["A"]) for weight in reversed(WEIGHTS))
        asked = cls._written(expression, names_only)
        sql = f"ts_rank(%s::real[], {TABLE}.tokens, %s::tsquery, 1)"
        return RawSQL(sql, [f"{{{weights}}}", asked], output_field=models.FloatField())

    @classmethod
    def _written(cls, expression: Expression, names_only: bool) -> str:
        only = NAMES if names_only else ""

        def one(alternative: Any) -> str:
            match alternative:
                case Term(token):
                    return f"'{_quoted(token)}'" + (f":{only}" if only else "")
                case Prefix(token):
                    return f"'{_quoted(token)}':*{only}"
                case Phrase(tokens):
                    return "(" + " <-> ".join(f"'{_quoted(token)}'" for token in tokens) + ")"
                case All(parts):
                    return "(" + " & ".join(map(one, parts)) + ")"
            raise TypeError(alternative)

        groups = ["(" + " | ".join(map(one, group)) + ")" for group in expression.groups]
        found = (" & " if expression.every else " | ").join(groups)
        without = "".join(f" & !{one(alternative)}" for alternative in expression.without)
        return f"({found}){without}"


_AT = f"{TABLE}.tokens @@ %s::tsquery"


class Sqlite:
    """An FTS5 table with a column for each weight. Tokens are separated by spaces and looked into no further."""

    ready = staticmethod(nullcontext)

    @staticmethod
    def write(rows: Mapping[int, Sequence[Token]]) -> None:
        """Keep the tokens of documents, by their numbers."""
        written: list[tuple[Any, ...]] = []
        for pk, tokens in rows.items():
            columns: dict[str, list[str]] = {weight: [] for weight in WEIGHTS}
            last: dict[str, int] = {}
            for token in sorted(tokens, key=lambda token: token.position):
                # What does not stand side by side must not be a phrase.
                if token.position > last.get(token.weight, token.position) + 1:
                    columns[token.weight].append("_")
                last[token.weight] = token.position
                columns[token.weight].append(token.text)
            written.append((pk, *(" ".join(columns[weight]) for weight in WEIGHTS)))
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in rows])
            cursor.executemany(f"INSERT INTO {TABLE} (rowid, a, b, c, d) VALUES (%s, %s, %s, %s, %s)", written)

    @classmethod
    def matching(cls, documents: Any, expression: Expression, names_only: bool = False) -> Any:
        """Return those of the documents that the expression is true of."""
        # The plus: words are looked for first, and then their documents, never the other way round.
        where = [f"search_document.id = +{TABLE}.rowid", f"{TABLE} MATCH %s"]
        return documents.extra(tables=[TABLE], where=where, params=[cls._written(expression, names_only)])

    @staticmethod
    def score(expression: Expression, names_only: bool = False) -> RawSQL:
        """Return how well a matching document answers, the more the better."""
        weights = ", ".join(str(COUNTS[weight]) for weight in WEIGHTS)
        return RawSQL(f"-bm25({TABLE}, {weights})", [], output_field=models.FloatField())

    @staticmethod
    def _written(expression: Expression, names_only: bool) -> str:
        def one(alternative: Any) -> str:
            match alternative:
                case Term(token):
                    return f'"{token}"'
                case Prefix(token):
                    return f'"{token}" *'
                case Phrase(tokens):
                    return f'"{" ".join(tokens)}"'
                case All(parts):
                    return "(" + " AND ".join(map(one, parts)) + ")"
            raise TypeError(alternative)

        groups = ["(" + " OR ".join(map(one, group)) + ")" for group in expression.groups]
        found = (" AND " if expression.every else " OR ").join(groups)
        if names_only:
            found = f"{{a b}} : ({found})"
        without = " OR ".join(map(one, expression.without))
        return f"({found}) NOT ({without})" if without else found


def _quoted(token: str) -> str:
    return token.replace("\\", "\\\\").replace("'", "''")


def engine(vendor: str = "") -> Any:
    """Return how the database at hand keeps words."""
    return Postgres if (vendor or connection.vendor) == "postgresql" else Sqlite
