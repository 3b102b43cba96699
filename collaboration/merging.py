"""Make several terms one, and take it back. The only writer of `Concept.replaced_by` and of `Merge`.

Posts and their revisions stay as they are: the index follows `replaced_by`. Of the terms only the other
names change, and those are changed alike in what waits to be published, which would bring them back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from collaboration.indexing import reindex
from collaboration.models import TERM_MODELS, Concept, Kind, Merge, Statement
from home import searching
from home.text.normalise import name_key

# More than this many are not compared side by side.
MOST_AT_ONCE = 20
# How long she who merged may take it back herself.
OWN_UNDO = timedelta(days=1)

MERGED, MERGED_INTO, UNDONE = "collaboration.merge", "collaboration.merged_into", "collaboration.undo_merge"


class CannotMerge(ValidationError):
    """These terms can't become one."""


class TooFew(CannotMerge):
    """One term alone."""


class DifferentKinds(CannotMerge):
    """A goal is no means, whatever it is called."""


class AlreadyMerged(CannotMerge):
    """One of them was merged before, perhaps a moment ago."""


class CannotUndo(ValidationError):
    """This merge can't be taken back, or not yet."""


def may_merge(user: Any, kind: str) -> bool:
    """Return whether somebody may merge terms of a kind: readers see it at once, so whoever may publish them."""
    model = TERM_MODELS[Kind(kind)]._meta.model_name
    return user.has_perms([f"collaboration.change_{model}", f"collaboration.publish_{model}"])


def may_undo(merge: Merge, user: Any) -> bool:
    """Return whether somebody may take a merge back: administrators, and for a day whoever did it."""
    if user.has_perm("collaboration.undo_merge"):
        return True
    is_fresh = merge.at > timezone.now() - OWN_UNDO
    return merge.user_id is not None and merge.user_id == user.pk and is_fresh and may_merge(user, merge.kind)


@transaction.atomic
def merge(*, concepts: Iterable[Concept], into: Concept, user: Any = None) -> Merge:
    """Let `into` stand for all these concepts from now on. Raises CannotMerge.

    It takes over their names as other names of its own, language by language, and their theme where it has none.
    """
    merged = {concept.pk for concept in concepts} - {into.pk}
    if not merged:
        raise TooFew(_("Choose at least two terms."))
    _hold_posts(_posts_about(merged))
    locked = _locked({*merged, into.pk})
    if locked.keys() != {*merged, into.pk}:
        raise AlreadyMerged(_("One of the terms is not there any more."))
    if len({concept.kind for concept in locked.values()}) > 1:
        raise DifferentKinds(_("Only terms of the same kind can be merged."))
    # With none replaced, no circle can come about.
    if any(concept.replaced_by_id for concept in locked.values()):
        raise AlreadyMerged(_("One of the terms was merged into another meanwhile. Look at the list again."))
    into = locked.pop(into.pk)
    posts = _posts_about(merged)
    terms = list(TERM_MODELS[Kind(into.kind)].objects.select_for_update().filter(concept__in=[into, *merged]))
    terms.sort(key=lambda term: term.pk)
    firsts = _first_terms(terms)
    theme = _take_over_theme(into, [locked[pk] for pk in sorted(merged)])
    Concept.objects.filter(pk__in=merged).update(replaced_by=into)
    made = Merge.objects.create(
        kind=into.kind,
        into=into,
        user=user,
        content={
            "concepts": sorted(merged),
            "names": {str(pk): firsts[pk].name for pk in sorted(merged) if pk in firsts},
            "into": firsts[into.pk].name if into.pk in firsts else "",
            "aliases": _take_over_names(into.pk, terms),
            "theme": theme,
        },
    )
    _reindex(posts)
    _tell_search(terms)
    for pk, term in firsts.items():
        action = MERGED if pk == into.pk else MERGED_INTO
        log(instance=term, action=action, user=user, data={"merge": made.pk, **_named(made)})
    return made


@transaction.atomic
def undo_merge(*, merge: Merge, user: Any = None) -> list[int]:
    """Let the merged concepts stand for themselves again; returns their ids. Raises CannotUndo.

    The other names that came with them go again, but for those that another merged term has as well.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at:
        raise CannotUndo(_("It was undone already."))
    stays = [merge.into_id] if merge.into_id else []
    _hold_posts(_posts_about(stays))
    locked = _locked([*merge.content["concepts"], *stays])
    into = locked.pop(merge.into_id, None) if merge.into_id else None
    if into and into.replaced_by_id:
        raise CannotUndo(_("The term was later merged into another. Undo that first."))
    back = sorted(pk for pk, concept in locked.items() if into and concept.replaced_by_id == into.pk)
    if into is None or not back:
        raise CannotUndo(_("There is nothing left to undo: the terms were deleted."))
    posts = _posts_about([into.pk])
    Concept.objects.filter(pk__in=back).update(replaced_by=None)
    terms = list(TERM_MODELS[Kind(merge.kind)].objects.select_for_update().filter(concept__in=[into.pk, *back]))
    _give_back_names(merge, into.pk, terms)
    if into.theme_id and into.theme_id == merge.content["theme"]:
        Concept.objects.filter(pk=into.pk).update(theme=None)
    merge.undone_by, merge.undone_at = user, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    _reindex(posts)
    _tell_search(terms)
    for term in _first_terms(sorted(terms, key=lambda term: term.pk)).values():
        log(instance=term, action=UNDONE, user=user, data={"merge": merge.pk, **_named(merge)})
    return back


def _locked(pks: Iterable[int]) -> dict[int, Concept]:
    """Return the concepts, held until the transaction ends; always in one order, so that none waits for another.

    `reindex` holds what it writes about: a post that is published now is through before, or comes after.
    """
    held = Concept.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in held}


def _named(merge: Merge) -> dict[str, Any]:
    return {"names": merge.names, "into": merge.content["into"]}


def _first_terms(terms: Iterable[Any]) -> dict[int, Any]:
    """Return {concept id: the term first written} of terms in the order in which they were written."""
    firsts: dict[int, Any] = {}
    for term in terms:
        firsts.setdefault(term.concept_id, term)
    return firsts


def _take_over_theme(into: Concept, others: Iterable[Concept]) -> int | None:
    """Give a concept without a theme the first of the others', and return it; None where nothing changed."""
    theme: int | None = next((concept.theme_id for concept in others if concept.theme_id), None)
    if into.theme_id or not theme:
        return None
    into.theme_id = theme
    into.save(update_fields=["theme"])
    return theme


