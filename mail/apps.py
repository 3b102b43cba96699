from datetime import timedelta

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "mail"
    label = "mail"
    verbose_name = _("mail")

    def ready(self):
        from home.registries import HealthCheck, PeriodicJob, ToDoSource, health_checks, periodic_jobs, to_do_sources
        from mail import checks, health, outbox, to_do  # noqa: F401  (checks registers itself)

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
        to_do_sources.register(ToDoSource(name="late_mail", find=to_do.late_mail, permission="mail.view_outgoingmail"))
        health_checks.register(
            HealthCheck(name="mail", check=health.outbox, description=_("Mail is handed over when it is due."))
        )
        if apps.is_installed("anymail"):
            from anymail.signals import tracking

            from mail import bounces

            tracking.connect(bounces.tracked, dispatch_uid="mail-bounces")
