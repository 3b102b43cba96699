"""Pictures and documents of an export, as the site's own, in collections for each blog."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from blog.models import Result
from home.text.slugs import slug_for

from ..conversion.compare import visible_words
from ..records import Item
from .archives import DAMAGE
from .beside import credit_of
from .collections import Collections
from .index import Index
from .media import Found
from .options import Options
from .paths import path_of
from .report import Report
from .things import Things, digest

ATTACHMENT, FILE = "attachment", "file"
IMAGE, DOCUMENT = "image", "document"


class CannotKeep(Exception):
    """Why a file is not kept here."""


class Files:
    """The files of one blog: each made once, however often it is used."""

    def __init__(self, *, index: Index, things: Things, options: Options, report: Report, user: Any) -> None:
        self.index, self.things, self.options, self.report, self.user = index, things, options, report, user
        self._kinds = {
            ContentType.objects.get_for_model(get_image_model()).pk: IMAGE,
            ContentType.objects.get_for_model(get_document_model()).pk: DOCUMENT,
        }
        self._known: dict[tuple[str, str], tuple[str, int]] = {}
        self._refused: dict[tuple[str, str], str] = {}
        # Where in the report each is told of.
        self._told: dict[tuple[str, str], int] = {}
        self.collections = Collections(things.source)

    def remember(self) -> None:
        there = {
            IMAGE: set(get_image_model().objects.values_list("pk", flat=True)),
            DOCUMENT: set(get_document_model().objects.values_list("pk", flat=True)),
        }
        self._known.clear()
        for kind in (ATTACHMENT, FILE):
            for number, (content_type, pk) in self.things.all(kind).items():
                what = self._kinds.get(content_type or 0)
                if what and pk is not None and pk in there[what]:
                    self._known[kind, number] = (what, pk)

    def load(self, progress: Callable[[int], None] = lambda done: None) -> None:
        """Make all attachments, and tell of each."""
        self.remember()
        for number, item in enumerate(self.index.attachments.values()):
            progress(number)
            before = (ATTACHMENT, item.id) in self._known
            found = self.attachment(item.id)
            reason = self._refused.get((ATTACHMENT, item.id), "")
            result = Result.UNCHANGED if before else Result.IMPORTED if found else Result.SKIPPED
            self.report.add_item(item, result, reason)

    def known(self, number: str) -> tuple[str, int] | None:
        """Return (what, primary key) of an attachment that is here."""
        return self._known.get((ATTACHMENT, number))

    def attachment(self, number: str) -> tuple[str, int] | None:
        """Return (what, primary key) of an attachment, or None where there is no file of it."""
        item = self.index.attachments.get(number)
        return self._one(ATTACHMENT, number, item.attachment_url or item.guid, item) if item else None

    def at(self, address: str, number: str = "", used_in: str = "") -> tuple[str, int] | None:
        """Return the file behind an address in a text: of an attachment, or one that the export does not list."""
        path = path_of(address)
        number = number if number in self.index.attachments else self.index.by_file.get(path, "")
        found = self.attachment(number) if number else None
        key = (ATTACHMENT, number)
        if found is None:
            found, key = self._one(FILE, path[-255:], address, None), (FILE, path[-255:])
        if used_in and key in self._told:
            self.report.media.use(self._told[key], used_in)
        return found

    def _one(self, kind: str, number: str, address: str, item: Item | None) -> tuple[str, int] | None:
        key = (kind, number)
        if key in self._known:
            self._tell(key, address, Result.UNCHANGED)
            return self._known[key]
        if key in self._refused or not number:
            return None
        try:
            what, row = self._made(address, item)
            with transaction.atomic():
                # Its dimensions and its hash are those that were read from the file.
                if row.pk is None:
                    _save(row)
                self.things.write(kind, number, row, source_digest=digest(address))
        except CannotKeep as error:
            self._refused[key] = str(error)
            self._tell(key, address, Result.SKIPPED, str(error))
            return None
        self._known[key] = (what, row.pk)
        self._tell(key, address, Result.IMPORTED)
        return self._known[key]

    def _tell(self, key: tuple[str, str], address: str, result: str, reason: str = "") -> None:
        if key not in self._told:
            number = key[1] if key[0] == ATTACHMENT else ""
            row = {"id": number, "url": address, "result": str(result), "reason": reason}
            self._told[key] = self.report.media.append(row)

    def _made(self, address: str, item: Item | None) -> tuple[str, Any]:
        found = self._found(address)
        ending = PurePosixPath(found.name).suffix.lstrip(".").lower()
        if ending in settings.WAGTAILIMAGES_EXTENSIONS:
            what, model, most = IMAGE, get_image_model(), settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
        elif ending in settings.WAGTAILDOCS_EXTENSIONS:
            what, model, most = DOCUMENT, get_document_model(), settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        else:
            raise CannotKeep(f"Files of the type “{ending}” are not kept on this site")
        if found.size > most:
            raise CannotKeep(f"The file is larger than the site allows: {found.size} bytes")
        try:
            data = found.read()
        except (*DAMAGE, RuntimeError, ValueError) as error:
            raise CannotKeep(f"The file can't be read: {error}") from error
        # The hash that Wagtail keeps of its files.
        closed = self.index.uses.of(address, item)
        into = self._collection_for(what, address, closed)
        same = model.objects.filter(file_hash=hashlib.sha1(data).hexdigest(), collection=into).first()
        return what, same or self._new(model, found, data, item, into, is_closed=closed is not None)

    def _found(self, address: str) -> Found:
        found = self.options.media.find(address)
        if found is None and self.options.fetch and self.options.dry_run:
            # All of a dry run is one transaction; and nobody else's server is to be asked for nothing.
            raise CannotKeep(gettext_noop("A dry run fetches nothing"))
        if found is None and self.options.fetch:
            found = self.options.fetch(address)
            if found is None:
                raise CannotKeep(self.options.fetch.why_not(address))
        if found is None:
            raise CannotKeep("There is no such file among the media")
        return found

    def _new(
        self, model: Any, found: Found, data: bytes, item: Item | None, into: Collection, *, is_closed: bool
    ) -> Any:
        path = PurePosixPath(found.name)
        stem, ending = path.stem, path.suffix.lstrip(".").lower()
        title = " ".join(visible_words(item.title)) if item else ""
        row = model(title=(title or stem)[:255], collection=into, uploaded_by_user=self.user)
        if item:
            said = [*item.meta_values("_wp_attachment_image_alt"), item.content, item.excerpt]
            row.description = next((" ".join(visible_words(text)) for text in said if text.strip()), "")[:255]
            if hasattr(row, "credit"):
                row.credit = credit_of(item)
        # Never another's guess at the name, and the same in every run.
        digested = hashlib.sha256(data).hexdigest()
        name = f"{slug_for(stem, 60, fallback='file')}-{digested[:12]}.{ending}"
        if is_closed:
            # Not to be guessed even by who has the file; before all else, since copies keep the beginning of a name.
            name = f"{salted_hmac('wordpress import', digested).hexdigest()[:24]}-{slug_for(stem, 30)}.{ending}"
        if not self.options.dry_run:
            self._sweep(row, name)
        row.file = ContentFile(data, name=name)
        try:
            row.full_clean()
            set_metadata = getattr(row, "_set_document_file_metadata", None) or row._set_image_file_metadata
            set_metadata()
            if self.options.dry_run:
                row = _without_file(row, name)
        except (ValidationError, OSError, ValueError) as error:
            raise CannotKeep(f"The file can't be read: {error}") from error
        return row

    def _sweep(self, row: Any, name: str) -> None:
        """Remove what a run that was killed has left behind: a file that no row knows."""
        storage = row.file.storage
        path = row._meta.get_field("file").generate_filename(row, name)
        if storage.exists(path) and not type(row).objects.filter(file=path).exists():
            storage.delete(path)

    def _collection_for(self, what: str, address: str, closed: str | None) -> Collection:
        """Return the collection for a file: what only closed posts use is closed as they are."""
        if closed is None:
            return self.collections.open()
        self.report.note(
            gettext_noop("A document of closed posts alone: it is opened as they are")
            if what == DOCUMENT
            else gettext_noop("A picture of closed posts alone: its address here is secret, but asks nobody who he is"),
            address,
        )
        return self.collections.closed(closed)

    def refile(self) -> None:
        """Close and open files anew, as the posts that use them were closed and opened there since."""
        for number, item in self.index.attachments.items():
            what, pk = self._known.get((ATTACHMENT, number), ("", 0))
            if not what:
                continue
            model = get_image_model() if what == IMAGE else get_document_model()
            row = model.objects.get(pk=pk)
            address = item.attachment_url or item.guid
            closed = self.index.uses.of(address, item)
            # What was put elsewhere here is left there.
            if not self.collections.has(row.collection_id) or (closed is None and self.collections.is_open(row)):
                continue
            into = self._collection_for(what, address, closed)
            if into.pk != row.collection_id:
                model.objects.filter(pk=pk).update(collection=into)
                if what == IMAGE and closed is not None:
                    self.report.note(
                        gettext_noop("A picture that was open before: its address is known, and stays as it is"),
                        address,
                    )


def _save(row: Any) -> None:
    try:
        row.save()
    except (OSError, ValueError) as error:
        raise CannotKeep(gettext_noop("The file can't be kept: %(error)s") % {"error": error}) from error


def _without_file(row: Any, name: str) -> Any:
    """Return the row as if its file had been kept: a file is not rolled back with its row."""
    fields = ("title", "collection", "description", "credit", "file_size", "file_hash", "width", "height")
    return type(row)(file=name, **{field: getattr(row, field) for field in fields if hasattr(row, field)})
