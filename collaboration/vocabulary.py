"""Names in a reader's language, for everything that is pointed to without one."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Value

from collaboration.models import TERM_MODELS
from collaboration.models.concept import current_concepts
from home.once import asked_once


@dataclass(frozen=True)
class TermName:
    """What a concept is called in the language asked for, or in the one it was first written in."""

    concept_id: int
    kind: str
    name: str
    slug: str
    language: str


def term_names(concept_ids, locale):
    """Return {concept id: TermName} for the concepts that readers have a name for. One query."""
    ids = tuple(concept_ids)
    return _term_names(ids, locale) if ids else {}


@asked_once
def _term_names(ids, locale):
    queries = [
        model.objects.in_language(locale)
        .filter(concept__in=ids)
        .values_list("concept_id", Value(str(kind)), "name", "slug", F("locale__language_code"))
        for kind, model in TERM_MODELS.items()
    ]
    return {row[0]: TermName(*row) for row in queries[0].union(*queries[1:], all=True)}


@dataclass(frozen=True)
class Chosen:
    """What a chosen term stands for today: its concept (after merges), and its name."""

    concept_id: int
    name: str


def chosen_terms(lists):
    """Return {(kind, pk): Chosen} for the terms that statement lists choose.

    One query, and one more for each step of merging. Terms that are gone are left out.
    """
    pks = defaultdict(set)
    for said in lists:
        pks[said.kind].update(item.term for item in said.items)
    queries = [
        TERM_MODELS[kind]
        .objects.filter(pk__in=chosen)
        .order_by()
        .values_list(Value(str(kind)), "pk", "concept_id", "name", "concept__replaced_by")
        for kind, chosen in pks.items()
        if chosen
    ]
    if not queries:
        return {}
    rows = list(queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0])
    merged = {concept_id for _kind, _pk, concept_id, _name, replaced_by in rows if replaced_by}
    current = current_concepts(merged) if merged else {}
    return {
        (kind, pk): Chosen(current.get(concept_id, concept_id), name) for kind, pk, concept_id, name, _replaced in rows
    }


class Directory(dict):
    """{pk of the row first written: live row to show}.

    `firsts` leads there from any row's pk; `faces` has all live rows of each thing, first written first.
    """

    firsts: dict[int, int]
    faces: dict[int, list]

    def shown(self, pk):
        """Return the row to show for any row of the same thing, or None where none is live."""
        return self.get(self.firsts.get(pk))


def directory(model, locale):
    """Return all organisations, or all sessions, as readers of a language see them. One query.

    What has no live row in any language has nothing to show.
    """
    first, shown, firsts, faces = {}, {}, {}, {}
    for row in model.objects.select_related("locale").order_by("pk"):
        first.setdefault(row.translation_key, row.pk)
        firsts[row.pk] = first[row.translation_key]
        if row.live:
            faces.setdefault(firsts[row.pk], []).append(row)
        if row.live and (row.translation_key not in shown or row.locale_id == locale.pk):
            shown[row.translation_key] = row
    found = Directory((pk, shown[key]) for key, pk in first.items() if key in shown)
    found.firsts, found.faces = firsts, faces
    return found
