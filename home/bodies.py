"""Fetch what the blocks of a body show in a fixed number of queries, however many blocks it has.

Left to itself every text looks up its own links, and every picture its own sizes.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.pages import PageLinkHandler

from home.localised_pages import localised_by_number

# Stands between texts while their links are looked up; an editor can't write a comment into one.
SEAM = "<!-- seam -->"


class LinkedText(RichText):
    """Rich text whose links have been looked up already."""

    def __init__(self, source, html):
        super().__init__(source)
        self.html = html

    def __html__(self):
        return render_to_string("wagtailcore/shared/richtext.html", {"html": mark_safe(self.html)})


class LinkToPage(PageLinkHandler):
    """Links to pages, in the reader's language: as many queries for many as for one."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        wanted = {int(attrs["id"]) for attrs in attrs_list if str(attrs.get("id", "")).isdecimal()}
        pages = localised_by_number(wanted, get_language()) if wanted else {}
        urls = {str(pk): page.get_url() for pk, page in pages.items()}
        return [
            f'<a href="{escape(url)}">' if (url := urls.get(str(attrs.get("id")))) else "<a>" for attrs in attrs_list
        ]


def with_sizes(images):
    """Give pictures the sizes that have been made of them, in one query."""
    # Wagtail looks under this name before it asks the database.
    prefetch_related_objects([image for image in images if image], made_sizes())


def made_sizes(relation="renditions"):
    """Return what to prefetch for the sizes of pictures, which are reached by `relation`."""
    return Prefetch(relation, to_attr="prefetched_renditions")


def look_up_together(body):
    """Look up the links of a body's texts, and the sizes of its pictures, each at once."""
    places = {"text": [], "image": []}
    for number, stored in enumerate(body.raw_data):
        places.get(stored["type"], []).append(number)
    # Only these are taken out: a statement list would fetch its terms, kind by kind.
    texts = [body[number] for number in places["text"]]
    if texts:
        found = expand_db_html(SEAM.join(block.value.source for block in texts)).split(SEAM)
        for block, html in zip(texts, found, strict=True):
            block.value = LinkedText(block.value.source, html)
    with_sizes([body[number].value["image"] for number in places["image"]])


@dataclass(frozen=True)
class LookedUp:
    """What the texts of many bodies say with their links looked up, and the pictures and files that stand in them."""

    texts: dict[str, str]
    images: dict[int, Any]
    documents: dict[int, Any]


def look_up_many(bodies):
    """Return what stands in many bodies, by what is stored of it: as many queries for many as for one."""
    stored = [block for body in bodies for block in body.raw_data]
    sources = list(dict.fromkeys(block["value"] or "" for block in stored if block["type"] == "text"))
    htmls = expand_db_html(SEAM.join(sources)).split(SEAM) if sources else []
    pictures = {stored_image(block["value"])[0] for block in stored if block["type"] == "image"}
    files = {block["value"].get("document") for block in stored if block["type"] == "document"}
    images = get_image_model().objects.filter(pk__in=pictures - {None}).prefetch_related(made_sizes())
    return LookedUp(
        texts=dict(zip(sources, htmls, strict=True)),
        images={image.pk: image for image in images},
        documents=get_document_model().objects.in_bulk(files - {None}),
    )


def stored_image(value):
    """Return (pk or None, alternative text) of a picture as a body stores it; what is decoration has no such text."""
    chosen = value.get("image")
    if not isinstance(chosen, dict):
        return chosen, ""
    return chosen.get("image"), "" if chosen.get("decorative") else chosen.get("alt_text") or ""
