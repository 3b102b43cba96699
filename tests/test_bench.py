"""The smallest bench there is, from an empty server to figures. What the figures are is not tested."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.bench import plan
from tests.bench.database import parameters
from tests.bench.measuring import percentile
from tests.bench.server import ROOT
from tests.engines import find_postgresql
from tests.migrated import postgresql_copy

PAGES = ["home", "post", "archive", "term", "static"]
SIZE = {"posts": 3, "statements": 40, "terms": 16, "organisations": 3, "sessions": 2}


@pytest.fixture(scope="module")
def server():
    if os.environ.get("DATABASE_URL", "").startswith("sqlite"):
        pytest.skip("the bench measures on PostgreSQL, and this run is on SQLite")
    engine = find_postgresql(os.environ)
    if engine.why_not:
        pytest.skip(f"the bench measures on PostgreSQL: {engine.why_not}")
    return engine.url


@pytest.fixture(scope="module")
def bench(server, tmp_path_factory):
    """Run the bench once; returns (what it ended with, what it measured, its process ids)."""
    folder = tmp_path_factory.mktemp("bench")
    name = f"samspill_bench_test_{os.getpid()}"
    files = ["--json", folder / "bench.json", "--pidfile", folder / "bench.pids", "--database", name]
    size = [part for what, count in SIZE.items() for part in (f"--{what}", str(count))]
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        # The suite keeps a migrated database; else the bench migrates one of its own.
        size += ["--template", postgresql_copy(settings.DATABASES["default"])]
    load = ["--connections", "1", "--seconds", "0.3", "--warm-up", "0"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", *size, *load, *files],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": server},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    with psycopg.connect(**{**parameters(server), "dbname": "postgres"}) as connection:
        left = connection.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name]).fetchone()[0]
    return done, json.loads((folder / "bench.json").read_text()), left, folder


def serves(pid):
    """Return whether the process is one of gunicorn's that serves this site; a number may be given anew."""
    try:
        return b"config.wsgi" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def test_a_bench_measures_every_page_and_leaves_nothing_behind(bench):
    # One test, since a bench takes a while and workers of a parallel run share no fixture.
    done, found, databases_left, folder = bench
    (site,) = found["sites"]
    assert [cell["page"] for cell in site["cells"]] == PAGES
    for cell in site["cells"]:
        assert cell["wrong"] == 0, cell["examples"]
        assert cell["requests"] > 0
        assert 0 < cell["p50"] <= cell["p99"] <= cell["longest"]
        assert cell["per_second"] == pytest.approx(cell["requests"] / cell["seconds"], rel=0.05)

    assert {what: site["counts"][what] for what in SIZE} == SIZE
    assert found["parameters"]["size"]["posts"] == SIZE["posts"]
    assert {"python", "django", "wagtail", "postgresql", "samspill"} <= found["versions"].keys()
    assert found["machine"]["cores"] >= 1
    pages = site["pages"]
    assert [*pages] == PAGES
    assert pages["static"]["queries"] == 0
    assert pages["post"]["queries"] > 0
    assert pages["post"]["raw"] > pages["post"]["gzip"] > 0
    assert all(page["path"] in done.stdout for page in pages.values())

    told = next(line for line in done.stderr.splitlines() if "gunicorn at" in line)
    pids = [int(pid) for pid in told.rpartition("processes ")[2].split(", ")]
    assert len(pids) == 3
    assert [pid for pid in pids if serves(pid)] == []
    assert databases_left == 0
    assert not (folder / "bench.pids").exists()


def test_a_post_is_mailed_once_to_all_who_follow_by_one_worker_and_by_two(server, tmp_path):
    command = [sys.executable, "-m", "tests.bench", "--mail", "--subscribers", "30", "--json", tmp_path / "bench.json"]
    size = [part for what, count in SIZE.items() for part in (f"--{what}", str(count))]
    size += ["--database", f"samspill_bench_mail_{os.getpid()}", "--pidfile", tmp_path / "bench.pids"]
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        size += ["--template", postgresql_copy(settings.DATABASES["default"])]
    done = subprocess.run(
        [*command, *size, "--seconds", "0.3", "--warm-up", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": server},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    rounds = json.loads((tmp_path / "bench.json").read_text())["mail"]
    assert [(one["workers"], one["mails"], one["wrong"]) for one in rounds] == [(1, 30, 0), (2, 30, 0)]
    assert "mails/s" in done.stdout


def test_a_post_says_the_same_at_every_size():
    size = plan.Size(posts=30, statements=3000, terms=40, organisations=4, sessions=6)
    large, small = list(plan.posts(size)), list(plan.posts(size.at(10)))
    assert [post.lists for post in small] == [post.lists for post in large[:10]]
    assert sum(len(said.items) for post in large for said in post.lists) == 3000


def test_the_measured_term_is_said_equally_often_at_every_size():
    size = plan.Size(posts=200, statements=20_000, terms=40, organisations=4, sessions=6)

    def times(size):
        lists = [said for post in plan.posts(size) for said in post.lists if said.block == "competencies"]
        return sum(term == 0 for said in lists for _identifier, term, _wording in said.items)

    assert times(size) == times(size.at(20)) == 40


def test_a_percentile_is_a_value_that_was_seen():
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.99) == 4.0
    assert percentile([7.0], 0.5) == 7.0
    with pytest.raises(ValueError, match="no percentile"):
        percentile([], 0.5)
