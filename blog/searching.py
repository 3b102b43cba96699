"""What of the blog and the pages can be searched: posts, pages, and the files that they show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    When,
)
from django.db.models.functions import Cast, Left, Length
from django.utils import timezone
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from blog.models import Author, BlogIndexPage, Category, PostPage
from blog.plain_text import block_lines
from collaboration.models import CollaborationPage, SessionDocument, Statement
from collaboration.reading import read_list
from home.models import HomePage, StandardPage
from home.searching import ORGANISATION, SESSION, THEME, Found, Kind, Shown, Source, Text
from home.visibility import readable_by_all

POST, PAGE, DOCUMENT = "post", "page", "document"
# Beside posts; each may have an introduction and a body.
PAGE_MODELS = (StandardPage, HomePage, BlogIndexPage, CollaborationPage)


# --- Posts ---------------------------------------------------------------------------------------


def posts() -> Any:
    """Return the posts that are published; what only repeats another is found through that."""
    return PostPage.objects.filter(live=True, alias_of=None)


def post_texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield what posts say, in the words that stand there."""
    rows = (
        posts()
        .filter(pk__in=ids)
        .select_related("locale", "session")
        .prefetch_related("tagged_items__tag", "post_authors__author__organisation", "post_categories__category")
    )
    said = _said_in(ids)
    for post in rows:
        authors = [row.author for row in post.post_authors.all()]
        theirs = [author.organisation.translation_key for author in authors if author.organisation]
        facets = [*said[post.pk], *((ORGANISATION, str(key)) for key in theirs)]
        if post.session:
            facets.append((SESSION, str(post.session.translation_key)))
        tags = [row.tag.name for row in post.tagged_items.all()]
        categories = [row.category.name for row in post.post_categories.all()]
        yield Text(
            id=post.pk,
            thing=f"{POST}:{post.translation_key}",
            language=post.locale.language_code,
            kind=POST,
            title=post.title,
            names=(*tags, *categories, *(author.name for author in authors)),
            body="\n".join([post.introduction, *body_lines(post.body)]),
            dated=timezone.localdate(post.date),
            facets=tuple(facets),
        )


