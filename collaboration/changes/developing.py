"""State what became of a term, and take it back. The only writer of `Development`.

Readers see it at once, so it takes the right to publish.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from collaboration.models import STATUSES, TERM_MODELS, Concept, Development, Kind, Status
from home.text.dates import ImpreciseDate

STATED, TAKEN_BACK = "collaboration.state_development", "collaboration.take_back_development"


class CannotState(ValidationError):
    """This can't be said of the term."""


class AlreadyStated(CannotState):
    """It was said before, perhaps a moment ago by a second click."""


class AlreadyMerged(CannotState):
    """Another term stands for it by now."""


class CannotTakeBack(ValidationError):
    """It was taken back before."""


def may_state(user: Any, kind: str) -> bool:
    """Return whether somebody may say what became of terms of a kind; a move shows on the goal's page as well."""
    kinds = {Kind(kind), Kind.GOAL} if kind in STATUSES else set()
    names = [TERM_MODELS[each]._meta.model_name for each in kinds]
    rights = [f"collaboration.{action}_{name}" for name in names for action in ("change", "publish")]
    return bool(rights) and user.has_perms(rights)


@transaction.atomic
def state(
    *,
    concept: Concept,
    status: str,
    when: ImpreciseDate,
    locale: Locale,
    target: Concept | None = None,
    note: str = "",
    source: Page | None = None,
    user: Any = None,
) -> Development:
    """Add what became of a term to what was stated of it before. Raises ValidationError."""
    # Held until it is written, in one order: a merge or a second click waits, and then sees it.
    wanted = [row.pk for row in (concept, target) if row]
    held = {row.pk: row for row in Concept.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")}
    if len(held) < len(set(wanted)):
        raise CannotState(_("The term is not there any more."))
    if any(row.replaced_by_id for row in held.values()):
        raise AlreadyMerged(_("The term was merged into another meanwhile. State it of the one that stands for it."))
    made = Development(
        concept=held[concept.pk],
        status=status,
        target=held[target.pk] if target else None,
        date=when.start,
        precision=when.precision,
        note=note.strip(),
        locale=locale,
        source=source,
        created_by=user,
    )
    made.full_clean()
    same = {name: getattr(made, name) for name in ("concept", "status", "target", "date", "precision")}
    if Development.objects.standing().filter(**same).exists():
        raise AlreadyStated(_("This is stated already, with the same date."))
    made.save()
    _log(STATED, made, user)
    return made


@transaction.atomic
def take_back(*, development: Development, user: Any = None) -> None:
    """Let readers no longer see it; it stays in the log and on the editors' page. Raises CannotTakeBack."""
    held = (
        Development.objects.select_for_update(of=("self",)).select_related("concept", "target").get(pk=development.pk)
    )
    if held.withdrawn_at:
        raise CannotTakeBack(_("It was taken back already."))
    held.withdrawn_at, held.withdrawn_by = timezone.now(), user
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _log(TAKEN_BACK, held, user)


def _first_term(concept: Concept | None) -> Any:
    if concept is None:
        return None
    return TERM_MODELS[Kind(concept.kind)].objects.filter(concept=concept).order_by("pk").first()


def _log(action: str, development: Development, user: Any) -> None:
    target = _first_term(development.target)
    data = {
        "development": development.pk,
        "status": str(Status(development.status)),
        "date": development.when.iso(),
        "target": target.name if target else "",
    }
    if term := _first_term(development.concept):
        log(instance=term, action=action, user=user, data=data)
