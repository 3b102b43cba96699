from django.urls import path
from wagtail import hooks

from subscriptions.admin import previewing
from subscriptions.admin.group import FollowingViewSetGroup
from subscriptions.admin.log_actions import register_log_actions

hooks.register("register_log_actions", register_log_actions)


@hooks.register("register_admin_viewset")
def register_following():
    return FollowingViewSetGroup()


@hooks.register("register_admin_urls")
def register_urls():
    at = "following/preview/<str:source>/<str:key>/"
    return [
        path(at, previewing.preview, name="following_preview"),
        path(f"{at}mail/", previewing.body, name="following_preview_body"),
        path(f"{at}test/", previewing.send_test, name="following_preview_test"),
        path(f"{at}change/", previewing.tell_of_change, name="following_preview_change"),
        path(f"{at}call-off/", previewing.call_off, name="following_preview_call_off"),
    ]
