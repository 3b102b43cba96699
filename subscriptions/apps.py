from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    verbose_name = _("subscriptions")

    def ready(self):
        from django.db.models.signals import post_save

        from home.following import Listener, listeners
        from home.registries import HealthCheck, PeriodicJob, ToDoSource, health_checks, periodic_jobs, to_do_sources
        from mail.suppliers import Supplier, suppliers
        from subscriptions import events, health, mailing, preferences, purging, to_do
        from subscriptions.feeds import websub
        from subscriptions.models import FollowingSettings

        post_save.connect(preferences.settings_saved, sender=FollowingSettings, dispatch_uid="subscriptions-settings")
        listeners.register(Listener(name="mail", happened=events.happened, taken_back=events.taken_back))
        listeners.register(Listener(name="websub", happened=websub.happened, taken_back=websub.taken_back))
        suppliers.register(Supplier(name="following", supply=mailing.write_due))
        periodic_jobs.register(
            PeriodicJob(
                name="hand_over_news",
                run=events.hand_over_due,
                every=timedelta(minutes=1),
                description=_("Decides who is told of what is new, and when."),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="purge_followers",
                run=purging.purge,
                every=timedelta(hours=6),
                description=_("Deletes requests to follow that nobody confirmed, and those who stopped long ago."),
            )
        )
        to_do_sources.register(
            ToDoSource(name="late_news", find=to_do.late_news_to_do, permission="subscriptions.change_delivery")
        )
        to_do_sources.register(
            ToDoSource(
                name="suspended_followers",
                find=to_do.suspended_followers,
                permission="subscriptions.change_subscriber",
            )
        )
        to_do_sources.register(
            ToDoSource(
                name="answers_to_nobody",
                find=to_do.answers_to_nobody,
                permission="subscriptions.change_followingsettings",
            )
        )
        health_checks.register(
            HealthCheck(name="following", check=health.following, description=_("Followers are told of what is new."))
        )
