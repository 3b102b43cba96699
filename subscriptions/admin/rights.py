"""Who may see those who follow, and do something about them, in Wagtail's admin."""

from __future__ import annotations

from typing import Any

from wagtail.permissions import ModelPermissionPolicy

from home.following import News, sources

SEE = "subscriptions.view_subscriber"
CHANGE = "subscriptions.change_subscriber"
# Who may erase one has the list in hand: she alone takes addresses in, or out.
ALL_OF_THEM = "subscriptions.delete_subscriber"
SEE_DELIVERIES = "subscriptions.view_delivery"
RESEND = "subscriptions.change_delivery"


class FollowingPolicy(ModelPermissionPolicy):
    """Nobody is made a follower by hand, not even by a superuser: she says so herself, from her mailbox."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and super().user_has_permission(user, action)


def may_edit(user: Any, news: News) -> bool:
    """Say whether a user may see the mail about something before it is published."""
    source = sources[news.source]
    return source.may_edit(user, news.key) if source.may_edit else user.has_perm(SEE)


def may_publish(user: Any, news: News) -> bool:
    """Say whether a user may have something mailed again."""
    source = sources[news.source]
    return source.may_publish is not None and source.may_publish(user, news.key) and may_edit(user, news)
