from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    name = "languages"
    verbose_name = _("languages")

    def ready(self):
        from home.registries import PeriodicJob, ToDoSource, periodic_jobs, to_do_sources
        from languages import running, to_do

        periodic_jobs.register(
            PeriodicJob(
                name="purge_draftings",
                run=running.purge,
                every=timedelta(days=1),
                description=_("Deletes the records of translations that were drafted long ago."),
            )
        )

        to_do_sources.register(
            ToDoSource(
                name="translations_to_review",
                find=to_do.translations_to_review,
                permission="wagtail_localize.submit_translation",
            )
        )
