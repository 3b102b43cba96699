"""Wagtail's own user administration, fitted to a user whose name is an e-mail address."""

from wagtail.users.apps import WagtailUsersAppConfig


class AdminUsersConfig(WagtailUsersAppConfig):
    user_viewset = "accounts.viewsets.StaffViewSet"
