"""Who may offer which role: nobody gives more than she has."""

from __future__ import annotations

from wagtail.models import GroupCollectionPermission, GroupPagePermission

from accounts.models import Role, User
from accounts.models.role import RoleKey


def may_give(inviter: User | None, role: str) -> bool:
    """Say whether she may offer the role today; nobody stands for whoever runs the site."""
    if inviter is None:
        return True
    if not inviter.is_active or not inviter.has_perm("accounts.add_invitation"):
        return False
    if inviter.is_superuser:
        return True
    # An administrator has every right, by whatever name.
    return role != RoleKey.ADMINISTRATOR and _has_all_of(inviter, role)


def _has_all_of(inviter: User, role: str) -> bool:
    group = Role.objects.get(key=role).group
    rights = {f"{app}.{code}" for app, code in group.permissions.values_list("content_type__app_label", "codename")}
    if not rights <= inviter.get_all_permissions():
        return False
    for model, place in ((GroupPagePermission, "page"), (GroupCollectionPermission, "collection")):
        hers = set(model.objects.filter(group__user=inviter).values_list(place, "permission"))
        if not set(model.objects.filter(group=group).values_list(place, "permission")) <= hers:
            return False
    return True
