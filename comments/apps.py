from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("comments")

    def ready(self):
        from django.db.models.signals import post_save, pre_save
        from django_comments_xtd.models import publish_or_unpublish_on_pre_save

        from comments import following, notices, preferences, purging, searching, to_do
        from comments.models import CommentSettings, ModeratedComment
        from home import searching as home_searching
        from home.following import followables, sources
        from home.registries import PeriodicJob, ToDoSource, periodic_jobs, to_do_sources

        # The package publishes every answer to a comment that is saved, and counts them anew each time.
        pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=ModeratedComment)
        post_save.connect(preferences.settings_saved, sender=CommentSettings, dispatch_uid="comment-settings")
        sources.register(following.SOURCE)
        followables.register(following.FOLLOWABLE)
        home_searching.sources.register(searching.SOURCE)
        to_do_sources.register(ToDoSource(name="waiting_comments", find=to_do.waiting_comments))
        periodic_jobs.register(
            PeriodicJob(
                name="tell_of_answers",
                run=notices.send_daily,
                every=timedelta(hours=1),
                description=_("Tells those who asked for it once a day what was answered."),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="tell_moderators",
                run=notices.send_moderators,
                every=timedelta(days=1),
                description=_("Tells moderators once a day what waits, where the site has chosen that."),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="purge_comments",
                run=purging.purge,
                every=timedelta(days=1),
                description=_("Deletes old spam and unconfirmed comments, and lets go of old e-mail addresses."),
            )
        )
