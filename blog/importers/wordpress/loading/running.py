"""A whole run over an export, from its terms to the redirects."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import override
from taggit.models import Tag

from blog.models import Result

from ..records import Item
from . import comments
from .accounts import Accounts
from .addresses import Addresses
from .batches import in_batches
from .beside import compare_sites, count_likes
from .bodies import Bodies
from .files import Files
from .index import Index, read_index
from .linking import link_up
from .links import Own
from .options import Options
from .publishing import indexed_together
from .report import Report
from .terms import Terms
from .things import Things
from .trying import forgotten
from .writing import MODELS, Writer

Progress = Callable[[str, int, int], None]


class Run:
    """What the parts of a run know together."""

    def __init__(self, *, index: Index, options: Options, report: Report, user: Any) -> None:
        self.index, self.options, self.report, self.user = index, options, report, user
        self.things = Things(index.source)
        self.own = Own(index)
        self.terms = Terms(index=index, things=self.things, options=options, report=report)
        self.files = Files(index=index, things=self.things, options=options, report=report, user=user)
        self.bodies = Bodies(index=index, files=self.files, own=self.own)
        self.accounts = Accounts(self)
        self._pages: dict[str, dict[str, int]] = {}

    def tags(self, pks: Iterable[int]) -> list[Tag]:
        found = Tag.objects.in_bulk(list(pks))
        return [found[pk] for pk in pks if pk in found]

    @cached_property
    def old_lists(self) -> dict[str, str]:
        """Return where the old addresses of lists of posts lead, once all posts are here."""
        return Addresses(self).lists()

    def number_of_page(self, kind: str, number: str) -> int | None:
        """Return the primary key of the page that a post or page became, if it is still there."""
        if kind not in self._pages:
            there = set(MODELS[kind].objects.values_list("pk", flat=True))
            self._pages[kind] = {
                n: pk for n, (_type, pk) in self.things.all(kind).items() if pk is not None and pk in there
            }
        return self._pages[kind].get(number)


def load(export: Any, *, options: Options, progress: Progress | None = None, user: Any = None) -> Report:
    """Bring an export into the site, and account for each of its things.

    May be interrupted anywhere: run again, it goes on, and ends as if it had not been. Nobody is told of anything.
    Raises CannotLoad where the run as a whole makes no sense.
    """
    progress = progress or (lambda stage, done, of: None)
    options = _with_parent(options)
    progress("reading", 0, 0)
    index = read_index(export)
    report = Report(source=index.source, dry_run=options.dry_run)
    report.found.update(index.found)
    report.found_comments.update(index.found_comments)
    for repeated in getattr(export, "repeated", ()):
        report.found[f"{repeated.type}/{repeated.status}"] += 1
        report.add_item(repeated, Result.SKIPPED, "Its number belongs to an earlier item, as WordPress sees it")
    run = Run(index=index, options=options, report=report, user=user)
    with override(options.under.locale.language_code):
        if options.dry_run:
            with forgotten():
                _all(run, export, progress)
        else:
            _all(run, export, progress)
    report.troubles = dict(getattr(getattr(export, "troubles", None), "counts", {}))
    return report


def _with_parent(options: Options) -> Options:
    if options.parent is not None:
        return options
    return replace(options, parent=options.under.get_parent().specific)


def _all(run: Run, export: Any, progress: Progress) -> None:
    compare_sites(run, run.options.under.get_site())
    progress("terms", 0, len(run.index.terms))
    run.terms.load()
    files = len(run.index.attachments)
    progress("media", 0, files)
    run.files.load(lambda done: progress("media", done, files))
    if run.options.update:
        run.files.refile()
    writer, done, of = Writer(run), 0, len(run.index.items)
    with _Waiting() as waiting:
        for batch in in_batches(_in_turn(run, export, waiting), run.options.batch):
            _batch(run, writer, batch)
            done += len(batch)
            progress("posts and pages", done, of)
        for batch in in_batches(waiting.by_depth(), run.options.batch):
            _batch(run, writer, batch)
            done += len(batch)
            progress("posts and pages", done, of)
    progress("links", 0, 0)
    link_up(run)
    progress("addresses", 0, 0)
    Addresses(run).write()


def _in_turn(run: Run, export: Any, waiting: _Waiting) -> Iterator[Item]:
    """Yield the items, but for the pages whose parent comes later: they wait, and so do those below them."""
    late: set[str] = set()
    for record in export:
        if not isinstance(record, Item) or (record.type == "attachment" and not record.comments):
            continue
        above = run.index.items.get(record.parent) if record.type == "page" else None
        if above and (above.place > run.index.items[record.id].place or record.parent in late):
            late.add(record.id)
            waiting.add(record, run.index.depth(record.id))
        else:
            yield record


class _Waiting:
    """Pages that wait for the pages above them; on the disk, since there may be many."""

    def __enter__(self) -> _Waiting:
        self.file = tempfile.TemporaryFile()
        self.places: list[tuple[int, int, int]] = []
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def add(self, item: Item, depth: int) -> None:
        self.places.append((depth, len(self.places), self.file.seek(0, 2)))
        pickle.dump(item, self.file)

    def by_depth(self) -> Iterator[Item]:
        for _depth, _number, place in sorted(self.places):
            self.file.seek(place)
            yield pickle.load(self.file)


def _batch(run: Run, writer: Writer, batch: list[Item]) -> None:
    """Write some items: all of them or, where the machine fails, none."""
    known = {kind: run.things.of(kind, [item.id for item in batch if item.type == kind]) for kind in MODELS}
    # Before the transaction: a server that answers slowly is not to hold up everybody who writes.
    drafts = {item.id: writer.drafted(item, known[item.type].get(item.id)) for item in batch if item.type in MODELS}
    with transaction.atomic(), indexed_together() as writer.written:
        for item in batch:
            if item.type == "attachment":
                comments.refuse(run, item, "What it is about is no post here")
            elif item.type not in MODELS:
                run.report.add_item(item, Result.SKIPPED, f"Things of the type “{item.type}” are not pages here")
                comments.refuse(run, item, "What it is about is no post here")
            else:
                _one(run, writer, item, known[item.type].get(item.id), drafts[item.id])


def _one(run: Run, writer: Writer, item: Item, before: Any, draft: Any) -> None:
    told = run.report.mark
    count_likes(run.report, item)
    try:
        with transaction.atomic():
            page = writer.write(item, before, draft)
            comments.bring(run, item, page)
    except (OperationalError, InterfaceError):
        # The machine's fault, not the item's.
        raise
    except Exception as error:
        # Whatever it is: the other items are not to wait for this one, and the report says it.
        run.report.take_back(told)
        run.terms.forget()
        run.files.remember()
        run.report.add_item(item, Result.FAILED, f"{type(error).__name__}: {error}"[:500])
        comments.refuse(run, item, "The post itself failed")
