from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self):
        from accounts import to_do
        from home.registries import ToDoSource, to_do_sources

        to_do_sources.register(ToDoSource(name="approvals", find=to_do.approvals))
