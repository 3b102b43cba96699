"""Import an export from WordPress as the operator asks: what the command and the admin both call."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from wagtail.models import Site

from blog.importers.wordpress import records
from blog.importers.wordpress.loading import CannotLoad, MediaStore, Options, Report, load
from blog.importers.wordpress.loading.asking import blogs_called
from blog.importers.wordpress.loading.batches import in_batches
from blog.importers.wordpress.loading.fetching import Fetcher
from blog.importers.wordpress.loading.index import Index
from blog.importers.wordpress.loading.links import Own
from blog.importers.wordpress.loading.options import STATUSES
from blog.importers.wordpress.loading.proof import prove
from blog.importers.wordpress.loading.rows import in_json
from blog.importers.wordpress.reading import open_export
from blog.models import BlogIndexPage

PLACE_OF_ROWS = re.compile(r"<!-- rows: (\w+) -->\n?")
ROWS_AT_ONCE = 1000


def import_wordpress(
    *,
    exports: Sequence[Path],
    under: str = "",
    media: Path | None = None,
    fetch_media: bool = False,
    most_megabytes: int = 0,
    author_map: Mapping[str, str] | None = None,
    statuses: Collection[str] = STATUSES,
    skip_comments: Collection[str] = (),
    with_pings: bool = False,
    update: bool = False,
    dry_run: bool = False,
    proof: bool = True,
    user: Any = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Report:
    """Bring exports into a blog, and ask for every old address. Raises CannotLoad, NotAnExport."""
    blog = find_blog(under)
    export = open_export(exports)
    options = Options(
        under=blog,
        statuses=frozenset(statuses),
        skip_comments=frozenset(skip_comments),
        with_pings=with_pings,
        author_map=author_map or {},
        media=MediaStore.at(media) if media else MediaStore(),
        fetch=_fetcher(export, most_megabytes) if fetch_media else None,
        update=update,
        dry_run=dry_run,
    )
    report = load(export, options=options, user=user, progress=progress)
    if proof and not dry_run:
        prove(report, blog.get_site() or Site.objects.get(is_default_site=True), progress)
    return report


def find_blog(under: str) -> BlogIndexPage:
    """Return the blog with this address or number; without one, the only one of the site's first language."""
    found = blogs_called(under).first()
    if found is None:
        raise CannotLoad(f"There is no blog “{under}” here." if under else "There is no blog here to import into.")
    return found


def _fetcher(export: Any, most_megabytes: int) -> Fetcher:
    fetch = Fetcher(_hosts(export))
    fetch.most_in_all = most_megabytes * 1024 * 1024 or fetch.most_in_all
    return fetch


def _hosts(export: Any) -> set[str]:
    """Return the hosts of the export's own files."""
    index = Index()
    for record in export:
        if isinstance(record, records.Site):
            index.site = record
        elif isinstance(record, records.Item) and record.type == "attachment":
            index.attachments[record.id] = record
    return Own(index).hosts


def write_report(report: Report, path: Path) -> None:
    """Write a report as JSON or as a page to print, by the ending of the file's name."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_in_html(report) if path.suffix == ".html" else in_json(report.parts()))


def _in_html(report: Report) -> Iterator[str]:
    """Yield the page; its long tables, some rows at a time, in the places that the template leaves for them."""
    parts = dict(report.parts())
    page = render_to_string("blog/wordpress/report.html", {**parts, "is_amiss": next(report.amiss(), "")})
    for number, piece in enumerate(PLACE_OF_ROWS.split(page)):
        if number % 2 == 0:
            yield piece
            continue
        for rows in in_batches(parts[piece], ROWS_AT_ONCE):
            yield render_to_string("blog/wordpress/report_rows.html", {"section": piece, "rows": rows})
