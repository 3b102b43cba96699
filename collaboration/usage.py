"""Where a term, an organisation, a session or the like is used: in what is live, and in what waits.

Statements and foreign keys say at once where something is used; Wagtail's reference index knows the
rest, but a worker brings it up to date a little later. What waits to be published (drafts, and what
is scheduled) stands in revisions only; what once was said stands in withdrawn statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import DraftStateMixin, Page, ReferenceIndex, Revision, TranslatableMixin

from collaboration.links.linking import may_link
from collaboration.models import (
    TERM_MODELS,
    Concept,
    ConceptLink,
    Development,
    HelpRequest,
    Organisation,
    Session,
    Statement,
    Term,
    Theme,
)


class Where(models.TextChoices):
    """In what state something is used, the weightiest first."""

    LIVE = "live", gettext_lazy("Published")
    SCHEDULED = "scheduled", gettext_lazy("Scheduled")
    DRAFT = "draft", gettext_lazy("Draft")
    WITHDRAWN = "withdrawn", gettext_lazy("No longer published")


@dataclass(frozen=True)
class Use:
    """One page or snippet that uses something. `edit_url` is empty where the user may not edit it."""

    title: str
    kind: str
    where: Where
    language: str = ""
    url: str = ""
    edit_url: str = ""


def statements_of(obj: Any) -> models.QuerySet[Statement]:
    """Return every statement about, by or in this, public or not, withdrawn ones included."""
    if isinstance(obj, Term):
        return Statement.objects.filter(concept=obj.concept_id)
    if isinstance(obj, Theme):
        return Statement.objects.filter(concept__theme__translation_key=obj.translation_key)
    if isinstance(obj, Organisation):
        return Statement.objects.filter(organisation__translation_key=obj.translation_key)
    if isinstance(obj, Session):
        return Statement.objects.filter(session__translation_key=obj.translation_key)
    return Statement.objects.none()


def faces_of(obj: Any) -> list[Any]:
    """Return the rows that stand for the same thing: its translations, and terms that were merged into it."""
    if isinstance(obj, Term):
        concepts, merged = {obj.concept_id}, {obj.concept_id}
        while merged:
            merged = set(Concept.objects.filter(replaced_by__in=merged).values_list("pk", flat=True)) - concepts
            concepts |= merged
        return list(type(obj).objects.filter(concept__in=concepts))
    if isinstance(obj, TranslatableMixin):
        return list(type(obj)._default_manager.filter(translation_key=obj.translation_key))
    return [obj]


def uses_of(obj: Any, user: Any = None) -> list[Use]:
    """Return where this is used in any language, what is live first.

    With a user, only what she may edit has an `edit_url`.
    """
    # First of all, since it loads what says which models are snippets.
    finder = AdminURLFinder(user)
    faces = faces_of(obj)
    target = ContentType.objects.get_for_model(obj, for_concrete_model=False).pk
    keys = {str(obj.pk), *(str(face.pk) for face in faces)}
    found: dict[tuple[int, str], tuple[Any, Where]] = {}

    def note(source: Any, where: Where) -> None:
        key = (_base_type(source), str(source.pk))
        if key[0] == target and key[1] in keys:
            return
        if key not in found or _ORDER[where] < _ORDER[found[key][1]]:
            found[key] = (source, where)

    for source in [*_indexed_sources(target, keys), *_pointing_rows(faces)]:
        note(source, Where.LIVE if getattr(source, "live", True) else Where.DRAFT)
    for revision in _waiting_revisions(keys):
        if _refers(revision, target, keys):
            note(
                revision.content_object,
                Where.SCHEDULED if revision.approved_go_live_at else Where.DRAFT,
            )
    if isinstance(obj, Term):
        for request in HelpRequest.objects.filter(concept__in={face.concept_id for face in faces}):
            note(request, Where.LIVE)
    if isinstance(obj, Theme):
        for term in _terms_about(obj):
            note(term, Where.LIVE if term.live else Where.DRAFT)
    standing, withdrawn = _speaking_posts(obj)
    for post in standing - {None}:
        note(post, Where.LIVE)
    for post in withdrawn - {None}:
        note(post, Where.WITHDRAWN)
    uses = [_use(source, where, finder) for source, where in found.values()]
    if isinstance(obj, Term):
        uses += [_use(term, Where.LIVE, finder) for term in faces if term.concept_id != obj.concept_id]
        concepts = [face.concept_id for face in faces]
        if Development.objects.filter(Q(concept__in=concepts) | Q(target__in=concepts)).exists():
            uses.append(Use(_("What became of it, as it was stated"), "", Where.LIVE))
        if ConceptLink.objects.filter(Q(source__in=concepts) | Q(target__in=concepts)).exists():
            may_unlink = user is None or may_link(user, obj.kind)
            url = reverse("links:term", args=[obj.concept_id]) if may_unlink else ""
            uses.append(Use(_("Links to other terms"), "", Where.LIVE, edit_url=url))
    if None in withdrawn:
        uses.append(Use(_("A post that was deleted"), "", Where.WITHDRAWN))
    return sorted(uses, key=lambda use: (_ORDER[use.where], use.title))


_ORDER = {where: place for place, where in enumerate(Where)}


def _base_type(obj: Any) -> int:
    """Return the content type under which Wagtail keeps references from this: a page's is Page."""
    model = Page if isinstance(obj, Page) else type(obj)
    return ContentType.objects.get_for_model(model, for_concrete_model=False).pk


