"""How well and how fast searches answer, at several sizes, on both databases, beside Wagtail's own search.

Each database is filled and asked in a process of its own, `python -m tests.bench.search SIZE`; it writes JSON to
standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.report import table
from tests.bench.search_texts import fill

SIZES = (100, 10_000, 100_000)
# Wagtail's own search is compared, and what is found is judged, up to this size: its index takes longer than all else.
MOST_JUDGED = 10_000
TIMES = 3
# Instead of a size: the demo, and the searches that belong to it.
DEMO = 0
COLUMNS = (
    ("database", "database", "{}"),
    ("documents", "documents", "{}"),
    ("build", "build s", "{:.0f}"),
    ("mb", "index MB", "{:.0f}"),
    ("median_ms", "search ms", "{:.0f}"),
    ("p95_ms", "p95", "{:.0f}"),
    ("worst_ms", "worst", "{:.0f}"),
    ("suggest_ms", "suggest ms", "{:.0f}"),
    ("recall", "recall@10", "{:.2f}"),
    ("precision", "precision@5", "{:.2f}"),
    ("plain_recall", "Wagtail's recall", "{:.2f}"),
    ("plain_precision", "Wagtail's precision", "{:.2f}"),
)


# --- In a process of its own ---------------------------------------------------------------------


def verdicts(ask: Callable[[str], Sequence[str]], known: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """Return {search: (recall@10, precision@5)} of posts, for all judged searches that any of them answers."""
    from tests.search.corpus import QUERIES, relevant

    found = {}
    for query in QUERIES:
        wanted = {slug for slug, made in known.items() if relevant(made, query)}
        if not wanted:
            continue
        slugs = [slug for slug in ask(query[0]) if slug in known]
        recall = len(wanted.intersection(slugs[:10])) / min(10, len(wanted))
        found[query[0]] = recall, len(wanted.intersection(slugs[:5])) / min(5, len(wanted))
    return found


def judged(ask: Callable[[str], Sequence[str]], known: dict[str, Any]) -> tuple[float, float]:
    """Return (recall@10, precision@5) of posts, over all judged searches."""
    recalls, precisions = zip(*verdicts(ask, known).values(), strict=True)
    return statistics.mean(recalls), statistics.mean(precisions)


def answers(query: str) -> list[str]:
    from search.asking import Filters, search

    results = search(query, "nb", Filters(kind="post"), per_page=10)
    if results.did_you_mean and results.match != "all":
        # Readers follow it with one click.
        results = search(results.did_you_mean, "nb", Filters(kind="post"), per_page=10)
    return [hit.url.rstrip("/").rpartition("/")[2] for hit in results.hits]


def _plain_slugs(query: str) -> list[str]:
    from blog.models import PostPage

    return [page.slug for page in PostPage.objects.live().search(query, operator="and")[:10]]


def timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begun)


def one(size: int) -> dict[str, Any]:
    """Fill the database at hand and ask it; returns what was measured."""
    import logging

    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.db import connection

    from search.asking import search, suggest
    from search.indexing import rebuild
    from tests.bench.dataset import without_tasks
    from tests.search.corpus import QUERIES

    with without_tasks():
        known = fill(size)
    before = _megabytes()
    begun = time.monotonic()
    counts = rebuild()
    build = time.monotonic() - begun
    if connection.vendor == "postgresql":
        # As autovacuum does. SQLite is left as sites have it: told of empty tables by ANALYZE, it plans worse.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    taken, slowest = [], {}
    # What a process looks up once: words, addresses of sites.
    for query, _words in (*QUERIES[:1], *QUERIES[-6:]):
        search(query, "nb")
    for query, _words in QUERIES:
        best = [timed(lambda query=query: search(query, "nb")) for _n in range(TIMES)]
        taken += best
        slowest[query] = round(min(best))
    prefixes = [word[:length] for word, _words in QUERIES[:20] for length in (2, 4)]
    begun_with = [timed(lambda prefix=prefix: suggest(prefix, "nb")) for prefix in prefixes]
    row = {
        "database": connection.vendor,
        "documents": sum(counts.values()),
        "build": build,
        "mb": _megabytes() - before,
        "median_ms": statistics.median(taken),
        "p95_ms": sorted(taken)[int(0.95 * len(taken))],
        "worst_ms": max(taken),
        "suggest_ms": statistics.median(begun_with),
        "plain_recall": None,
        "plain_precision": None,
        "slowest": dict(sorted(slowest.items(), key=lambda pair: -pair[1])[:5]),
    }
    each = verdicts(answers, known)
    row["recall"], row["precision"] = (statistics.mean(values) for values in zip(*each.values(), strict=True))
    row["incomplete"] = [query for query, (recall, _precision) in each.items() if recall < 1]
    if size <= MOST_JUDGED:
        from django.core.management import call_command

        call_command("update_index", verbosity=0)
        row["plain_recall"], row["plain_precision"] = judged(_plain_slugs, known)
    return row


def demo() -> dict[str, Any]:
    """Load the demo and ask it the searches of which is written down by hand what must be among the first ten."""
    import logging

    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.management import call_command
    from django.db import connection

    from search.asking import search
    from tests.search.demo_queries import EVERYWHERE

    call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115 - for the life of the process
    call_command("update_index", verbosity=0)

    def share(ask: Callable[[str, str], set[str]]) -> dict[str, float]:
        return {
            f"{query} ({language})": len(set(wanted) & ask(query, language)) / len(wanted)
            for language, query, wanted in EVERYWHERE
            if wanted
        }

    ours = share(lambda query, language: {hit.title for hit in search(query, language).hits})
    plain = share(_plain_titles)
    return {
        "database": connection.vendor,
        "documents": "demo",
        **dict.fromkeys(
            ["build", "mb", "median_ms", "p95_ms", "worst_ms", "suggest_ms", "precision", "plain_precision"]
        ),
        "recall": statistics.mean(ours.values()),
        "plain_recall": statistics.mean(plain.values()),
        "incomplete": [query for query, found in ours.items() if found < 1],
    }


def _plain_titles(query: str, language: str) -> set[str]:
    """Return the titles of Wagtail's first ten of each kind of thing: more than one list has room for."""
    from wagtail.models import Locale
    from wagtail.search.backends import get_search_backend

    from blog.models import PostPage
    from collaboration.models import TERM_MODELS, Organisation, Session

    locale, found = Locale.objects.get(language_code=language), set()
    for model in (PostPage, Organisation, Session, *TERM_MODELS.values()):
        rows = model.objects.filter(live=True, locale_id=locale.pk)
        found |= {str(row) for row in get_search_backend().search(query, rows, operator="and")[:10]}
    return found


