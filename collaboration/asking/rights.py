"""Who moderates requests for help, and is told of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q

MODERATE = "collaboration.moderate_helprequest"
_APP, _CODENAME = MODERATE.split(".")


def moderates(user: Any) -> bool:
    """Say whether `user` may decide about requests for help."""
    return user is not None and user.is_active and user.has_perm(MODERATE)


def moderators() -> list[Any]:
    """Return those who are told of what waits: whoever has the right; where there is nobody, the superusers."""
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    users = users.select_related("wagtail_userprofile").order_by("pk")
    right = Permission.objects.filter(codename=_CODENAME, content_type__app_label=_APP)
    given = users.filter(Q(groups__permissions__in=right) | Q(user_permissions__in=right)).distinct()
    return list(given) or list(users.filter(is_superuser=True))
