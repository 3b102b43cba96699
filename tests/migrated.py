"""Databases on which all migrations have run, kept to be copied: migrating takes longer than most test runs.

The copy is named after everything that shapes it: the packages, our migrations, and our modules that they
import. So it can't be stale, and a clean clone starts without one. What `post_migrate` does (permissions,
content types) runs on each test database anyway.
"""

import ast
import contextlib
import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from functools import cache
from pathlib import Path

import environ
import psycopg
from django.db import connections
from django.db.backends.signals import connection_created
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test"


def modules_imported(source: Path) -> set[Path]:
    """Return the files of our own modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    paths = [ROOT / name.replace(".", "/") for name in names]
    return {path for base in paths for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()}


@cache
def fingerprint() -> str:
    """Return what changes whenever the migrated database would."""
    found = {ROOT / "uv.lock", *ROOT.glob("*/migrations/*.py")}
    waiting = {path for path in found if path.suffix == ".py"}
    while waiting:
        waiting = set().union(*map(modules_imported, waiting)) - found
        found |= waiting
    digest = hashlib.sha256(os.environ.get("LANGUAGES", "").encode())
    for path in sorted(found):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def one_at_a_time():
    """Let one process make a copy while the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str) -> None:
    """Apply all migrations to the database at a DATABASE_URL, in a process that knows no other."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def sqlite_copy() -> Path:
    """Return the migrated SQLite database, which is made if it is missing."""
    path = FOLDER / f"{fingerprint()}.sqlite3"
    with one_at_a_time():
        if not path.exists():
            for older in FOLDER.glob("*.sqlite3*"):
                older.unlink()
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            migrate(f"sqlite:///{unfinished}")
            with contextlib.closing(sqlite3.connect(unfinished)) as database:
                database.execute("PRAGMA journal_mode=DELETE")
            unfinished.rename(path)
    return path


def postgresql_copy(settings: dict) -> str:
    """Return the name of the migrated PostgreSQL database, which is made if it is missing."""
    prefix = f"{settings['NAME']}_migrated_"
    name = prefix + fingerprint()
    where = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    where = {key: value for key, value in {**where, "password": settings["PASSWORD"]}.items() if value}
    with one_at_a_time(), psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        names = {row[0] for row in found}
        if name not in names:
            for older in names:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(older)))
            unfinished = f"{prefix}unfinished"
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            migrate(replace_name(os.environ["DATABASE_URL"], unfinished))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))
    return name


def replace_name(url: str, name: str) -> str:
    """Return the DATABASE_URL of another database on the same server."""
    address, _, query = url.partition("?")
    old = environ.Env.db_url_config(url)["NAME"]
    return address.removesuffix(old) + name + (f"?{query}" if query else "")


def start_from_copy() -> None:
    """Make the test database that is about to be created a copy of the migrated one."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgresql_copy(connection.settings_dict)
        return
    path = sqlite_copy()
    ours = connection.settings_dict["NAME"]

    def fill(sender, connection, **kwargs):
        empty = not connection.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if empty and (connection.is_in_memory_db() or connection.settings_dict["NAME"] != ours):
            with contextlib.closing(sqlite3.connect(path)) as migrated:
                migrated.backup(connection.connection)

    connection_created.connect(fill, weak=False, dispatch_uid="tests.migrated")
