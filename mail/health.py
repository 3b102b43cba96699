"""How the outbox is, for `/health/` and the admin's first page."""

from __future__ import annotations

from django.db.models import Count, Min, Q
from django.utils import timezone

from home.registries import HealthResult
from mail.models import LATE_AFTER, OutgoingMail

State = OutgoingMail.State


def queue_numbers() -> dict[str, int]:
    """Return how much waits, how much of it has failed before, and how long the oldest has been due; in one query."""
    now = timezone.now()
    waiting = Q(state=State.WAITING)
    found = OutgoingMail.objects.exclude(state=State.SENT).aggregate(
        waiting=Count("pk", filter=waiting),
        failing=Count("pk", filter=waiting & ~Q(last_error="")),
        given_up=Count("pk", filter=Q(state=State.GIVEN_UP)),
        in_doubt=Count("pk", filter=Q(state=State.DOUBTFUL)),
        oldest=Min("next_attempt_at", filter=waiting & Q(next_attempt_at__lte=now)),
    )
    oldest = found.pop("oldest")
    return {**found, "oldest_seconds": round((now - oldest).total_seconds()) if oldest else 0}


def outbox() -> HealthResult:
    """Look whether mail goes when it is due. What was given up waits for a person, and is no failure of the site's."""
    numbers = queue_numbers()
    return HealthResult(ok=numbers["oldest_seconds"] <= LATE_AFTER.total_seconds(), numbers=numbers)
