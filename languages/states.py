"""How far each page or snippet has come in each language: for the report, explorer and editor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.models import Translation

from languages.review import with_work
from languages.stages import Face, Link, Stage, stage_of


@dataclass(frozen=True)
class Cell:
    """One thing in one language: `pk` is what is edited, `translation` where its texts are read, if there are any."""

    locale: int
    stage: Stage
    pk: int | None = None
    translation: int | None = None
    is_behind: bool = False
    has_texts: bool = False


@dataclass(frozen=True)
class Thing:
    """A page or snippet as it was first written, and its languages."""

    pk: int
    key: UUID
    locale: int
    cells: Mapping[int, Cell] = field(default_factory=dict)


def things(model: type[Any], keys: Collection[Any] | QuerySet[Any], locales: Iterable[int]) -> dict[UUID, Thing]:
    """Return {translation key: how far it has come in each language}, by two questions however many."""
    locales = list(locales)
    faces = _faces(model, keys)
    links = _links(keys)
    found = {}
    for key, there in faces.items():
        linked = links.get(key, {})
        source = _source(there, linked)
        if source is not None:
            cells = {
                locale: _cell(locale, source, there.get(locale), linked.get(locale))
                for locale in locales
                if locale != source.locale
            }
            found[key] = Thing(source.pk, key, source.locale, cells)
    return found


def _faces(model: type[Any], keys: Collection[Any] | QuerySet[Any]) -> dict[UUID, dict[int, Face]]:
    fields = ["pk", "translation_key", "locale_id"]
    fields += ["live", "last_published_at"] if issubclass(model, DraftStateMixin) else []
    fields += ["alias_of_id"] if issubclass(model, Page) else []
    found: dict[UUID, dict[int, Face]] = {}
    for row in model._default_manager.filter(translation_key__in=keys).order_by("pk").values(*fields):
        face = Face(
            pk=row["pk"],
            locale=row["locale_id"],
            is_live=row.get("live", True),
            is_mirror=bool(row.get("alias_of_id")),
            published_at=row.get("last_published_at"),
        )
        found.setdefault(row["translation_key"], {})[face.locale] = face
    return found


def _links(keys: Collection[Any] | QuerySet[Any]) -> dict[UUID, dict[int, Link]]:
    rows = with_work(Translation.objects.filter(source__object_id__in=keys, enabled=True)).order_by()
    names = ("pk", "target_locale_id", "is_changed", "has_drafts")
    of_source = ("source__object_id", "source__locale_id", "source__last_updated_at")
    found: dict[UUID, dict[int, Link]] = {}
    for row in rows.values(*names, *of_source):
        found.setdefault(row["source__object_id"], {})[row["target_locale_id"]] = Link(
            pk=row["pk"],
            source=row["source__locale_id"],
            taken_over_at=row["source__last_updated_at"],
            has_texts=row["is_changed"] or row["has_drafts"],
        )
    return found


def _source(there: Mapping[int, Face], linked: Mapping[int, Link]) -> Face | None:
    """Return what it is translated from, else what was written first; a mirror is neither."""
    for link in linked.values():
        if link.source in there and link.source not in linked:
            return there[link.source]
    return next((face for face in there.values() if not face.is_mirror), None)


def _cell(locale: int, source: Face, face: Face | None, link: Link | None) -> Cell:
    return Cell(
        locale=locale,
        stage=stage_of(source, face, link),
        pk=face.pk if face else None,
        translation=link.pk if link else None,
        is_behind=bool(link and link.is_behind(source)),
        has_texts=bool(link and link.has_texts),
    )
