from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("search")

    def ready(self):
        from home.registries import PeriodicJob, periodic_jobs
        from home.searching import Listener, listeners
        from search import indexing, listening, misses

        # The sources have registered: this app comes after theirs.
        listening.connect()
        listeners.register(Listener(name="index", changed=listening.changed, gone=listening.gone))
        for name, run, every, description in (
            (
                "mend_search",
                indexing.mend,
                timedelta(hours=1),
                _("Sees to it that everything published is found by searching, and nothing else."),
            ),
            (
                "count_search_words",
                indexing.count_words,
                timedelta(days=7),
                _("Counts the words of all texts, by which compounds are split and spelling is corrected."),
            ),
            (
                "purge_missed_searches",
                misses.purge,
                timedelta(days=1),
                _("Forgets words that were searched for in vain a while ago."),
            ),
        ):
            periodic_jobs.register(
                PeriodicJob(
                    name=name, run=run, every=every, description=description, abandoned_after=timedelta(hours=2)
                )
            )
