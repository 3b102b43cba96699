"""Trying a run: everything is written as in earnest, and nothing of it stays.

A database on a server forgets one transaction. SQLite lets one write at a time, and an import is the work of minutes:
there a copy of the database is written to, while everybody else goes on with the real one.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from .refusing import CannotLoad


@contextmanager
def forgotten() -> Iterator[None]:
    """Forget what is written within: nobody else sees it, and what waits for it to be kept never begins."""
    usual: Any = connections[DEFAULT_DB_ALIAS]
    # Within somebody's transaction, a copy would lack what that has written.
    if usual.vendor != "sqlite" or usual.is_in_memory_db() or usual.in_atomic_block:
        with _rolled_back():
            yield
        return
    with _private_folder() as folder:
        copy = _copy_of(usual, folder / "copy.sqlite3")
        # Of this thread alone: the others keep their connections to the real one.
        connections[DEFAULT_DB_ALIAS] = copy
        try:
            with _rolled_back():
                yield
        finally:
            connections[DEFAULT_DB_ALIAS] = usual
            copy.close()


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _private_folder() -> Iterator[Path]:
    """Make a folder for the copy, which holds people's addresses: on the database's own disk, and for nobody else.

    What a killed process leaves there is cleared away with old uploads.
    """
    root = Path(settings.WORDPRESS_IMPORTS_DIR)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    above = root / "incoming"
    above.mkdir(exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=above) as folder:
        yield Path(folder)


def _copy_of(usual: Any, path: Path) -> Any:
    """Copy the database as it is at this moment, and return a connection to the copy."""
    name = f"file:{quote(str(usual.settings_dict['NAME']))}?mode=ro"
    try:
        with closing(sqlite3.connect(name, uri=True)) as there, closing(sqlite3.connect(path)) as here:
            there.backup(here)
    except sqlite3.Error as error:
        raise CannotLoad(
            f"A dry run writes to a copy of the database, which could not be made in {path.parent.parent}: {error}. "
            "Make room there, and try again."
        ) from error
    return type(usual)({**usual.settings_dict, "NAME": str(path)}, usual.alias)
