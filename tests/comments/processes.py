"""Start and await the processes of tests/comments/process.py."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.migrated import sqlite_copy

ROOT = Path(__file__).resolve().parents[2]


def database_in(folder):
    """Put a migrated database into a folder."""
    try:
        shutil.copy(sqlite_copy(), folder / "db.sqlite3")
    except FileNotFoundError:
        # Another run of the tests, of changed code, has just removed what it takes for stale.
        shutil.copy(sqlite_copy(), folder / "db.sqlite3")


def start(action, folder, port=9):
    """Start a process that knows no database but the folder's."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.comments.process", action, str(folder), str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(action, folder, port=9):
    """Run a process to its end; return its exit code and what it said."""
    process = start(action, folder, port)
    said, trouble = process.communicate(timeout=300)
    return process.returncode, said + trouble


def until(happened, seconds=240):
    """Wait until `happened()`; say whether it did."""
    deadline = time.monotonic() + seconds
    while not (found := happened()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found
