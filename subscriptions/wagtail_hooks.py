from wagtail import hooks

from subscriptions.admin.group import FollowingViewSetGroup
from subscriptions.admin.log_actions import register_log_actions

hooks.register("register_log_actions", register_log_actions)


@hooks.register("register_admin_viewset")
def register_following():
    return FollowingViewSetGroup()
