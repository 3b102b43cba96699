"""The second look at texts: once all is here, links to what has moved lead to where it is now."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision

from blog.models import ImportedThing

from .links import document_link, page_link, plain_link, relinked
from .paths import path_of
from .publishing import MODELS
from .writing import written_digest


def link_up(run: Any) -> None:
    """Lead the links of all texts that have some; those that were edited here since are left to their editors."""
    waiting = ImportedThing.objects.filter(source=run.things.source, has_open_links=True).order_by("pk")
    while batch := list(waiting[: run.options.batch]):
        with transaction.atomic():
            for thing in batch:
                _one(run, thing)


def _one(run: Any, thing: ImportedThing) -> None:
    page = MODELS[thing.kind].objects.filter(pk=thing.object_id).first() if thing.kind in MODELS else None
    revision = page and page.get_latest_revision()
    if revision and written_digest(revision.content) == thing.written_digest:
        raw = [
            {**block, "value": relinked(block["value"], lambda href: lead(run, href))}
            if block["type"] == "text"
            else block
            for block in json.loads(revision.content["body"])
        ]
        _rewrite(page, revision, raw)
        thing.written_digest = written_digest(revision.content)
    thing.has_open_links = False
    thing.save(update_fields=["has_open_links", "written_digest"])


def lead(run: Any, href: str) -> str | None:
    """Return the `a` that leads to what an old address is of, or None where that is not here."""
    if run.own.is_list(href):
        base, parts = run.index.base, urlsplit(href)
        found = run.old_lists.get(f"{base}/?{parts.query}" if parts.query else path_of(href))
        return plain_link(found) if found else None
    number = run.own.number(href)
    known = run.index.items.get(number)
    if known is None:
        return None
    if known.type in MODELS:
        pk = run.number_of_page(known.type, number)
        if pk is None:
            return None
        fragment = urlsplit(href).fragment
        if not fragment:
            return page_link(pk)
        page = MODELS[known.type].objects.get(pk=pk)
        return plain_link(f"{page.get_url() or ''}#{fragment}")
    found = run.files.attachment(number)
    if found is None:
        return None
    if found[0] == "document":
        return document_link(found[1]) if get_document_model().objects.filter(pk=found[1]).exists() else None
    image = get_image_model().objects.filter(pk=found[1]).first()
    return plain_link(image.file.url) if image else None


def _rewrite(page: Any, revision: Revision, raw: list[dict[str, Any]]) -> None:
    """Write a body whose words are the same: nothing is published anew, and nobody is told."""
    field = page._meta.get_field("body")
    page.body = field.stream_block.to_python(raw)
    type(page).objects.filter(pk=page.pk).update(body=page.body)
    revision.content["body"] = field.value_to_string(page)
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
