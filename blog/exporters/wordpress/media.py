"""Pictures and documents, as WordPress's attachments: where they lie, not the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from blog.importers.wordpress.records import Item
from blog.models import PostPage

from .looking_up import Shown, shown_document, shown_image

BATCH = 500


def attachments(root: str) -> Iterator[Item]:
    """Yield all pictures and documents of the site."""
    # WordPress keeps the alternative text with the picture, where posts here have one each for what stands above them.
    said = PostPage.objects.exclude(featured_image=None).exclude(featured_image_alt="").order_by("-pk")
    alts = dict(said.values_list("featured_image_id", "featured_image_alt"))
    for image in get_image_model().objects.order_by("pk").iterator(BATCH):
        alt = image.description or alts.get(image.pk, "")
        meta = [("_wp_attached_file", image.file.name)]
        meta += [("_wp_attachment_image_alt", alt)] if alt else []
        meta += [("_credit", image.credit)] if image.credit else []
        yield _item(image, shown_image(image, root), meta)
    for document in get_document_model().objects.order_by("pk").iterator(BATCH):
        yield _item(document, shown_document(document, root), [("_wp_attached_file", document.file.name)])


def _item(row: Any, shown: Shown, meta: list[tuple[str, str]]) -> Item:
    return Item(
        id=shown.number,
        type="attachment",
        status="inherit",
        title=escape(row.title, quote=False),
        slug=f"attachment-{shown.number}",
        link=shown.url,
        guid=shown.url,
        date=row.created_at,
        modified=row.created_at,
        content=escape(getattr(row, "description", ""), quote=False),
        comments_open=False,
        meta=tuple(meta),
        attachment_url=shown.url,
    )