# --- Names ---------------------------------------------------------------------------------------


def with_lines(text: str, lines: Iterable[str]) -> str:
    """Return other names with some more below them, each once."""
    known = {name_key(line) for line in text.splitlines()}
    added = [line for line in lines if name_key(line) not in known]
    return "\n".join([text.rstrip(), *added]).strip("\n") if added else text


def without_lines(text: str, lines: Iterable[str]) -> str:
    """Return other names without some of them."""
    gone = {name_key(line) for line in lines}
    return "\n".join(line for line in text.splitlines() if name_key(line) not in gone)


def _names_by_language(terms: Iterable[Any]) -> dict[int, dict[str, tuple[str, int]]]:
    """Return {locale id: {name key: (name, concept id)}} of what readers know these terms by.

    A translation that nobody has published gives away none of its names; a term that is new altogether does.
    """
    terms = list(terms)
    known = {term.concept_id for term in terms if term.live}
    names: dict[int, dict[str, tuple[str, int]]] = defaultdict(dict)
    for term in terms:
        if term.live or term.concept_id not in known:
            for name in (term.name, *term.alias_list):
                names[term.locale_id].setdefault(name_key(name), (name.strip(), term.concept_id))
    return names


def _take_over_names(into: int, terms: list[Any]) -> dict[str, list[str]]:
    """Give the term that stays the others' names in each language; return what was added, by its pk."""
    names = _names_by_language(term for term in terms if term.concept_id != into)
    added = {}
    for term in terms:
        if term.concept_id != into:
            continue
        own = {name_key(name) for name in (term.name, *term.alias_list)}
        new = [name for key, (name, _concept) in names[term.locale_id].items() if key not in own]
        if new:
            _rewrite(term, lambda text, new=new: with_lines(text, new))
            added[str(term.pk)] = new
    return added


def _give_back_names(merge: Merge, into: int, terms: Iterable[Any]) -> None:
    """Take away the names that a merge added; those of terms that stay merged are theirs from now on."""
    stay = TERM_MODELS[Kind(merge.kind)].objects.filter(concept__replaced_by=into).order_by("pk")
    names = _names_by_language(stay)
    others = list(Merge.objects.standing().filter(into=into).exclude(pk=merge.pk))
    for term in terms:
        lines = merge.content["aliases"].get(str(term.pk), [])
        kept = {
            line: names[term.locale_id][name_key(line)][1] for line in lines if name_key(line) in names[term.locale_id]
        }
        gone = [line for line in lines if line not in kept]
        if gone:
            _rewrite(term, lambda text, gone=gone: without_lines(text, gone))
        _hand_over(term, kept, others)


def _hand_over(term: Any, kept: Mapping[str, int], others: Iterable[Merge]) -> None:
    """Note names under the merge that they belong to now, so that they go when that is undone."""
    for line, concept in kept.items():
        for other in others:
            if concept in other.content["concepts"]:
                other.content["aliases"].setdefault(str(term.pk), []).append(line)
                other.save(update_fields=["content"])
                break


def _rewrite(term: Any, change: Any) -> None:
    """Change a term's other names, for readers and in what waits to be published."""
    term.aliases = change(term.aliases)
    term.save(update_fields=["aliases"])
    waiting = Revision.objects.for_instance(term).filter(approved_go_live_at__isnull=False)
    latest = Revision.objects.filter(pk=term.latest_revision_id)
    for revision in {row.pk: row for row in [*waiting, *latest]}.values():
        revision.content["aliases"] = change(revision.content.get("aliases") or "")
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


# --- The index -----------------------------------------------------------------------------------


def _posts_about(concepts: Iterable[int]) -> list[Any]:
    """Return the translation keys of the posts that say one of these."""
    rows = Statement.objects.standing().filter(concept__in=list(concepts)).order_by()
    return sorted(rows.values_list("translation_key", flat=True).distinct())


def _hold_posts(translation_keys: Iterable[Any]) -> None:
    """Hold posts before their terms, as publishing does: two that go the same way don't wait for each other."""
    pages = Page.objects.filter(translation_key__in=list(translation_keys)).order_by("pk")
    list(pages.select_for_update().values_list("pk"))


def _tell_search(terms: Iterable[Any]) -> None:
    """Let what was merged be found no more, and what stands alone again be found."""
    for term in terms:
        searching.changed(str(term.kind), [term.pk])


def _reindex(translation_keys: Iterable[Any]) -> None:
    for key in translation_keys:
        reindex(key)
