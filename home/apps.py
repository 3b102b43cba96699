from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("site")

    def ready(self):
        from wagtail.models import Site

        from home import admin_words, health, signals, to_do, translations_to_do
        from home.jobs import prune_finished_tasks, publish_scheduled
        from home.registries import HealthCheck, PeriodicJob, ToDoSource, health_checks, periodic_jobs, to_do_sources

        admin_words.follow_the_user()
        post_save.connect(signals.site_saved, sender=Site, dispatch_uid="sites-in-step")
        periodic_jobs.register(
            PeriodicJob(
                name="publish_scheduled",
                run=publish_scheduled,
                every=timedelta(minutes=1),
                description=_("Publishes and takes down what is scheduled."),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="prune_finished_tasks",
                run=prune_finished_tasks,
                every=timedelta(days=1),
                description=_("Deletes the records of background tasks that ended two weeks ago."),
            )
        )
        to_do_sources.register(
            ToDoSource(name="failing_jobs", find=to_do.failing_jobs, permission="home.view_periodicrun")
        )
        to_do_sources.register(ToDoSource(name="own_drafts", find=to_do.own_drafts))
        to_do_sources.register(ToDoSource(name="planned_pages", find=to_do.planned_pages))
        to_do_sources.register(
            ToDoSource(
                name="outdated_translations",
                find=translations_to_do.outdated_translations,
                permission="wagtail_localize.submit_translation",
            )
        )
        for name, check, description in (
            ("database", health.database, _("The database answers.")),
            ("cache", health.cache_works, _("The cache keeps what it is given.")),
            ("worker", health.worker, _("The worker runs.")),
        ):
            health_checks.register(HealthCheck(name=name, check=check, description=description))
