"""What the texts of some pages lead to and show, looked up at once: as many queries for many as for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import extract_attrs

from blog.models import PostPage
from collaboration.reading import LIST_KINDS, read_lists
from collaboration.vocabulary import chosen_terms
from home.bodies import stored_image

from .numbers import post_number

_LINK = re.compile(r"<a\b([^>]*)>")

Body = list[dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """A picture or file: WordPress's number of it, and where it lies."""

    number: str
    url: str
    title: str


@dataclass(frozen=True)
class LookedUp:
    """By their primary keys."""

    root: str
    pages: Mapping[int, str]
    images: Mapping[int, Shown]
    documents: Mapping[int, Shown]
    terms: Mapping[tuple[str, int], Any]

    def lead(self, attributes: Mapping[str, str]) -> str:
        """Return the whole address that a link of a text leads to; "" where it led to is gone."""
        kind, pk = attributes.get("linktype"), attributes.get("id", "")
        if kind == "page":
            return self.pages.get(int(pk), "") if pk.isdecimal() else ""
        if kind == "document":
            found = self.documents.get(int(pk)) if pk.isdecimal() else None
            return found.url if found else ""
        try:
            return urljoin(f"{self.root}/", attributes["href"]) if attributes.get("href") else ""
        except ValueError:
            return attributes["href"]


def address_of(page: Any, root: str) -> str:
    """Return a page's address; of one that readers can't open, by its number, as WordPress writes it."""
    if page.live and (url := page.get_full_url()):
        return url
    asked = "p" if page.content_type_id == _post_type() else "page_id"
    return f"{root}/?{asked}={post_number('page', page.pk)}"


def _post_type() -> int:
    return ContentType.objects.get_for_model(PostPage).pk


def shown_image(image: Any, root: str) -> Shown:
    return Shown(post_number("image", image.pk), urljoin(f"{root}/", image.file.url), image.title)


def shown_document(document: Any, root: str) -> Shown:
    return Shown(post_number("document", document.pk), urljoin(f"{root}/", document.url), document.title)


def look_up(bodies: Iterable[Body], featured: Iterable[int | None], root: str) -> LookedUp:
    """Return what these bodies need; `featured` are the pictures that stand above them."""
    blocks = [block for body in bodies for block in body]
    pages: set[int] = set()
    documents: set[int | None] = set()
    images: set[int | None] = set(featured)
    for block in blocks:
        if block["type"] == "text":
            for link in _LINK.findall(block["value"] or ""):
                attributes = extract_attrs(link)
                kind, pk = attributes.get("linktype"), attributes.get("id", "")
                if kind in {"page", "document"} and pk.isdecimal():
                    (pages if kind == "page" else documents).add(int(pk))
        elif block["type"] == "image":
            images.add(stored_image(block["value"])[0])
        elif block["type"] == "document":
            documents.add(block["value"].get("document"))
    found = Page.objects.filter(pk__in=pages).select_related("locale")
    said = [block for block in blocks if block["type"] in LIST_KINDS]
    return LookedUp(
        root=root,
        pages={page.pk: address_of(page, root) for page in found},
        images={pk: shown_image(row, root) for pk, row in get_image_model().objects.in_bulk(images - {None}).items()},
        documents={
            pk: shown_document(row, root)
            for pk, row in get_document_model().objects.in_bulk(documents - {None}).items()
        },
        terms=chosen_terms(list(read_lists(said))),
    )
