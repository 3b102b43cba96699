"""The folder of a run: what was uploaded, how far the run has come, and whether it is to stop.

How far it has come is told by a file, not in the database: a run that only tries is one transaction, which
nobody sees into.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

EXPORTS, MEDIA = "exports", "media"
BEAT_SECONDS = 5
DEAD_AFTER_SECONDS = 60
# In bytes, as file systems count: an emoji takes four, and 255 is the most of all.
LONGEST_NAME = 200


def folder_of(run: Any) -> Path:
    return Path(settings.WORDPRESS_IMPORTS_DIR) / str(run.pk)


def incoming() -> Path:
    """Return where uploads lie while they arrive; on the same disk, so that keeping them copies nothing."""
    return _private(Path(settings.WORDPRESS_IMPORTS_DIR) / "incoming")


def _private(folder: Path) -> Path:
    """Make a folder, and those above it up to the imports', for nobody else to look into."""
    root = Path(settings.WORDPRESS_IMPORTS_DIR)
    root.parent.mkdir(parents=True, exist_ok=True)
    for path in [*reversed([p for p in folder.parents if p.is_relative_to(root)]), folder]:
        path.mkdir(exist_ok=True, mode=0o700)
    return folder


def short(name: str) -> str:
    """Return a name that a file system takes: its end, where the file type stands, in whole characters."""
    return name.encode("utf-8", "replace")[-LONGEST_NAME:].decode("utf-8", "ignore")


def keep(run: Any, kind: str, files: Iterable[UploadedFile]) -> list[Path]:
    """Keep uploads under their own names, each in a folder of its own: two may be called the same."""
    kept = []
    for number, file in enumerate(files, 1):
        path = _private(folder_of(run) / kind / f"{number:04}") / short(file.name)
        if hasattr(file, "temporary_file_path"):
            shutil.move(file.temporary_file_path(), path)
        else:
            with path.open("wb") as written:
                for chunk in file.chunks():
                    written.write(chunk)
        kept.append(path)
    return kept


def kept(run: Any, kind: str) -> list[Path]:
    """Return the uploads of a run, in the order in which they came."""
    return sorted(path for path in (folder_of(run) / kind).glob("*/*") if path.is_file())


def remove(run: Any) -> None:
    shutil.rmtree(folder_of(run), ignore_errors=True)


def size_of(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


# --- While it runs -------------------------------------------------------------------------------


@contextmanager
def alive(run: Any) -> Iterator[None]:
    """Show meanwhile that somebody works at it: a worker that was killed shows nothing."""
    folder, ended = folder_of(run), Event()
    (folder / "stop").unlink(missing_ok=True)

    def beat() -> None:
        while True:
            with suppress(OSError):
                (folder / "alive").touch()
            if ended.wait(BEAT_SECONDS):
                return

    (folder / "alive").touch()
    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def is_alive(run: Any) -> bool:
    try:
        return time.time() - (folder_of(run) / "alive").stat().st_mtime < DEAD_AFTER_SECONDS
    except OSError:
        return False


def was_begun(run: Any) -> bool:
    return (folder_of(run) / "alive").exists()


def tell(run: Any, stage: str, done: int, of: int) -> None:
    folder = folder_of(run)
    (folder / "progress.new").write_text(json.dumps({"stage": stage, "done": done, "of": of}))
    os.replace(folder / "progress.new", folder / "progress")


def told(run: Any) -> dict[str, Any]:
    """Return how far it has come: {"stage", "done", "of"}, or nothing."""
    try:
        return json.loads((folder_of(run) / "progress").read_text())
    except (OSError, ValueError):
        return {}


def ask_to_stop(run: Any) -> None:
    with suppress(OSError):
        (folder_of(run) / "stop").touch()


def is_to_stop(run: Any) -> bool:
    return (folder_of(run) / "stop").exists()
