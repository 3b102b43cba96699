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

SIZES = (100, 10_000, 100_000)
# Wagtail's own search is compared, and what is found is judged, up to this size: its index takes longer than all else.
MOST_JUDGED = 10_000
TIMES = 3
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
# Of each hundred documents: posts, terms, the rest statements of those terms in those posts.
POSTS, TERMS = 50, 25


# --- In a process of its own ---------------------------------------------------------------------


def fill(size: int) -> dict[str, Any]:
    """Publish so many texts as posts, terms and statements, past everything that publishing usually does; returns
    {address's last part: the text}."""
    import uuid

    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page

    from blog.models import PostPage
    from collaboration.models import Concept, Statement
    from collaboration.models.terms import Competency
    from home.text.normalise import name_key
    from tests import factories as make
    from tests.search.corpus import texts

    posts, terms = size * POSTS // 100, size * TERMS // 100
    blog, _page = make.blog(), make.collaboration_page()
    locale, now = make.locale(), timezone.now()
    stream = PostPage._meta.get_field("body").stream_block
    content_type = PostPage._meta.apps.get_model("contenttypes.ContentType").objects.get_for_model(PostPage)
    found = {}
    made = list(texts(size))
    with transaction.atomic():
        for first in range(0, posts, 2000):
            some = made[first : min(first + 2000, posts)]
            rows = [
                Page(
                    title=text.title,
                    draft_title=text.title,
                    slug=f"p{first + number}",
                    url_path=f"{blog.url_path}p{first + number}/",
                    path=blog._get_path(blog.path, blog.depth + 1, first + number + 1),
                    depth=blog.depth + 1,
                    content_type=content_type,
                    locale=locale,
                    translation_key=uuid.uuid4(),
                    live=True,
                    first_published_at=now,
                )
                for number, text in enumerate(some)
            ]
            Page.objects.bulk_create(rows)
            pages = [
                PostPage(
                    page_ptr_id=row.pk,
                    date=now,
                    body=stream.to_python([{"type": "text", "id": str(uuid.uuid4()), "value": f"<p>{text.body}</p>"}]),
                )
                for row, text in zip(rows, some, strict=True)
            ]
            manager = PostPage._base_manager
            manager._insert(pages, fields=PostPage._meta.local_concrete_fields, using=manager.db)
            found.update({row.slug: text for row, text in zip(rows, some, strict=True)})
        Page.objects.filter(pk=blog.pk).update(numchild=posts)
        concepts = Concept.objects.bulk_create([Concept(kind="competency") for _n in range(terms)], batch_size=2000)
        Competency.objects.bulk_create(
            [
                Competency(
                    name=text.title,
                    locale=locale,
                    concept=concept,
                    slug=f"t{number}",
                    name_key=name_key(text.title)[:600],
                    sort_key=name_key(text.title)[:200],
                )
                for number, (text, concept) in enumerate(zip(made[posts:], concepts, strict=False))
            ],
            batch_size=500,
        )
        first_post = Page.objects.filter(slug="p0").first()
        Statement.objects.bulk_create(
            [
                Statement(
                    uuid=uuid.uuid4(),
                    translation_key=first_post.translation_key,
                    item_uuid=str(uuid.uuid4()),
                    list_uuid="bench",
                    post=first_post,
                    concept=concepts[number % terms],
                    attribution="unattributed",
                    wording=text.title,
                    locale=locale,
                    position=number,
                )
                for number, text in enumerate(made[posts + terms :])
            ],
            batch_size=500,
        )
    return found


def judged(
    ask: Callable[[str], Sequence[str]], known: dict[str, Any], failed: list[str] | None = None
) -> tuple[float, float]:
    """Return (recall@10, precision@5) of posts, over all judged searches; those that miss something go to `failed`."""
    from tests.search.corpus import QUERIES, relevant

    recalls, precisions = [], []
    for query in QUERIES:
        wanted = {slug for slug, made in known.items() if relevant(made, query)}
        if not wanted:
            continue
        slugs = [slug for slug in ask(query[0]) if slug in known]
        recalls.append(len(wanted.intersection(slugs[:10])) / min(10, len(wanted)))
        precisions.append(len(wanted.intersection(slugs[:5])) / min(5, len(wanted)))
        if failed is not None and recalls[-1] < 1:
            failed.append(query[0])
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
    row["failed"] = []
    row["recall"], row["precision"] = judged(answers, known, row["failed"])
    if size <= MOST_JUDGED:
        from django.core.management import call_command

        call_command("update_index", verbosity=0)
        row["plain_recall"], row["plain_precision"] = judged(_plain_slugs, known)
    return row


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
            for size in sizes:
                say(f"{vendor}: {size} documents")
                command = [sys.executable, "-m", "tests.bench.search", str(size)]
                done = subprocess.run(command, env=fresh(vendor, size), stdout=subprocess.PIPE, text=True, check=True)
                rows.append(json.loads(done.stdout.splitlines()[-1]))
                say(f"  {rows[-1]}")
    print(table(COLUMNS, rows), flush=True)
    for word in dict.fromkeys(word for row in rows for word in row["failed"]):
        times = sum(word in row["failed"] for row in rows)
        print(f"does not find all it should in {times} of {len(rows)}: {word}", flush=True)
    return all(row["recall"] > row["plain_recall"] for row in rows if row["plain_recall"] is not None)


if __name__ == "__main__":
    print(json.dumps(one(int(sys.argv[1]))))
