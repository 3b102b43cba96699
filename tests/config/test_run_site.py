"""The one command, as a newcomer uses it: real processes, a real database file, a real port."""

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from django.db import connection

from config.catalogues import ROOT
from config.serving import HOST
from tests.config.test_processes import gone

LAST_WORDS = "Ctrl-C stops it."


class Run:
    """`manage.py run_site` until it says that it runs."""

    def __init__(self, var_dir):
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        database = f"sqlite:///{var_dir / 'samspill.sqlite3'}"
        ours = {"VAR_DIR": str(var_dir), "DATABASE_URL": database, "REDIS_URL": "", "DEBUG": "0"}
        environment = {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run_site", "--port", str(self.port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = []
        watchdog = threading.Timer(240, self.process.kill)
        watchdog.start()
        for line in self.process.stdout:
            self.said.append(line)
            if LAST_WORDS in line:
                break
        watchdog.cancel()
        self.seconds = time.monotonic() - self.started

    @property
    def text(self):
        return "".join(self.said)

    def descendants(self):
        """Return the process ids of server, server's workers and worker."""
        parents = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        family = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in family} - family:
            family |= more
        return family - {self.process.pid}

    def get(self, path):
        return urllib.request.urlopen(f"http://{HOST}:{self.port}{path}", timeout=30).read().decode()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        rest = self.process.communicate(timeout=30)[0]
        self.said.append(rest)
        return self.process.returncode


def contents(database):
    """Return how many rows each table has, and what tells whether somebody or something was written anew."""
    with sqlite3.connect(database) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        # What the worker does while the site runs is its own affair: its clock, its queue, the search index.
        tables = [name for name in tables if not re.search("periodic|task|index", name)]
        counts = {table: file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}
        people = file.execute("SELECT email, password FROM accounts_user ORDER BY email").fetchall()
        pages = file.execute("SELECT id, last_published_at FROM wagtailcore_page ORDER BY id").fetchall()
    return counts, people, pages


@pytest.mark.skipif(connection.vendor != "sqlite", reason="brings its own database, so one engine is enough")
def test_a_first_run_makes_the_site_and_a_second_changes_nothing(tmp_path):
    var_dir = tmp_path / "var"
    first = Run(var_dir)
    assert LAST_WORDS in first.text, first.text
    passwords = re.findall(r"^  (\S+@example\.org) +(\S+)$", first.text, re.MULTILINE)
    assert [email for email, _ in passwords] == ["admin@example.org", "redaktor@example.org"]
    assert "<h1" in first.get("/")
    everybody = first.descendants()
    assert first.stop() == 0
    assert gone(everybody)
    before = contents(var_dir / "samspill.sqlite3")

    second = Run(var_dir)
    assert LAST_WORDS in second.text, second.text
    assert "Sign in as admin@example.org or redaktor@example.org" in second.text
    assert not any(password in second.text for _, password in passwords)
    assert second.seconds < first.seconds
    assert second.stop() == 0
    assert contents(var_dir / "samspill.sqlite3") == before


def test_a_port_in_use_ends_the_run_before_anything_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "SECRET_KEY": "any"}
        environment.update(DATABASE_URL=f"sqlite:///{tmp_path}/var/db", DJANGO_SETTINGS_MODULE="config.settings.dev")
        answer = subprocess.run(
            [sys.executable, "manage.py", "run_site", "--port", str(taken.getsockname()[1])],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
    assert answer.returncode == 1
    assert "is in use by another program" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "var" / "db").exists()
