"""Categories, tags and authors that are called otherwise there by now: called so here too, where they may be."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop
from taggit.models import Tag

from blog.models import Author, Category, ImportedThing, Result

from .things import digest

MODELS: dict[str, Any] = {"author": Author, "category": Category, "post_tag": Tag}
LONGEST = {"author": 120, "category": 255, "post_tag": 100}


def rename(terms: Any) -> None:
    """Rename what is called otherwise there; what was renamed here, or is the site's own, keeps its name."""
    named = {("author", author.login[:255]): author.name for author in terms.index.authors.values()}
    named |= {(term.taxonomy, term.slug[:255]): (term.name or term.slug).strip() for term in terms.index.terms}
    for thing in ImportedThing.objects.filter(source=terms.things.source, kind__in=MODELS).order_by("pk"):
        name = named.get((thing.kind, thing.source_id))
        if name and thing.source_digest != digest(name):
            _one(terms.report, thing, name[: LONGEST[thing.kind]], digest(name))


def _one(report: Any, thing: ImportedThing, name: str, there: str) -> None:
    row = MODELS[thing.kind].objects.filter(pk=thing.object_id).first()
    if row is None:
        return
    draft = row.get_latest_revision_as_object() if getattr(row, "latest_revision_id", None) else row
    if draft.name != name:
        others = MODELS[thing.kind].objects.filter(name__iexact=name).exclude(pk=row.pk)
        is_ours = digest(draft.name) == thing.written_digest and row.name == draft.name
        if not is_ours or (thing.kind == "post_tag" and others.exists()):
            report.note(
                gettext_noop("Conflict: a name that was changed there, and is another's or the site's own here"),
                f"{thing.kind} {thing.source_id}: {draft.name} / {name}",
            )
            return
        draft.name = name
        if draft is row:
            row.save()
        else:
            draft.save_revision().publish()
        report.terms[f"{thing.kind}/{Result.UPDATED}"] += 1
    own = digest(name) if thing.written_digest else ""
    ImportedThing.objects.filter(pk=thing.pk).update(source_digest=there, written_digest=own)
