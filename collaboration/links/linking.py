"""Link concepts, and take it back. The only writer of `ConceptLink` and `DeclinedLink`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from collaboration.links.current import faces_of
from collaboration.models import TERM_MODELS, Concept, ConceptLink, DeclinedLink, Kind
from collaboration.models.concept import current_concepts
from collaboration.models.concept_link import relation_between

LINKED, UNLINKED = "collaboration.link", "collaboration.unlink"

# Two concepts by their numbers, whichever of them comes first: their kinds say which way the link goes.
Pair = tuple[int, int]


class CannotLink(ValidationError):
    """These concepts can't be linked."""


class NoSuchLink(CannotLink):
    """Between their kinds there is no link."""


class Gone(CannotLink):
    """One of them is not there any more, or was merged at this very moment."""


class BothWays(CannotLink):
    """The same pair is to be linked and not to be."""


@dataclass
class Done:
    """What came of it, in numbers of pairs; `moved` is what was merged meanwhile, and what stands for it."""

    linked: int = 0
    unlinked: int = 0
    declined: int = 0
    restored: int = 0
    moved: dict[int, int] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return not (self.linked or self.unlinked or self.declined or self.restored)


def may_link(user: Any, kind: str) -> bool:
    """Return whether somebody may link terms of a kind to others: readers see it at once, so she must publish."""
    model = TERM_MODELS[Kind(kind)]._meta.model_name
    return all(user.has_perm(f"collaboration.{right}_{model}") for right in ("change", "publish"))


@transaction.atomic
def change_links(
    *,
    link: Iterable[Pair] = (),
    unlink: Iterable[Pair] = (),
    decline: Iterable[Pair] = (),
    restore: Iterable[Pair] = (),
    user: Any = None,
) -> Done:
    """Link some pairs, unlink others, turn suggestions down or let them come again. Raises CannotLink.

    Done twice, or by two at once, it comes to the same. What was merged meanwhile is taken for what stands for it.
    """
    wanted = [list(pairs) for pairs in (link, unlink, decline, restore)]
    ids = {pk for pairs in wanted for pair in pairs for pk in pair}
    current = current_concepts(ids)
    kinds = _held(set(current.values()))
    to_link, to_unlink, to_decline, to_restore = (
        {_ends(current[one], current[other], kinds): None for one, other in pairs} for pairs in wanted
    )
    if to_link.keys() & (to_unlink.keys() | to_decline.keys()):
        raise BothWays(_("The same term is ticked both to be linked and not to be. Choose one of the two."))
    done = Done(moved={pk: now for pk, now in current.items() if pk != now})
    standing, declined = _Rows(ConceptLink, current.values()), _Rows(DeclinedLink, current.values())
    done.linked = len(new := standing.add(to_link, created_by=user))
    done.unlinked = len(old := standing.remove(to_unlink))
    # What is linked is no suggestion any more, and what is turned down is not linked.
    declined.remove(to_link)
    done.declined = len(declined.add([ends for ends in to_decline if ends not in standing.ends], user=user))
    done.restored = len(declined.remove(to_restore))
    _log(LINKED, new, kinds, user)
    _log(UNLINKED, old, kinds, user)
    return done


def _held(pks: Collection[int]) -> dict[int, str]:
    """Return {concept: its kind}, held until the transaction ends, in one order, so that none waits for another."""
    rows = Concept.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
    held = {row.pk: row for row in rows}
    if held.keys() != set(pks):
        raise Gone(_("One of the terms is not there any more."))
    if any(row.replaced_by_id for row in held.values()):
        raise Gone(_("One of the terms was merged into another this very moment. Save once more."))
    return {pk: row.kind for pk, row in held.items()}


# (source, target, relation)
Ends = tuple[int, int, str]


def _ends(one: int, other: int, kinds: Mapping[int, str]) -> Ends:
    for source, target in ((one, other), (other, one)):
        if relation := relation_between(kinds[source], kinds[target]):
            return source, target, relation.value
    raise NoSuchLink(
        _("There is no such link between terms of these two kinds: %(one)s and %(other)s.")
        % {"one": Kind(kinds[one]).label, "other": Kind(kinds[other]).label}
    )


class _Rows:
    """The rows of a model about some concepts, by what their ends are today."""

    def __init__(self, model: Any, concepts: Iterable[int]) -> None:
        self.model = model
        self.ends: dict[Ends, list[int]] = defaultdict(list)
        faces = faces_of(concepts)
        current = current_concepts(faces)
        rows = model.objects.filter(source__in=faces, target__in=faces)
        for pk, source, target, relation in rows.values_list("pk", "source", "target", "relation"):
            self.ends[current[source], current[target], relation].append(pk)

    def add(self, wanted: Iterable[Ends], **fields: Any) -> list[Ends]:
        new = [ends for ends in wanted if ends not in self.ends]
        rows = [
            self.model(source_id=source, target_id=target, relation=relation, **fields)
            for source, target, relation in new
        ]
        # Where two do it at once and nothing holds them (SQLite), the second finds it done.
        self.model.objects.bulk_create(rows, ignore_conflicts=True)
        self.ends.update((ends, []) for ends in new)
        return new

    def remove(self, wanted: Iterable[Ends]) -> list[Ends]:
        old = [ends for ends in wanted if ends in self.ends]
        self.model.objects.filter(pk__in=[pk for ends in old for pk in self.ends[ends]]).delete()
        for ends in old:
            del self.ends[ends]
        return old


def _log(action: str, pairs: Iterable[Ends], kinds: Mapping[int, str], user: Any) -> None:
    """Note on each term what it was linked to, or is not linked to any more."""
    others: dict[int, list[int]] = defaultdict(list)
    for source, target, _relation in pairs:
        others[source].append(target)
        others[target].append(source)
    terms: dict[int, Any] = {}
    for kind in dict.fromkeys(kinds[pk] for pk in others):
        for term in TERM_MODELS[Kind(kind)].objects.filter(concept__in=others).order_by("pk"):
            terms.setdefault(term.concept_id, term)
    for pk, linked in others.items():
        if pk in terms:
            names = [terms[other].name for other in linked if other in terms]
            log(instance=terms[pk], action=action, user=user, data={"names": names})
