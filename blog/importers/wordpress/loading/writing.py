"""Posts and pages of an export, as those of the site: made once, updated where asked for, never over an edit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.models import Page, Revision

from blog.models import ImportedThing, PostAuthor, PostCategory, PostPage, Result
from home.models import StandardPage
from home.models.base_page import reserved_slugs
from home.text.slugs import slug_for, unique_slug

from ..conversion.compare import compared, visible_words
from ..records import Item
from .bodies import words_of
from .drafting import Draft, draft_of
from .links import links_in
from .publishing import MODELS, publish, publish_new
from .standing import closed_there, standing_of
from .terms import CATEGORY, TAG
from .things import digest
from .updating import Update, withdraw

UNCHANGED, UPDATED, SKIPPED, IMPORTED = Result.UNCHANGED, Result.UPDATED, Result.SKIPPED, Result.IMPORTED


def source_digest(item: Item) -> str:
    """Return a fingerprint of what an export says of an item, its comments left out."""
    fields = ("type", "status", "title", "slug", "creator", "date", "content", "excerpt", "parent", "password")
    # Counters and locks of WordPress's own change without anybody changing the text.
    kept = [pair for pair in item.meta if not pair[0].startswith("_") or pair[0] == "_thumbnail_id"]
    # By their addresses: what a term is called is no change of the post.
    filed = [(kind, slug) for kind, slug, _name in item.terms]
    return digest([getattr(item, name) for name in fields], item.comments_open, filed, kept)


def written_digest(content: Mapping[str, Any]) -> str:
    """Return a fingerprint of what editors can change of a page, as its latest revision holds it."""
    blocks = [[block["type"], block["value"]] for block in json.loads(content["body"])]
    values = [content[name] for name in ("title", "slug", "introduction")]
    values.append(blocks)
    if "post_authors" in content:
        filed = [sorted(row["category"] for row in content["post_categories"])]
        filed.append(sorted(row["tag"] for row in content["tagged_items"]))
        filed.append([row["author"] for row in sorted(content["post_authors"], key=itemgetter("sort_order"))])
        values.append(_instant(content["date"]))
        values += [content[name] for name in ("comments_open", "featured_image", "featured_image_alt")]
        values.append(filed)
    return digest(values)


def _instant(said: datetime | str | None) -> str:
    """Return a time in UTC, as JSON writes it; drafts may have none.

    A revision that has just been made holds a time, and one that was read what JSON made of it, in whichever zone.
    """
    time = datetime.fromisoformat(said) if isinstance(said, str) else said
    return json.dumps(time and time.astimezone(UTC), cls=DjangoJSONEncoder).strip('"')


class Writer:
    """Writes the posts and pages of one blog."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self.index, self.things, self.options = run.index, run.things, run.options
        self.report, self.terms, self.files = run.report, run.terms, run.files
        self._reserved: dict[int, set[str]] = {}
        # The pages that were written and are to be found.
        self.written: list[Any] = []

    def drafted(self, item: Item, before: ImportedThing | None) -> Draft | None:
        """Return an item's text with its files brought here, or None where nothing of it is to be written."""
        if self._why_not(item) or (before and before.result != SKIPPED and not self._has_changed(item, before)):
            return None
        return draft_of(self.run, item)

    def _has_changed(self, item: Item, before: ImportedThing) -> bool:
        return self.options.update and before.source_digest != source_digest(item)

    def write(self, item: Item, before: ImportedThing | None, draft: Any) -> Any:
        """Bring in one item, and return its page, or None where it is none."""
        if draft and draft.error:
            raise draft.error
        page = before and before.content_type_id and before.object_id and self._page(item, before)
        if before and before.result != Result.SKIPPED and not page:
            self.report.add_item(item, SKIPPED, "It was deleted here after it was imported")
            return None
        if why := self._why_not(item):
            if not page or not self.options.update or not self._withdraw(item, page, before, why):
                self._account(item, SKIPPED, why)
            return page or None
        if before and page:
            self._again(item, page, before, draft)
            return page
        page = MODELS[item.type]()
        parent = self.options.under if item.type == "post" else self._parent(item)
        self._fill(page, item, draft)
        page.slug = self._slug(item, parent)
        page.locale, page.show_in_menus = parent.locale, self._is_in_menu(item, parent)
        revision = publish_new(self.index, page, parent, item, self.run.user)
        standing = standing_of(page, self.wanted_slug(item), parent=parent.pk, closed=closed_there(item))
        self._settle(page, item, IMPORTED, revision, standing, before)
        self._compare(item, draft.converted, page)
        return page

    def _page(self, item: Item, before: ImportedThing) -> Any:
        return MODELS[item.type].objects.filter(pk=before.object_id).first()

    def _why_not(self, item: Item) -> str:
        if item.status == "trash":
            return "It is in the trash"
        if item.status not in self.options.statuses:
            return f"Its status, “{item.status}”, is not among those to import"
        return ""

    def _account(self, item: Item, result: str, reason: str) -> None:
        self.report.add_item(item, result, reason)
        if result == SKIPPED and not self.things.of(item.type, [item.id]):
            self.things.write(item.type, item.id, source_digest=source_digest(item), result=result, reason=reason)

    # --- What is there already -----------------------------------------------------------------------

    def _again(self, item: Item, page: Any, before: ImportedThing, text: Any) -> None:
        url = page.get_url() or ""
        if before.source_digest == source_digest(item):
            self.report.add_item(item, UNCHANGED, before.reason, url)
            return
        if not self.options.update:
            self.report.add_item(item, UNCHANGED, "It has changed there; --update brings the change", url)
            return
        if written_digest(page.get_latest_revision().content) != before.written_digest:
            self.report.add_item(item, SKIPPED, "Conflict: it has changed there, and was edited here", url)
            return
        update = Update(self, item, page, before)
        update.move()
        draft = update.page.get_latest_revision_as_object()
        self._fill(draft, item, text)
        update.address(draft)
        update.restrict(draft)
        revision = publish(self.index, draft, item, self.run.user, update)
        update.lead_from(update.page)
        # Which may be the same object, and knew only the former address until here.
        draft.refresh_from_db(fields=["url_path"])
        standing = standing_of(draft, self.wanted_slug(item)) | update.unknown()
        self._settle(draft, item, UPDATED, revision, standing, before, update.reason)
        self._compare(item, text.converted, draft)

    def _withdraw(self, item: Item, page: Any, before: Any, why: str) -> bool:
        here = written_digest(page.get_latest_revision().content)
        is_told = withdraw(self, item, page, before, why, (source_digest(item), here))
        if is_told:
            self.written.append(page)
        return is_told

    # --- The page itself -----------------------------------------------------------------------------

    def _fill(self, page: Any, item: Item, draft: Any) -> None:
        converted = draft.converted
        for name, text in converted.unknown:
            self.report.note(f"Not known: {name}", f"{item.type} {item.id}: {text[:200]}")
        if converted.pages > 1:
            self.report.note("A text on several pages: it stands on one here", f"{item.type} {item.id}")
        body = page._meta.get_field("body").stream_block
        page.body = body.to_python(draft.raw)
        page.title = self._title(item, converted)
        page.draft_title = page.title
        page.introduction = "\n\n".join(" ".join(visible_words(part)) for part in item.excerpt.split("\n\n") if part)
        if item.type == "post":
            self._fill_post(page, item)
        for key in dict.fromkeys(key for key, _value in item.meta if not key.startswith("_")):
            self.report.note(f"A field of its own: {key}", f"{item.id}: {'; '.join(item.meta_values(key))[:500]}")

    def _title(self, item: Item, converted: Any) -> str:
        title = " ".join(visible_words(item.title)) or " ".join(converted.words[:8]) or item.slug
        return (title or f"{item.type} {item.id}")[:255]

    def _fill_post(self, page: Any, item: Item) -> None:
        page.date = item.date or item.modified or self.index.newest or timezone.now()
        page.comments_open = item.comments_open
        # What was said years ago is no news.
        page.mail_followers = False
        if page.pk is None:
            page.guid = (item.guid or item.link)[:500]
        logins = [slug.removeprefix("cap-") for kind, slug, _name in item.terms if kind == "author"]
        pks = dict.fromkeys(self.terms.author(login) for login in logins or [item.creator] if login)
        page.post_authors = [PostAuthor(author_id=pk, sort_order=n) for n, pk in enumerate(pks)]
        filed = {kind: dict.fromkeys(self._filed(item, kind)) for kind in (CATEGORY, TAG)}
        page.post_categories = [PostCategory(category_id=pk, sort_order=n) for n, pk in enumerate(filed[CATEGORY])]
        page.tags.set(list(self.run.tags(filed[TAG])))
        formats = [name for kind, _slug, name in item.terms if kind == "post_format"]
        for what, said in (
            ("Sticky: posts here are not", item.sticky),
            ("A post format: posts here have none", formats),
        ):
            if said:
                self.report.note(what, f"{item.id} {', '.join(formats)}".strip())
        self._feature(page, item)

    def _filed(self, item: Item, kind: str) -> list[int]:
        return [self.terms.filed(kind, slug, name) for taxonomy, slug, name in item.terms if taxonomy == kind]

    def _feature(self, page: PostPage, item: Item) -> None:
        number = next(iter(item.meta_values("_thumbnail_id")), "")
        found = self.files.attachment(number) if number else None
        page.featured_image_id = found[1] if found and found[0] == "image" else None
        page.featured_image_alt = ""
        if page.featured_image_id:
            known = self.index.attachments[number]
            said = [*known.meta_values("_wp_attachment_image_alt"), known.excerpt, known.title, item.title]
            page.featured_image_alt = next(" ".join(visible_words(text)) for text in [*said, page.title] if text)[:300]
        elif number:
            self.report.note("A featured image that is not here", f"{item.id}: {number}")

    def _parent(self, item: Item) -> Any:
        """Return the page above: the one there, else the next above that one, else where pages go."""
        at, passed = item.parent, set()
        while at in self.index.items and at not in passed:
            passed.add(at)
            row = self.things.of("page", [at]).get(at)
            if row and row.object_id and (page := StandardPage.objects.filter(pk=row.object_id).first()):
                return page
            at = self.index.items[at].parent
        if item.parent:
            self.report.note("The page above is not here: it stands at the top", f"page {item.id}: {item.parent}")
        return self.options.parent

    def _is_in_menu(self, item: Item, parent: Any) -> bool:
        return item.type == "page" and item.id in self.index.in_menus and parent.pk == self.options.parent.pk

    def wanted_slug(self, item: Item) -> str:
        """Return the address that an item is to have, if that is free."""
        return slug_for(item.slug or item.title, 200, fallback=f"{item.type}-{item.id}")

    def _slug(self, item: Item, parent: Any, but: int | None = None) -> str:
        return unique_slug(self.wanted_slug(item), lambda slug: self._is_taken(slug, parent, but), 250)

    def _is_taken(self, slug: str, parent: Any, but: int | None = None) -> bool:
        if parent.pk not in self._reserved:
            self._reserved[parent.pk] = reserved_slugs(parent.specific)
        if slug.lower() in self._reserved[parent.pk]:
            return True
        return Page.objects.child_of(parent).filter(slug=slug).exclude(pk=but).exists()

    def _settle(
        self,
        page: Any,
        item: Item,
        result: str,
        revision: Revision,
        standing: dict[str, Any],
        before: ImportedThing | None,
        reason: str = "",
    ) -> None:
        reason = reason or {"pending": "It waits there for an editor: a draft here"}.get(item.status, "")
        texts = [block["value"] for block in page.body.raw_data if block["type"] == "text"]
        own = self.run.own
        links = any(own.number(href) or own.is_list(href) for html in texts for href in links_in(html))
        self.written.append(page)
        self.things.write(
            item.type,
            item.id,
            page,
            source_digest=source_digest(item),
            written_digest=written_digest(revision.content),
            standing=standing,
            result=result,
            reason=reason,
            has_open_links=links,
            is_new=before is None,
        )
        self.report.add_item(item, result, reason, page.get_url() or "", page.title)

    def _compare(self, item: Item, converted: Any, page: Any) -> None:
        missing, added = compared(list(converted.words), words_of(page.body.raw_data))
        self.report.text.append({"id": item.id, "words": len(converted.words), "missing": missing, "added": added})
