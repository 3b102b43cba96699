from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mail"
    label = "mail"
    verbose_name = _("mail")

    def ready(self):
        from home.registries import PeriodicJob, ToDoSource, periodic_jobs, to_do_sources
        from mail import checks, outbox, to_do  # noqa: F401  (checks registers itself)

        periodic_jobs.register(
            PeriodicJob(
                name="deliver_mail",
                run=outbox.deliver_due,
                every=timedelta(minutes=1),
                description=_("Sends the mail that waits, and tries again what could not be sent."),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="purge_sent_mail",
                run=outbox.purge_sent,
                every=timedelta(days=1),
                description=_("Deletes the records of mail that was sent long ago."),
            )
        )
        to_do_sources.register(
            ToDoSource(name="unsent_mail", find=to_do.unsent_mail, permission="mail.view_outgoingmail")
        )
