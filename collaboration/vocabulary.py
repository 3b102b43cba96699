"""Names in a reader's language, for everything that is pointed to without one."""

from dataclasses import dataclass

from django.db.models import F, Value

from collaboration.models import TERM_MODELS


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
    ids = list(concept_ids)
    if not ids:
        return {}
    queries = [
        model.objects.in_language(locale)
        .filter(concept__in=ids)
        .values_list("concept_id", Value(str(kind)), "name", "slug", F("locale__language_code"))
        for kind, model in TERM_MODELS.items()
    ]
    return {row[0]: TermName(*row) for row in queries[0].union(*queries[1:], all=True)}


def directory(model, locale):
    """Return {pk of the row first written: live row to show} for all organisations, or all sessions. One query.

    What has no live row in any language is left out.
    """
    shown, first, first_live = {}, {}, {}
    for row in model.objects.select_related("locale").order_by("pk"):
        first.setdefault(row.translation_key, row.pk)
        if row.live:
            first_live.setdefault(row.translation_key, row)
            if row.locale_id == locale.pk:
                shown[row.translation_key] = row
    return {
        pk: shown.get(key) or first_live[key] for key, pk in first.items() if key in shown or key in first_live
    }
