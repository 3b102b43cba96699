"""A site as an export for WordPress: read in batches, and written as it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.models import Site as WagtailSite

from blog.entries import identity
from blog.importers.wordpress.records import Item, Site, Term
from blog.models import PostPage
from collaboration.models import Organisation
from collaboration.vocabulary import directory
from home.models import SiteText, StandardPage

from . import wxr
from .bodies import content_of
from .comments import comments_on
from .filed import MENU, Filed
from .looking_up import address_of, look_up
from .media import attachments
from .numbers import post_number, term_number
from .saying import Closed, Saying, sayings

BATCH = 50
MODELS = {"page": StandardPage, "post": PostPage}


def export(*, language: str = "", counts: Counter[str] | None = None) -> Iterator[str]:
    """Yield the export in pieces. `counts` is told what was written, and what has no place in WordPress.

    Without a language, all that was written in any: WordPress knows of none. Raises Locale.DoesNotExist.
    """
    counts = Counter() if counts is None else counts
    locales = Locale.objects.filter(language_code=language) if language else Locale.objects.all()
    if language:
        locales.get()
    # The site's first language first: of a post in two, its comments go with that one.
    locales = sorted(locales, key=lambda locale: (locale.language_code != settings.LANGUAGE_CODE, locale.pk))
    yield from _Exporting(locales, counts).pieces()


class _Exporting:
    def __init__(self, locales: list[Locale], counts: Counter[str]) -> None:
        self.locales, self.counts = locales, counts
        self.root = WagtailSite.objects.get(is_default_site=True).root_url
        self.zone = timezone.get_default_timezone()
        self.filed, self.closed = Filed(locales), Closed()
        self._discussed: set[Any] = set()

    def pieces(self) -> Iterator[str]:
        yield wxr.beginning(self._site(), timezone.now())
        for author in self.filed.author_records():
            self.counts["author"] += 1
            yield wxr.author(author)
        for term in self.filed.term_records():
            self.counts[term.taxonomy] += 1
            yield wxr.term(term)
        in_menus = [pages for locale in self.locales if (pages := list(_pages(StandardPage, locale, in_menus=True)))]
        if in_menus:
            yield wxr.term(_menu())
        yield wxr.generator("Samspill")
        items = [attachments(self.root), (item for locale in self.locales for item in self._items(locale))]
        items.append(self._menu_item(pk, place) for pks in in_menus for place, pk in enumerate(pks, 1))
        for part in items:
            for item in part:
                self.counts[f"{item.type}/{item.status}"] += 1
                self.counts.update(f"comment/{comment.approved}" for comment in item.comments)
                yield from wxr.item(item, self.zone)
        yield wxr.ENDING
        self._count_what_stays()

    def _site(self) -> Site:
        language = self.locales[0].language_code
        text = SiteText.objects.for_language(language)
        named = WagtailSite.objects.get(is_default_site=True).site_name
        return Site(
            title=text.name if text else named,
            tagline=text.tagline if text else "",
            link=self.root,
            language=language,
        )

    # --- Pages ---------------------------------------------------------------------------------------

    def _items(self, locale: Locale) -> Iterator[Item]:
        with override(locale.language_code):
            organisations = directory(Organisation, locale)
        for kind, model in MODELS.items():
            for pks in _batches(_pages(model, locale)):
                # What stands around the words is said in their language; not while others work with what was yielded.
                with override(locale.language_code):
                    written = list(self._batch(kind, model, pks, organisations))
                yield from written

    def _batch(self, kind: str, model: Any, pks: list[int], organisations: Any) -> Iterator[Item]:
        pages = model.objects.select_related("locale")
        if model is PostPage:
            pages = pages.prefetch_related("post_authors", "post_categories", "tagged_items")
        by_pk = pages.in_bulk(pks)
        said = sayings([by_pk[pk] for pk in pks if pk in by_pk], self.closed)
        found = look_up([saying.body for saying in said], [saying.featured for saying in said], self.root)
        above = self._above(said) if model is StandardPage else {}
        keys = {saying.page.translation_key for saying in said} - self._discussed
        self._discussed |= keys
        comments = comments_on(keys) if keys else {}
        for saying in said:
            page, url = saying.page, address_of(saying.page, self.root)
            if saying.was_closed:
                self.counts[
                    "a draft that some alone may read here: WordPress would let all read it, once published"
                ] += 1
            thumbnail = found.images.get(saying.featured or 0)
            yield Item(
                id=post_number("page", page.pk),
                type=kind,
                status=saying.status,
                title=escape(saying.title, quote=False),
                slug=saying.slug,
                link=url,
                guid=_guid(page, url),
                creator=self.filed.creator(saying),
                date=saying.date,
                modified=saying.modified,
                content=content_of(saying.body, url, found, organisations),
                excerpt=escape(saying.introduction, quote=False),
                parent=above.get(page.pk, ""),
                menu_order=Page._str2int(page.path[-page.steplen :]) if model is StandardPage else 0,
                password=saying.password,
                comments_open=saying.comments_open,
                terms=self.filed.of(saying),
                meta=(("_thumbnail_id", thumbnail.number),) if thumbnail else (),
                comments=tuple(comments.pop(page.translation_key, ())),
            )

    def _above(self, said: list[Saying]) -> dict[int, str]:
        """Return {page: number of the page above it}, where one stands above it. One query."""
        paths = {saying.page.pk: saying.page.path[: -saying.page.steplen] for saying in said}
        rows = StandardPage.objects.filter(path__in=set(paths.values()), alias_of=None).values_list("path", "pk")
        known = dict(rows)
        return {pk: post_number("page", known[path]) for pk, path in paths.items() if path in known}

    def _menu_item(self, pk: int, place: int) -> Item:
        now = timezone.now()
        meta = {"type": "post_type", "menu_item_parent": "0", "object_id": post_number("page", pk), "object": "page"}
        meta |= {"target": "", "classes": 'a:1:{i:0;s:0:"";}', "xfn": "", "url": ""}
        number = post_number("menu item", pk)
        return Item(
            id=number,
            type="nav_menu_item",
            status="publish",
            slug=number,
            link=f"{self.root}/?p={number}",
            guid=f"{self.root}/?p={number}",
            date=now,
            modified=now,
            comments_open=False,
            menu_order=place,
            terms=((MENU, _menu().slug, _menu().name),),
            meta=tuple((f"_menu_item_{key}", value) for key, value in meta.items()),
        )

    # --- What does not come along --------------------------------------------------------------------

    def _count_what_stays(self) -> None:
        kept = Page.objects.filter(depth__gt=1, locale__in=self.locales, alias_of=None)
        for label in kept.not_type(StandardPage, PostPage).values_list("content_type__model", flat=True):
            self.counts[f"left here: {label}"] += 1


def _guid(page: Any, url: str) -> str:
    """Return what feeds know a post by, so that no reader's program takes it for a new one."""
    if not isinstance(page, PostPage):
        return url
    return page.guid or identity(page, page.locale.language_code)


def _menu() -> Term:
    return Term(taxonomy=MENU, slug="menu", name=_("Menu"), id=term_number(MENU, 1))


def _pages(model: Any, locale: Locale, **wanted: Any) -> Iterable[int]:
    """Return the pages of a language, parents before children; an alias only repeats its source."""
    wanted = {"show_in_menus": True} if wanted.pop("in_menus", False) else wanted
    return model.objects.filter(locale=locale, alias_of=None, **wanted).order_by("path").values_list("pk", flat=True)


def _batches(pks: Iterable[int]) -> Iterator[list[int]]:
    every = list(pks)
    for start in range(0, len(every), BATCH):
        yield every[start : start + BATCH]
