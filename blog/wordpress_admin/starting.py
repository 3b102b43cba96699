"""Beginning a run, starting and stopping it, taking it up again, and clearing away."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.importers.wordpress.reading import open_export
from blog.models import WordPressImport
from blog.wordpress_admin import storing, tasks
from blog.wordpress_admin.performing import read_upload

State = WordPressImport.State
# Read while whoever uploaded it waits; what is packed is ten times as large.
AT_ONCE = 5 * 1024 * 1024
AT_ONCE_PACKED = AT_ONCE // 10
KEPT_FOR = timedelta(days=7)
MOST_ATTEMPTS = 3
STARTABLE = {State.READY, State.STOPPED, State.FAILED, State.DONE}


class NotNow(Exception):
    """The run is not in a state in which this can be asked of it."""


class Gone(NotNow):
    """What was uploaded is no longer there."""


class AnotherRuns(Exception):
    """From one blog, one run at a time."""


def begin(*, user: Any, exports: Sequence[UploadedFile], media: UploadedFile | None = None) -> WordPressImport:
    """Keep what was uploaded, and read it; what is large, in the background. Raises NotAnExport, SeveralBlogs."""
    run = WordPressImport.objects.create(started_by=user, state=State.READING)
    storing.remove(run)
    try:
        paths = storing.keep(run, storing.EXPORTS, exports)
        storing.keep(run, storing.MEDIA, [media] if media else [])
        if _is_small(paths):
            read_upload(run)
        else:
            open_export(paths)
            transaction.on_commit(partial(tasks.read_upload.enqueue, run.pk))
    except BaseException:
        storing.remove(run)
        run.delete()
        raise
    return run


def _is_small(paths: Sequence[Path]) -> bool:
    packed = any(path.suffix.lower() in {".gz", ".zip"} for path in paths)
    return storing.size_of(paths) <= (AT_ONCE_PACKED if packed else AT_ONCE)


def start(*, run: WordPressImport, options: dict[str, Any] | None = None) -> None:
    """Ask a worker to bring it in; without options, as was chosen before. Raises NotNow, Gone, AnotherRuns."""
    fields = {"options": options} if options is not None else {}
    if not (options or run.options):
        raise NotNow
    if not storing.kept(run, storing.EXPORTS):
        raise Gone
    try:
        with transaction.atomic():
            runs = WordPressImport.objects.filter(pk=run.pk, state__in=STARTABLE)
            if not runs.update(state=State.WAITING, error="", attempts=0, progress={}, **fields):
                raise NotNow
            transaction.on_commit(partial(tasks.bring_in.enqueue, run.pk))
    except IntegrityError as error:
        raise AnotherRuns from error


def stop(*, run: WordPressImport) -> None:
    """Stop a run between two batches; what was brought in stays, and is known when it goes on."""
    storing.ask_to_stop(run)
    if run.state == State.WAITING:
        WordPressImport.objects.filter(pk=run.pk, state=State.WAITING).update(
            state=State.STOPPED, finished_at=timezone.now()
        )


def remove(*, run: WordPressImport) -> None:
    """Forget a run, its files and its proof; what was brought in stays. Raises NotNow while it runs."""
    deleted, _rows = (
        WordPressImport.objects.filter(pk=run.pk).exclude(state__in=[State.WAITING, State.RUNNING]).delete()
    )
    if not deleted:
        raise NotNow
    storing.remove(run)


def look_after() -> None:
    """Take up again what a worker has left behind, and clear away what nobody came back to (a periodic job)."""
    # One that was claimed this minute may not show yet that it is alive.
    claimed_before = timezone.now() - timedelta(seconds=storing.DEAD_AFTER_SECONDS)
    for run in WordPressImport.objects.filter(state=State.RUNNING, started_at__lt=claimed_before):
        if not storing.is_alive(run):
            _take_up(run)
    for run in WordPressImport.objects.filter(state=State.READING):
        if storing.was_begun(run) and not storing.is_alive(run):
            WordPressImport.objects.filter(pk=run.pk, state=State.READING).update(state=State.FAILED)
    _clear_away()


def _take_up(run: WordPressImport) -> None:
    mine = WordPressImport.objects.filter(pk=run.pk, state=State.RUNNING, attempts=run.attempts)
    # What kills every worker that touches it is not tried for ever.
    if run.attempts >= MOST_ATTEMPTS or storing.is_to_stop(run):
        state = State.STOPPED if storing.is_to_stop(run) else State.FAILED
        mine.update(state=state, progress=storing.told(run), finished_at=timezone.now())
        return
    with transaction.atomic():
        if mine.update(state=State.WAITING):
            transaction.on_commit(partial(tasks.bring_in.enqueue, run.pk))


def _clear_away() -> None:
    before = timezone.now() - KEPT_FOR
    idle = WordPressImport.objects.exclude(state__in=[State.WAITING, State.RUNNING]).filter(created_at__lt=before)
    for run in idle:
        if run.finished_at is None:
            # It may have been started since it was read: then it stays, and those after it still go.
            with suppress(NotNow):
                remove(run=run)
        elif run.finished_at < before:
            storing.remove(run)
    folder = Path(settings.WORDPRESS_IMPORTS_DIR)
    known = {str(pk) for pk in WordPressImport.objects.values_list("pk", flat=True)}
    for left in [*folder.glob("[0-9]*"), *folder.glob("incoming/*")]:
        if left.name not in known and left.stat().st_mtime < before.timestamp():
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