def _megabytes() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return float(cursor.fetchone()[0]) / 1e6


# --- Around it -----------------------------------------------------------------------------------


@contextlib.contextmanager
def databases(say: Callable[[str], None]) -> Iterator[Callable[[str, int], dict[str, str]]]:
    """Give what makes the environment of a process with an empty, migrated database of a vendor."""
    from tests.bench.database import fresh_database, server_url
    from tests.bench.server import environment

    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server, name = server_url(), f"samspill_bench_search_{os.getpid()}"
        empty = {
            "postgresql": stack.enter_context(fresh_database(server, name, keep=lambda: False)),
            "sqlite": f"sqlite:///{folder / 'empty.sqlite3'}",
        }
        for vendor, url in empty.items():
            say(f"Making the tables of {vendor}")
            manage = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0", "--skip-checks"]
            subprocess.run(manage, env=environment(url, "", 80, folder), check=True)

        def fresh(vendor: str, size: int) -> dict[str, str]:
            if vendor == "postgresql":
                made = fresh_database(server, f"{name}_{size}", template=name, keep=lambda: False)
                return environment(stack.enter_context(made), "", 80, folder)
            copy = folder / f"{size}.sqlite3"
            copy.write_bytes((folder / "empty.sqlite3").read_bytes())
            return environment(f"sqlite:///{copy}", "", 80, folder)

        yield fresh


def run(sizes: Sequence[int], say: Callable[[str], None]) -> bool:
    """Print how well and how fast searches answer; return whether they answer better than without this work."""
    rows = []
    with databases(say) as fresh:
        for vendor in ("postgresql", "sqlite"):
            for size in (DEMO, *sizes):
                say(f"{vendor}: {size} documents" if size else f"{vendor}: the demo")
                command = [sys.executable, "-m", "tests.bench.search", str(size)]
                done = subprocess.run(command, env=fresh(vendor, size), stdout=subprocess.PIPE, text=True, check=True)
                rows.append(json.loads(done.stdout.splitlines()[-1]))
    print(table(COLUMNS, rows), flush=True)
    print("\nSearches that do not find all that is wanted among the first ten:")
    for row in rows:
        print(
            f"  {row['database']}, {row['documents']} documents: {', '.join(row['incomplete']) or 'none'}", flush=True
        )
    return all(row["recall"] > row["plain_recall"] for row in rows if row["plain_recall"] is not None)


if __name__ == "__main__":
    print(json.dumps(one(int(sys.argv[1])) if int(sys.argv[1]) else demo()))
