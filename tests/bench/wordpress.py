"""How fast a blog moves in from WordPress and out again, and in how much memory: without a server.

Each step is a process of its own, `python -m tests.bench.wordpress import|export|read FILE`, so that its peak of
memory is its own; it writes JSON to standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.report import table
from tests.blog.wordpress.making import export as make_export

# As many comments as a talkative blog has.
COMMENTS_A_POST = 4
SIZES = (100, 1_000)
# An export of half a gigabyte.
LARGE = 70_000
# One to be moved in: as large with fewer posts, whose texts are longer.
LARGE_BLOG, LONGER = 50_000, 3
MOST_MB = 500
# How often it is told how far it has come.
TOLD_EVERY = 5_000
COLUMNS = (
    ("step", "step", "{}"),
    ("posts", "posts", "{}"),
    ("comments", "comments", "{}"),
    ("file_mb", "file MB", "{:.1f}"),
    ("seconds", "seconds", "{:.1f}"),
    ("posts_a_second", "posts/s", "{:.1f}"),
    ("comments_a_second", "comments/s", "{:.1f}"),
    ("cpu", "CPU ms a post", "{:.2f}"),
    ("peak_mb", "peak MB", "{:.0f}"),
)


# --- In a process of its own ---------------------------------------------------------------------


def read_file(path: Path) -> tuple[int, int]:
    from blog.importers.wordpress.reading import open_export
    from blog.importers.wordpress.records import Item

    posts = comments = 0
    for record in open_export([path]):
        if isinstance(record, Item):
            posts += 1
            comments += len(record.comments)
    return posts, comments


def import_file(path: Path) -> tuple[int, int]:
    from blog.importers.wordpress.loading import Options, load
    from blog.importers.wordpress.reading import open_export
    from tests import factories

    report = load(open_export([path]), options=Options(under=factories.blog()), progress=tell)
    counts = report.counts
    return counts["items"].get("imported", 0), counts["comments"].get("imported", 0)


def tell(stage: str, done: int, of: int) -> None:
    """Say how much memory a large import has needed so far."""
    if of >= TOLD_EVERY and done % TOLD_EVERY == 0:
        print(f"  {stage}: {done} of {of}, peak {peak_mb():.0f} MB", file=sys.stderr, flush=True)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def export_file(path: Path) -> tuple[int, int]:
    from collections import Counter

    from blog.exporters.wordpress import export

    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as file:
        file.writelines(export(counts=counts))
    return counts["post/publish"], counts["comment/1"]


STEPS: dict[str, Callable[[Path], tuple[int, int]]] = {"import": import_file, "export": export_file, "read": read_file}


def one(step: str, path: Path) -> dict[str, Any]:
    """Do one step here, and return what it cost."""
    if step != "read":
        import logging

        import django

        django.setup()
        # Wagtail writes a line for each page.
        logging.disable(logging.INFO)
    begun, used = time.monotonic(), time.process_time()
    posts, comments = STEPS[step](path)
    seconds, cpu = time.monotonic() - begun, time.process_time() - used
    return {
        "step": step,
        "posts": posts,
        "comments": comments,
        "file_mb": path.stat().st_size / 1e6,
        "seconds": seconds,
        "posts_a_second": posts / seconds,
        "comments_a_second": comments / seconds,
        "cpu": 1000 * cpu / max(posts, 1),
        "peak_mb": peak_mb(),
    }


# --- Around it -----------------------------------------------------------------------------------


def measured(step: str, path: Path, environment: dict[str, str] | None = None) -> dict[str, Any]:
    """Return what a step costs in a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "tests.bench.wordpress", step, str(path)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def in_and_out(sizes: Sequence[int], large: int, say: Callable[[str], None]) -> list[dict[str, Any]]:
    """Return what moving in and out costs, for blogs of these sizes, each in a database of its own.

    A large one, if one is asked for, only moves in.
    """
    from tests.bench.database import fresh_database, server_url
    from tests.bench.server import environment

    found, server, name = [], server_url(), f"samspill_bench_wordpress_{os.getpid()}"
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        empty = stack.enter_context(fresh_database(server, name, keep=lambda: False))
        say("Making the tables")
        around = environment(empty, "", 80, folder)
        manage = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0", "--skip-checks"]
        subprocess.run(manage, env=around, check=True)
        for place, posts in enumerate(sizes):
            path = make_export(folder / f"{posts}.xml", posts=posts, comments=COMMENTS_A_POST * posts)
            with fresh_database(server, f"{name}_{place}", template=name, keep=lambda: False) as url:
                around = environment(url, "", 80, folder)
                say(f"{posts} posts: moving in")
                found.append(measured("import", path, around))
                say(f"{posts} posts: moving out")
                found.append(measured("export", folder / f"{posts}-out.xml", around))
        if large:
            path = make_export(folder / "large.xml", posts=large, comments=COMMENTS_A_POST * large, longer=LONGER)
            with fresh_database(server, f"{name}_large", template=name, keep=lambda: False) as url:
                say(f"{large} posts: moving in")
                found.append(measured("import", path, environment(url, "", 80, folder)))
    return found


def reading(posts: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Return what reading a large export costs, without a database."""
    with tempfile.TemporaryDirectory() as folder:
        say(f"Reading {posts} posts")
        path = make_export(Path(folder) / "large.xml", posts=posts, comments=COMMENTS_A_POST * posts)
        return measured("read", path)


def run(sizes: Sequence[int], say: Callable[[str], None], *, large_blog: int = 0, large: int = LARGE) -> bool:
    """Print what it costs; return whether all was done in little memory and everything arrived."""
    rows = in_and_out(sizes, large_blog, say)
    read = reading(large, say)
    print(table(COLUMNS, [*rows, read]), flush=True)
    wanted = [posts for posts in sizes for _step in ("import", "export")] + [large_blog] * bool(large_blog)
    return all(row["peak_mb"] < MOST_MB for row in [*rows, read]) and [row["posts"] for row in rows] == wanted


if __name__ == "__main__":
    print(json.dumps(one(sys.argv[1], Path(sys.argv[2]))))
