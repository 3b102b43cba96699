"""Fifty at once, the same twenty times at once, two moderators at once: on a real database of either kind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.comments import crowding
from tests.migrated import sqlite_copy

EXPECTED = {"answers": 50, "threads": 50, "same": 1, "told": 5}


def test_a_crowd_on_sqlite_loses_and_doubles_nothing(tmp_path):
    if "postgres" in os.environ.get("DATABASE_URL", ""):
        pytest.skip("Runs where the suite runs on SQLite.")
    database = tmp_path / "crowd.sqlite3"
    shutil.copy(sqlite_copy(), database)
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.comments.crowd", str(tmp_path)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert json.loads((tmp_path / "answers.json").read_text()) == {**EXPECTED, "vendor": "sqlite", "kept": True}


@pytest.mark.django_db(transaction=True)
def test_a_crowd_on_postgresql_loses_and_doubles_nothing(settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's test database lives in memory, which threads cannot share; the test above holds there.")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    assert crowding.everything() == {**EXPECTED, "vendor": "postgresql"}
