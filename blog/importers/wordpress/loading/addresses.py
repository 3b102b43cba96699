"""From every old address to the new one: rows of redirects, which editors see and may change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from blog.links import BlogLinks
from blog.models import Author, Category, PostPage

from .batches import in_batches
from .index import Known
from .paths import path_of
from .terms import AUTHOR, CATEGORY, TAG
from .writing import MODELS

LONGEST = 255
CHUNK = 500
_DATED = re.compile(r"/(\d{4})/(\d{2})(?:/(\d{2}))?(?=/)")


@dataclass(frozen=True)
class Led:
    """One old address: to a page and what lies below it, or to an address without the host."""

    old: str
    page: int | None = None
    route: str = ""
    link: str = ""
    # The new address, for the report.
    new: str = ""


class Addresses:
    """The old addresses of one blog."""

    def __init__(self, run: Any) -> None:
        self.run, self.index, self.base = run, run.index, run.index.base
        self.blog = run.options.under
        self.blog_url = self.blog.get_url() or "/"
        self.site = self.blog.get_site()

    def write(self) -> None:
        """Write a redirect for each address that has none, and tell of all of them in the report."""
        chunk: list[Led] = []
        seen: set[str] = set()
        for led in self._all():
            old = Redirect.normalise_path(led.old)
            if old in seen or old in {"", "/"}:
                continue
            if len(old) > LONGEST:
                self.run.report.note("An address too long for a redirect", led.old)
                continue
            seen.add(old)
            chunk.append(led)
            self.run.report.addresses.append({"old": led.old, "new": led.new, "status": None})
            if len(chunk) == CHUNK:
                self._write(chunk)
                chunk = []
        self._write(chunk)

    @transaction.atomic
    def _write(self, chunk: list[Led]) -> None:
        olds = {Redirect.normalise_path(led.old): led for led in chunk}
        there = set(Redirect.get_for_site(self.site).filter(old_path__in=olds).values_list("old_path", flat=True))
        Redirect.objects.bulk_create(
            Redirect(
                old_path=old,
                site=self.site,
                redirect_page_id=led.page,
                redirect_page_route_path=led.route,
                redirect_link=led.link,
                automatically_created=True,
            )
            for old, led in olds.items()
            if old not in there
        )

    def _all(self) -> Iterator[Led]:
        yield from self._pages()
        yield from self._media()
        yield from self._listing()

    def lists(self) -> dict[str, str]:
        """Return {old address: new} of what lists posts: categories, tags, authors, years, months, days."""
        return {path_of(led.old) if "?" not in led.old else led.old: led.new for led in self._listing()}

    def _listing(self) -> Iterator[Led]:
        yield from self._filed()
        yield from self._archives()

    def _pages(self) -> Iterator[Led]:
        for kind, model in MODELS.items():
            # What was a draft there had no address.
            pages = model.objects.filter(live=True).defer_streamfields()
            for number, known, page in self._with_rows(kind, pages):
                url = page.get_url() or ""
                paths = [path_of(known.link)]
                paths += [f"{paths[0].rpartition('/')[0]}/{slug}" for slug in known.old_slugs if paths[0]]
                paths += [f"{self.base}/?p={number}"]
                paths += [f"{self.base}/?page_id={number}"] if kind == "page" else []
                for path in filter(None, paths):
                    if path.rstrip("/") != urlsplit(url).path.rstrip("/"):
                        yield Led(path if "?" in path else f"{path}/", page=page.pk, new=url)

    def _with_rows(self, kind: str, rows: Any) -> Iterator[tuple[str, Known, Any]]:
        """Yield the items of a kind that are pages among the rows, some at a time: all together they are large."""
        for chunk in in_batches((pair for pair in self.index.items.items() if pair[1].type == kind), CHUNK):
            numbers = {number: self.run.number_of_page(kind, number) for number, _known in chunk}
            found = {row.pk: row for row in rows.filter(pk__in=[pk for pk in numbers.values() if pk])}
            for number, known in chunk:
                if row := found.get(numbers[number]):
                    yield number, known, row

    def _media(self) -> Iterator[Led]:
        for chunk in in_batches(self.index.attachments.items(), CHUNK):
            yield from self._files(dict(chunk))

    def _files(self, attachments: dict[str, Any]) -> Iterator[Led]:
        there = {number: self.run.files.known(number) for number in attachments}
        models = {"image": get_image_model(), "document": get_document_model()}
        rows = {
            what: model.objects.in_bulk([found[1] for found in there.values() if found and found[0] == what])
            for what, model in models.items()
        }
        for number, item in attachments.items():
            found = there[number]
            row = rows[found[0]].get(found[1]) if found else None
            above = self.run.number_of_page("post", item.parent) or self.run.number_of_page("page", item.parent)
            pages = [path_of(item.link), f"{self.base}/?attachment_id={number}"]
            if row is not None and found[0] == "image" and self.index.uses.of(item.attachment_url, item) is not None:
                # The old address was known to many; what it shows is for few.
                self._forget(row.file.url)
                row, pages = None, [*pages, path_of(item.attachment_url)]
            if row is not None:
                link = row.file.url if found[0] == "image" else row.url
                for path in filter(None, [*pages, path_of(item.attachment_url)]):
                    yield Led(path, link=link, new=link)
            elif above:
                # The page of a picture that is not here: the text that showed it.
                for path in filter(None, pages):
                    yield Led(path, page=above, new="")

    def _forget(self, link: str) -> None:
        """Lead no longer to a picture that was open when its old address was led from."""
        Redirect.objects.filter(site=self.site, automatically_created=True, redirect_link=link).delete()

    def _filed(self) -> Iterator[Led]:
        links = BlogLinks(self.blog)
        known = self.run.terms._known
        rows = {AUTHOR: Author.objects.in_bulk(), CATEGORY: Category.objects.in_bulk(), TAG: Tag.objects.in_bulk()}
        terms = {(term.taxonomy, term.slug): term for term in self.index.terms}
        posts = PostPage.objects.child_of(self.blog).published().order_by()
        ways = {AUTHOR: "post_authors__author", CATEGORY: "post_categories__category", TAG: "tagged_items__tag"}
        used = {kind: set(posts.values_list(way, flat=True)) for kind, way in ways.items()}
        for (kind, number), pk in known.items():
            row = rows[kind].get(pk)
            if row is None:
                continue
            word = {AUTHOR: "author", CATEGORY: "category", TAG: "tag"}[kind]
            # There is no list of nothing: what is filed under an unused name is looked for in the archive.
            url = getattr(links, word)(row) if pk in used[kind] else links.archive
            route = f"/{url.removeprefix(self.blog_url)}"
            term = terms.get((kind, number))
            person = self.index.authors.get(number)
            olds = [f"{self.base}/{word}/{number}/"]
            if kind == CATEGORY and term and term.parent:
                olds.append(f"{self.base}/{word}/{self._nested(term, terms)}/")
            if term and term.id and kind == CATEGORY:
                olds.append(f"{self.base}/?cat={term.id}")
            if kind == TAG:
                olds.append(f"{self.base}/?tag={number}")
            if person and person.id:
                olds.append(f"{self.base}/?author={person.id}")
            for old in olds:
                yield Led(old, page=self.blog.pk, route=route, new=url)

    def _nested(self, term: Any, terms: dict[tuple[str, str], Any]) -> str:
        way = [term.slug]
        while term and term.parent and term.parent not in way:
            way.insert(0, term.parent)
            term = terms.get((CATEGORY, term.parent))
        return "/".join(way)

    def _archives(self) -> Iterator[Led]:
        """Yield the years, months and days in which there is a post that can be read."""
        posts = PostPage.objects.child_of(self.blog).published().only("date")
        seen: set[tuple[int, ...]] = set()
        for _number, known, post in self._with_rows("post", posts):
            here = timezone.localtime(post.date)
            said = _DATED.match(path_of(known.link).removeprefix(self.base) + "/")
            year, month, day = (
                (int(n or here.day) for n in said.groups()) if said else (here.year, here.month, here.day)
            )
            for there in ((year,), (year, month), (year, month, day)):
                if there in seen:
                    continue
                seen.add(there)
                route = f"/{here.year:04}/" if len(there) == 1 else f"/{here.year:04}/{here.month:02}/"
                parts = [f"{there[0]:04}", *(f"{n:02}" for n in there[1:])]
                new = f"{self.blog_url.rstrip('/')}{route}"
                for old in (f"{self.base}/{'/'.join(parts)}/", f"{self.base}/?m={''.join(parts)}"):
                    yield Led(old, page=self.blog.pk, route=route, new=new)
