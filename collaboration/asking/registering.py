"""What asking for help hangs in the registries: what waits, and what the clock does."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from collaboration.asking import moderator_mails, purging
from collaboration.asking.to_do import waiting_requests
from home.registries import PeriodicJob, ToDoSource, periodic_jobs, to_do_sources


def register_asking() -> None:
    """Register it all; the app's `ready()` calls this."""
    to_do_sources.register(ToDoSource(name="waiting_requests_for_help", find=waiting_requests))
    periodic_jobs.register(
        PeriodicJob(
            name="tell_of_requests_for_help",
            run=moderator_mails.tell_daily,
            every=timedelta(days=1),
            description=_("Tells moderators once a day which requests for help wait, where the site chose that."),
        )
    )
    periodic_jobs.register(
        PeriodicJob(
            name="purge_requests_for_help",
            run=purging.purge,
            every=timedelta(days=1),
            description=_(
                "Deletes old requests for help that readers don't see, and lets go of the addresses behind the others."
            ),
        )
    )
