"""Whether the site works, for those who watch it: `/health/` answers 200, or 503 and says what is wrong."""

from __future__ import annotations

import logging
import secrets

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from home.registries import HealthCheck, HealthResult, health_checks

logger = logging.getLogger(__name__)

# The shortest jobs run every minute.
WORKER_GONE_AFTER = 300
# Once may be chance; the worker tries again by itself.
FAILURES_THAT_TELL = 3
NOT_WELL = HealthResult(ok=False)


def database() -> HealthResult:
    """Ask the database the least there is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HealthResult(ok=cursor.fetchone() == (1,))


def cache_works() -> HealthResult:
    """Have something remembered, and look whether it was."""
    key, value = f"health.{secrets.token_hex(8)}", secrets.token_hex(8)
    cache.set(key, value, 10)
    kept = cache.get(key) == value
    cache.delete(key)
    return HealthResult(ok=kept)


def worker() -> HealthResult:
    """Look when the worker last began or ended one of its jobs."""
    from home.models import PeriodicRun

    runs = PeriodicRun.objects.aggregate(
        began=Max("started_at"),
        ended=Max("finished_at"),
        failing=Count("pk", filter=Q(failures__gte=FAILURES_THAT_TELL)),
    )
    moments = [moment for moment in (runs["began"], runs["ended"]) if moment]
    age = max(0, round((timezone.now() - max(moments)).total_seconds())) if moments else None
    ok = age is not None and age <= WORKER_GONE_AFTER
    return HealthResult(ok=ok, numbers={"seconds_since_last_run": age, "failing_jobs": runs["failing"]})


def result_of(check: HealthCheck) -> HealthResult:
    """Return what a check finds. What goes wrong is for the log: it may hold names and addresses."""
    try:
        return check.check()
    except Exception:
        logger.exception("The health check %s failed.", check.name)
        return NOT_WELL


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say whether everything works, in figures."""
    results = {check.name: result_of(check) for check in health_checks}
    ok = all(result.ok for result in results.values())
    found = {
        "status": "ok" if ok else "failing",
        "checks": {name: {"ok": result.ok, **result.numbers} for name, result in results.items()},
    }
    response = JsonResponse(found, status=200 if ok else 503, json_dumps_params={"indent": 2})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
