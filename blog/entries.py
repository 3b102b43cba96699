"""Posts as feeds and mails tell of them: many at a time, in a fixed number of queries."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import F
from django.utils.translation import override
from wagtail.models import Locale

from blog.entry_html import Known, html_of, lists_of
from blog.links import BlogLinks
from blog.models import BlogIndexPage, PostPage
from blog.talk import face_of
from collaboration.models import Organisation
from collaboration.vocabulary import chosen_terms, directory
from comments.text import neutral_name
from home.bodies import LookedUp, look_up_many
from home.following import Enclosure, Entry, uuids_of
from home.running_text import running_text
from home.structured_data import plain
from home.visibility import readable_by_all

SUMMARY_LETTERS = 300
# An IRI begins with the name of a scheme (RFC 3987); what other systems count their posts by may be none.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def entries(keys: Collection[str], language: str) -> dict[str, Entry]:
    """Return the posts that anybody may read, each as a reader of the language meets it."""
    with override(language):
        posts = faces(uuids_of(keys), language)
        return {str(key): entry for key, entry in zip(posts, told(list(posts.values())), strict=True)}


def faces(keys: Iterable[UUID], language: str) -> dict[UUID, Any]:
    """Return the readable face of each post: in the language, else as it was first written."""
    posts = (
        PostPage.objects.published()
        .filter(translation_key__in=keys)
        .with_byline()
        .prefetch_related("tagged_items__tag")
        # An alias has no identity of its own.
        .annotate(source_guid=F("alias_of__postpage__guid"))
        .order_by("pk")
    )
    by_key: dict[UUID, list[Any]] = {}
    for post in posts:
        by_key.setdefault(post.translation_key, []).append(post)
    return {key: face_of(found, language) for key, found in by_key.items()}


def blogs() -> list[Any]:
    """Return the blogs that anybody may read, in the order of the site."""
    return list(BlogIndexPage.objects.filter(readable_by_all()).select_related("locale").order_by("path"))


def told(posts: list[Any]) -> list[Entry]:
    """Return posts as they are told of in the active language; they are joined as `faces` joins them."""
    if not posts:
        return []
    bodies = look_up_many(post.body for post in posts)
    terms = chosen_terms([said for post in posts for said in lists_of(post) if said])
    known = Known(bodies, terms, directory(Organisation, Locale.get_active()))
    indexes = [(page, BlogLinks(page)) for page in blogs()]
    return [
        _entry(post, known, next((ls for at, ls in indexes if post.path.startswith(at.path)), None)) for post in posts
    ]


def _entry(post: Any, known: Known, links: BlogLinks | None) -> Entry:
    url, language = post.get_url() or "", post.written_in
    # What stands around the words is in their language, as the whole is said to be.
    with override(language):
        html = html_of(post, url, known)
    # A category's name may be a tag too.
    filed = [row.category.name for row in post.post_categories.all()] + [
        row.tag.name for row in post.tagged_items.all()
    ]
    return Entry(
        id=identity(post, language),
        title=neutral_name(post.title),
        url=url,
        published=post.date,
        updated=max(post.date, post.last_published_at or post.date),
        language=language,
        html=html,
        summary=_summary(post, html),
        authors=tuple(
            (neutral_name(row.author.name), links.author(row.author) if links else "")
            for row in post.post_authors.all()
        ),
        categories=tuple(dict.fromkeys(neutral_name(name) for name in filed)),
        enclosures=tuple(_enclosures(post, known.bodies)),
    )


def identity(post: Any, language: str) -> str:
    """Return what the post is known by for ever; what it brought from elsewhere, where it came from elsewhere."""
    guid = (post.source_guid or "") if post.alias_of_id else post.guid
    if not guid:
        return uuid5(post.translation_key, language).urn
    return guid if _IRI.fullmatch(guid) else uuid5(NAMESPACE_URL, guid).urn


def _summary(post: Any, html: str) -> str:
    return neutral_name(plain(post.introduction or running_text(post) or html, SUMMARY_LETTERS))


def _enclosures(post: Any, bodies: LookedUp) -> Iterable[Enclosure]:
    pks = dict.fromkeys(
        stored["value"].get("document") for stored in post.body.raw_data if stored["type"] == "document"
    )
    for pk in pks:
        if document := bodies.documents.get(pk):
            yield Enclosure(url=document.url, type=document.content_type, length=_size_of(document))


def _size_of(document: Any) -> int:
    """Return how many bytes a file has. Wagtail's own question would write down what it does not know."""
    with contextlib.suppress(OSError):
        return document.file.size if document.file_size is None else document.file_size
    return 0