def _indexed_sources(target: int, keys: Iterable[str]) -> Iterator[Any]:
    by_type: dict[int, list[str]] = {}
    rows = ReferenceIndex.objects.filter(to_content_type=target, to_object_id__in=keys)
    for content_type, pk in rows.values_list("base_content_type", "object_id").distinct():
        by_type.setdefault(content_type, []).append(pk)
    for content_type, pks in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model:
            yield from model._default_manager.filter(pk__in=pks)


def _waiting_revisions(keys: Iterable[str]) -> models.QuerySet[Revision]:
    """Return what is written but not published, where one of the keys stands somewhere as a value."""
    waiting = Q(approved_go_live_at__isnull=False)
    for model in apps.get_models():
        if model is Page or (issubclass(model, DraftStateMixin) and not issubclass(model, Page)):
            behind = model._default_manager.filter(Q(live=False) | Q(has_unpublished_changes=True))
            waiting |= Q(pk__in=behind.order_by().values("latest_revision"))
    # A quick look at the text first: reading a revision as an object takes queries of its own.
    mentions = reduce(or_, (Q(text__contains=f": {key}") for key in keys))
    return Revision.objects.alias(text=Cast("content", models.TextField())).filter(waiting & mentions).order_by("pk")


def _refers(revision: Revision, target: int, keys: set[str]) -> bool:
    if revision.content_object is None:
        return False
    references = ReferenceIndex._extract_references_from_object(revision.as_object())
    return any(reference[0] == target and reference[1] in keys for reference in references)


def _terms_about(theme: Theme) -> Iterator[Any]:
    for model in TERM_MODELS.values():
        yield from model.objects.first_written().filter(concept__theme__translation_key=theme.translation_key)


def _pointing_rows(faces: list[Any]) -> Iterator[Any]:
    """Yield what points here by a foreign key; for a part of a page or snippet, that page or snippet."""
    if not faces:
        return
    for relation in type(faces[0])._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not relation.auto_created or relation.concrete or isinstance(field, ParentalKey):
            continue
        model = relation.related_model
        parents = [other for other in model._meta.get_fields() if isinstance(other, ParentalKey)]
        counts = hasattr(model, "snippet_viewset") or hasattr(model, "counts_as_use") or issubclass(model, Page)
        if not parents and not counts:
            continue
        for row in model._base_manager.filter(**{f"{field.name}__in": faces}):
            yield getattr(row, parents[0].name) if parents else row


def _speaking_posts(obj: Any) -> tuple[set[Page | None], set[Page | None]]:
    """Return the posts that say it now, and those that said it once; None stands for a deleted post."""
    rows = statements_of(obj).order_by().values_list("post", "withdrawn_at").distinct()
    now = {post for post, withdrawn in rows if withdrawn is None}
    once = {post for post, withdrawn in rows if withdrawn is not None}
    posts = Page.objects.in_bulk((now | once) - {None})
    return {posts.get(pk) for pk in now}, {posts.get(pk) for pk in once}


def _use(source: Any, where: Where, finder: AdminURLFinder) -> Use:
    is_page = isinstance(source, Page)
    model = (source.specific_class if is_page else type(source)) or type(source)
    return Use(
        title=source.get_admin_display_title() if is_page else str(source),
        kind=str(model._meta.verbose_name),
        where=where,
        language=source.locale.get_display_name() if isinstance(source, TranslatableMixin) else "",
        url=(source.get_url() or "") if is_page and source.live else "",
        edit_url=finder.get_edit_url(source) or "",
    )
