from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self):
        from accounts import to_do
        from accounts.signing_in import purging
        from home.registries import PeriodicJob, ToDoSource, periodic_jobs, to_do_sources

        to_do_sources.register(ToDoSource(name="approvals", find=to_do.approvals))
        periodic_jobs.register(
            PeriodicJob(
                name="ended_sessions",
                run=purging.delete_ended,
                every=timedelta(hours=1),
                description=_("Deletes what is left of sign-ins that have ended."),
            )
        )
