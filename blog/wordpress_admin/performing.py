"""What a worker does for a run: read what was uploaded, bring it in, and keep the proof."""

from __future__ import annotations

import errno
import logging
import time
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone

from blog.importers.wordpress.loading import CannotLoad
from blog.importers.wordpress.loading.options import STATUSES
from blog.importers.wordpress.reading import NotAnExport
from blog.models import Author, WordPressImport
from blog.wordpress_admin import storing, words
from blog.wordpress_admin.finding import SeveralBlogs, look
from blog.wordpress_admin.proving import keep_proof, words_compared
from blog.wordpress_import import import_wordpress
from home.periodic import run_due_jobs

logger = logging.getLogger(__name__)

State = WordPressImport.State
COMMENT_STATES = ("pending", "spam", "trash")
SECONDS_BETWEEN_JOBS = 60


class Stopped(Exception):
    """Somebody asked the run to stop."""


class Progress:
    """Tells how far a run has come, and stops it where that was asked for."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self.jobs_at = time.monotonic()

    def __call__(self, stage: str, done: int, of: int) -> None:
        storing.tell(self.run, stage, done, of)
        if storing.is_to_stop(self.run):
            raise Stopped
        # It may be the only worker, and an import the work of an hour: everybody's mail is not to wait for it.
        if time.monotonic() - self.jobs_at > SECONDS_BETWEEN_JOBS and not connection.in_atomic_block:
            run_due_jobs()
            self.jobs_at = time.monotonic()


def read_upload(run: Any) -> None:
    """Read what was uploaded, and say what it holds. Raises NotAnExport, SeveralBlogs."""
    found = look(storing.kept(run, storing.EXPORTS))
    runs = WordPressImport.objects.filter(pk=run.pk, state=State.READING)
    runs.update(state=State.READY, found=found, source=found["source"])


def read_in_background(pk: int) -> None:
    """Read a large upload; what stands against it is kept, to be shown."""
    run = WordPressImport.objects.filter(pk=pk, state=State.READING).first()
    if run is None:
        return
    try:
        with storing.alive(run):
            read_upload(run)
    except DatabaseError:
        raise
    except NotAnExport as error:
        _fail(run, found={"refused": {"reason": error.reason.name, "name": error.name}})
    except SeveralBlogs as error:
        _fail(run, found={"refused": {"reason": "SEVERAL_BLOGS", "name": ", ".join(error.addresses)}})
    except Exception as error:
        logger.exception("WordPress import %s could not be read.", pk)
        _fail(run, error=_unforeseen(run, error))


def perform(pk: int) -> None:
    """Bring in what was uploaded, as was chosen. Of two workers the database lets one."""
    waiting = WordPressImport.objects.filter(pk=pk, state=State.WAITING)
    if not waiting.update(state=State.RUNNING, started_at=timezone.now(), attempts=F("attempts") + 1):
        return
    run = WordPressImport.objects.select_related("started_by").get(pk=pk)
    if not storing.kept(run, storing.EXPORTS):
        _fail(run, error=words.GONE)
        return
    progress = Progress(run)
    try:
        with storing.alive(run):
            report = import_wordpress(
                exports=storing.kept(run, storing.EXPORTS), user=run.started_by, progress=progress, **arguments(run)
            )
            figures = keep_proof(run, report, progress)
            figures["words"] = words_compared(run)
    except DatabaseError:
        # The machine's fault: it is taken up again.
        logger.exception("WordPress import %s was interrupted.", pk)
        raise
    except Stopped:
        _end(run, state=State.STOPPED)
    except (CannotLoad, NotAnExport) as error:
        _fail(run, error=str(error))
    except Exception as error:
        logger.exception("WordPress import %s failed.", pk)
        _fail(run, error=_unforeseen(run, error))
    else:
        _end(run, state=State.DONE, report=figures)
        if not report.dry_run:
            # They hold addresses of people, and are of no more use.
            storing.remove(run)


def arguments(run: Any) -> dict[str, Any]:
    """Return what was chosen, as the importer is asked."""
    chosen = run.options
    media = storing.kept(run, storing.MEDIA)
    addresses = dict(Author.objects.filter(pk__in=chosen["authors"].values()).values_list("pk", "slug"))
    return {
        "under": str(chosen["under"]),
        "media": media[0] if media and chosen["media"] != "leave" else None,
        "fetch_media": chosen["media"] == "fetch",
        "author_map": {login: addresses[pk] for login, pk in chosen["authors"].items() if pk in addresses},
        "statuses": STATUSES & set(chosen["statuses"]),
        "skip_comments": set(COMMENT_STATES) - set(chosen["comments"]),
        "with_pings": chosen["with_pings"],
        "update": chosen["update"],
        "dry_run": chosen["dry_run"],
    }


def _unforeseen(run: Any, error: Exception) -> str:
    """Return a sentence for what an editor can do something about; of the rest, what the error calls itself."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return words.NO_ROOM
    if isinstance(error, FileNotFoundError) and not storing.kept(run, storing.EXPORTS):
        return words.GONE
    return f"{type(error).__name__}: {error}"


def _fail(run: Any, **fields: Any) -> None:
    _end(run, state=State.FAILED, **fields)


def _end(run: Any, **fields: Any) -> None:
    WordPressImport.objects.filter(pk=run.pk).update(
        **{"error": "", "progress": storing.told(run), "finished_at": timezone.now(), **fields}
    )
