"""Who moderates requests for help, and is told of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

MODERATE = "collaboration.moderate_helprequest"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def moderates(user: Any) -> bool:
    """Say whether `user` may decide about requests for help."""
    return user is not None and user.is_active and user.has_perm(MODERATE)


def moderators() -> list[Any]:
    """Return those who are told of what waits: whoever has the right; where there is nobody, the superusers."""
    users = get_user_model().objects
    found = users.with_perm(MODERATE, include_superusers=False, backend=_BACKEND)
    found = found.exclude(email="").select_related("wagtail_userprofile").order_by("pk")
    everybody = users.filter(is_superuser=True, is_active=True).exclude(email="")
    return list(found) or list(everybody.select_related("wagtail_userprofile").order_by("pk"))
