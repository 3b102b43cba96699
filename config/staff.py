"""Who works in the admin."""

from django.db.models import Q, QuerySet

from accounts.models import User


def staff() -> QuerySet[User]:
    """Return the active users who have a role, administrators first."""
    works_here = Q(is_superuser=True) | Q(groups__role__isnull=False)
    return User.objects.filter(works_here, is_active=True).order_by("-is_superuser", "email").distinct()
