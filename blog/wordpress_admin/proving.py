"""The proof of a run, kept in rows: of 200,000 comments nobody wants to load all to see twenty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import nh3

from blog.importers.wordpress.conversion import convert, shown_html
from blog.importers.wordpress.conversion.compare import compared
from blog.importers.wordpress.loading.bodies import words_of
from blog.importers.wordpress.loading.writing import MODELS
from blog.importers.wordpress.reading import open_export
from blog.importers.wordpress.records import Item
from blog.models import ImportedThing, ProofRow, Result
from blog.wordpress_admin import storing

BATCH = 200
MOST_OF_A_TEXT = 500_000
MOST_UNACCOUNTED = 200
ARRIVED = {Result.IMPORTED, Result.UPDATED, Result.UNCHANGED}
KEPT_TAGS = nh3.ALLOWED_TAGS | {"figure", "figcaption", "section", "article", "aside", "details", "summary"}
# No addresses: nothing is fetched from the old blog, and nothing leads out of the frame.
KEPT_ATTRIBUTES = {"img": {"alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}


def keep_proof(run: Any, report: Any, progress: Callable[[str, int, int], None]) -> dict[str, Any]:
    """Write the rows of a report in the place of earlier ones, and return its figures."""
    ProofRow.objects.filter(run=run).delete()
    pages = _pages(report.source)
    rows = dict(report.parts())
    for section in ("items", "comments", "media", "addresses", "notes"):
        _write(_row(run, section, row, pages) for row in rows[section])
    _write(_texts(run, report, pages, progress))
    unaccounted, more = [], 0
    for line in report.amiss():
        if len(unaccounted) < MOST_UNACCOUNTED:
            unaccounted.append(line)
        else:
            more += 1
    differing = ProofRow.objects.filter(run=run, section=ProofRow.Section.TEXT, amount__gt=0).count()
    return {
        "source": report.source,
        "dry_run": report.dry_run,
        "counts": rows["counts"],
        "words": report.words,
        "differing": differing,
        "unaccounted": unaccounted,
        "unaccounted_number": len(unaccounted) + more,
    }


def _write(rows: Iterable[ProofRow]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        ProofRow.objects.bulk_create(batch)


def _row(run: Any, section: str, row: dict[str, Any], pages: dict[str, int]) -> ProofRow:
    number = str(row.get("id") or "")[:255]
    return ProofRow(
        run=run,
        section=section,
        number=number,
        result=row.get("result", ""),
        amount=row["status"] if section == ProofRow.Section.ADDRESS else None,
        row=row,
        page_id=pages.get(number) if section == ProofRow.Section.ITEM and _is_here(row) else None,
    )


def _is_here(row: dict[str, Any]) -> bool:
    # Of two with one number the first became the page; the other has no address.
    return row["type"] in MODELS and (row["result"] in ARRIVED or bool(row["url"]))


def _pages(source: str) -> dict[str, int]:
    """Return {number: page} of the posts and pages that are here."""
    found: dict[str, int] = {}
    for kind, model in MODELS.items():
        things = ImportedThing.objects.filter(source=source, kind=kind, object_id__in=model.objects.values("pk"))
        found.update(things.values_list("source_id", "object_id"))
    return found


def _texts(
    run: Any, report: Any, pages: dict[str, int], progress: Callable[[str, int, int], None]
) -> Iterator[ProofRow]:
    """Yield every text that arrived, old beside new: also those that an earlier, interrupted run brought."""
    export = open_export(storing.kept(run, storing.EXPORTS))
    arrived = {row["id"] for row in report.items if row["result"] in ARRIVED and row["type"] in MODELS}
    # Where in the report each is: all of them together are large.
    places = {row["id"]: place for place, row in report.text.places()}
    reusable = _reusable(report, export)
    done = 0
    items = (record for record in export if isinstance(record, Item) and record.type in MODELS and record.id in arrived)
    while batch := list(islice(items, BATCH)):
        known = {item.id: report.text.at(places[item.id]) for item in batch if item.id in places}
        bodies = _bodies(batch, pages, known)
        for item in batch:
            row = known.get(item.id) or _compared(item, bodies.get(pages.get(item.id, 0)), reusable)
            if row:
                yield ProofRow(
                    run=run,
                    section=ProofRow.Section.TEXT,
                    number=item.id,
                    amount=len(row["missing"]) + len(row["added"]),
                    row={**row, "title": item.title},
                    page_id=pages.get(item.id),
                    old=harmless(shown_html(item.content, reusable=reusable))[:MOST_OF_A_TEXT],
                )
        done += len(batch)
        progress("texts", done, len(arrived))


def _reusable(report: Any, export: Any) -> dict[str, str]:
    if not any(kind.startswith("wp_block/") for kind in report.found):
        return {}
    return {record.id: record.content for record in export if isinstance(record, Item) and record.type == "wp_block"}


def _bodies(batch: list[Item], pages: dict[str, int], known: dict[str, Any]) -> dict[int, Any]:
    """Return {page: body} of the posts and pages that this run did not compare itself."""
    found: dict[int, Any] = {}
    for kind, model in MODELS.items():
        wanted = [pages[item.id] for item in batch if item.type == kind and item.id in pages and item.id not in known]
        if wanted:
            found |= {page.pk: page.body.raw_data for page in model.objects.filter(pk__in=wanted)}
    return found


def _compared(item: Item, body: Any, reusable: dict[str, str]) -> dict[str, Any] | None:
    if body is None:
        return None
    words = list(convert(item.content, reusable=reusable).words)
    missing, added = compared(words, words_of(body))
    return {"id": item.id, "words": len(words), "missing": missing, "added": added}


def words_compared(run: Any) -> int:
    """Return how many words were compared, also of those texts that were here before."""
    texts = ProofRow.objects.filter(run=run, section=ProofRow.Section.TEXT)
    return sum(texts.values_list("row__words", flat=True).iterator(chunk_size=1000))


def harmless(html: str) -> str:
    """Return HTML with nothing that runs, is fetched or leads elsewhere."""
    return nh3.clean(html, tags=KEPT_TAGS, attributes=KEPT_ATTRIBUTES, link_rel=None)