def _said_in(ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Return {post: the facets of what is said in it}."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Statement.objects.standing().filter(post__in=ids).order_by()
    keys = ("organisation__translation_key", "concept__theme__translation_key")
    for post, organisation, theme in rows.values_list("post", *keys).distinct():
        found[post] += [(name, str(key)) for name, key in ((ORGANISATION, organisation), (THEME, theme)) if key]
    return found


def body_lines(body: Any) -> Iterator[str]:
    """Yield what stands in a body; of a statement list its heading and the wordings, not what they are filed under."""
    seen: Counter[str] = Counter()
    for number, stored in enumerate(body.raw_data):
        said = read_list(stored, seen)
        if said is None:
            yield from (str(line) for line in block_lines(body[number]) if line)
            continue
        yield said.heading
        for item in said.items:
            yield " – ".join(filter(None, (item.wording, item.note)))


# --- Pages ---------------------------------------------------------------------------------------


def pages() -> Any:
    """Return the published pages that are no posts."""
    types = [ContentType.objects.get_for_model(model) for model in PAGE_MODELS]
    return Page.objects.filter(live=True, alias_of=None, content_type__in=types)


def page_texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield what pages say."""
    for page in pages().filter(pk__in=ids).select_related("locale").specific():
        body = getattr(page, "body", None)
        yield Text(
            id=page.pk,
            thing=f"{PAGE}:{page.translation_key}",
            language=page.locale.language_code,
            kind=PAGE,
            title=page.title,
            body="\n".join([str(getattr(page, "introduction", "")), *(body_lines(body) if body else ())]),
        )


def pages_shown(found: Sequence[Found], language: str) -> Mapping[Found, Shown]:
    """Return the pages; where the reader's language repeats one, in its place there. One query."""
    ids = [one.id for one in found]
    wanted = Q(pk__in=ids) | Q(alias_of__in=ids, locale__language_code=language)
    is_readable = ExpressionWrapper(readable_by_all(), output_field=BooleanField())
    rows = list(Page.objects.filter(wanted).select_related("locale").annotate(is_readable=is_readable))
    own = {row.alias_of_id: row for row in rows if row.alias_of_id in ids and row.is_readable}
    pages = {row.pk: row for row in rows if row.is_readable}
    return {
        one: Shown(title=page.title, url=own.get(page.pk, page).get_url() or "", language=page.locale.language_code)
        for one in found
        if (page := pages.get(one.id))
    }


# --- Files ---------------------------------------------------------------------------------------


def documents_shown_to_all() -> Any:
    """Return the files that anybody may open, and that a page or a session which anybody may read shows.

    A file that lies in an open collection can be opened by whoever knows its address; that nothing leads to it may be
    on purpose.
    """
    model = get_document_model()
    above = CollectionViewRestriction.objects.filter(
        collection__path=Left(OuterRef("collection__path"), Length("collection__path"))
    )
    of_pages = ContentType.objects.get_for_model(Page)
    # The column holds the numbers of all kinds of things, some of which are none.
    number = Case(When(base_content_type=of_pages, then=Cast("object_id", BigIntegerField())), default=None)
    used = ReferenceIndex.objects.annotate(page_number=number).filter(
        Exists(Page.objects.filter(readable_by_all(), pk=OuterRef("page_number")).order_by()),
        base_content_type=of_pages,
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    kept = SessionDocument.objects.filter(document=OuterRef("pk"), shown=True, session__live=True)
    return model.objects.filter(~Exists(above.order_by())).filter(Exists(used.order_by()) | Exists(kept.order_by()))


def document_texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield what files are called, and what they are."""
    for document in get_document_model().objects.filter(pk__in=ids):
        yield Text(
            id=document.pk,
            thing=f"{DOCUMENT}:{document.pk}",
            language="",
            kind=DOCUMENT,
            title=document.title,
            body=document.description,
            dated=timezone.localdate(document.created_at),
        )


def documents_shown(found: Sequence[Found], language: str) -> Mapping[Found, Shown]:
    """Return the files, at the addresses that open them."""
    rows = get_document_model().objects.in_bulk([one.id for one in found])
    return {one: Shown(title=row.title, url=row.url, language="") for one in found if (row := rows.get(one.id))}


# --- What touches them ---------------------------------------------------------------------------


def _itself(row: Any) -> Iterable[int]:
    return [row.pk]


def _posts_of(path: str) -> Any:
    return lambda row: posts().filter(**{path: row.pk}).values_list("pk", flat=True)


def _kind(name: str, model: Any) -> tuple[Kind]:
    return (Kind(name, model._meta.verbose_name, model._meta.verbose_name_plural),)


SOURCES = (
    Source(
        name=POST,
        place=4,
        model=PostPage,
        kinds=_kind(POST, PostPage),
        texts=post_texts,
        rows=posts,
        visible=lambda: posts().filter(readable_by_all()),
        shown=pages_shown,
        # What expires is saved as a plain page.
        touched_by={
            PostPage: _itself,
            Page: _itself,
            Tag: _posts_of("tagged_items__tag"),
            Author: _posts_of("post_authors__author"),
            Category: _posts_of("post_categories__category"),
        },
    ),
    Source(
        name=PAGE,
        place=5,
        model=Page,
        kinds=(Kind(PAGE, Page._meta.verbose_name, Page._meta.verbose_name_plural),),
        texts=page_texts,
        rows=pages,
        visible=lambda: pages().filter(readable_by_all()),
        shown=pages_shown,
        touched_by=dict.fromkeys((*PAGE_MODELS, Page), _itself),
    ),
    Source(
        name=DOCUMENT,
        place=6,
        model=get_document_model(),
        kinds=_kind(DOCUMENT, get_document_model()),
        texts=document_texts,
        rows=lambda: get_document_model().objects.all(),
        visible=documents_shown_to_all,
        shown=documents_shown,
        touched_by={get_document_model(): _itself},
        boost=0.8,
    ),
)
