from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlogConfig(AppConfig):
    name = "blog"
    verbose_name = _("blog")

    def ready(self):
        from django.db.models.signals import post_delete, pre_delete, pre_save
        from taggit.models import Tag
        from wagtail.signals import init_new_page, page_published, page_unpublished

        from blog import cards, drafts, following, page_talk, searches, searching, signals, talk, to_do
        from blog.models import Author, PostPage
        from blog.wordpress_admin import starting
        from blog.written_forms import counting
        from collaboration import protection
        from comments.corrections import Corrector, correctors
        from comments.subjects import Subject, subjects
        from home import searching as home_searching
        from home.following import followables, sources
        from home.models import StandardPage
        from home.registries import Beginning, PeriodicJob, ToDoSource, beginnings, periodic_jobs, to_do_sources

        pre_delete.connect(protection.before_deletion, sender=Author, dispatch_uid="unused-blog.Author")
        page_published.connect(signals.post_published, sender=PostPage, dispatch_uid="post-editions")
        page_published.connect(signals.page_written, dispatch_uid="published-words")
        page_unpublished.connect(signals.post_ended, sender=PostPage, dispatch_uid="post-ended")
        post_delete.connect(signals.post_ended, sender=PostPage, dispatch_uid="post-deleted")
        pre_save.connect(signals.tag_begun, sender=Tag, dispatch_uid="tag-begun")
        init_new_page.connect(signals.post_begun, dispatch_uid="post-begun")
        post_delete.connect(talk.post_deleted, sender=PostPage, dispatch_uid="post-discussion")
        post_delete.connect(page_talk.page_deleted, sender=StandardPage, dispatch_uid="page-discussion")
        sources.register(drafts.SOURCE)
        for followable in (*following.FOLLOWABLES, searches.FOLLOWABLE):
            followables.register(followable)
        for source in searching.SOURCES:
            home_searching.sources.register(source)
        subjects.register(
            Subject(
                name=talk.SUBJECT,
                label=PostPage._meta.verbose_name,
                describe=talk.describe,
                readable=talk.readable,
                within=talk.within,
                of_session=talk.of_session,
                sessions=talk.sessions,
            )
        )
        subjects.register(
            Subject(
                name=page_talk.SUBJECT,
                label=StandardPage._meta.verbose_name,
                describe=page_talk.describe,
                readable=page_talk.readable,
                within=talk.within,
            )
        )
        correctors.register(
            Corrector(
                name="statements",
                find=talk.find,
                find_all=talk.find_all,
                may_correct=talk.may_correct,
                correctable_by=talk.correctable_by,
                editors=talk.editors,
                correct=talk.correct,
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="prune_cards",
                run=cards.prune_cards,
                every=timedelta(days=1),
                description=_(
                    "Deletes drawn pictures of posts after half a year; they are drawn again when asked for."
                ),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="wordpress_imports",
                run=starting.look_after,
                every=timedelta(minutes=1),
                description=_(
                    "Goes on with imports from WordPress that were interrupted, and deletes what was uploaded for them "
                    "after a week."
                ),
            )
        )
        periodic_jobs.register(
            PeriodicJob(
                name="published_words",
                run=counting.count_missing,
                every=timedelta(minutes=5),
                description=_(
                    "Counts the words of pages that were published uncounted, for the report on written forms."
                ),
            )
        )
        beginnings.register(Beginning(name="post", words=_("Write a post"), url=to_do.write_a_post))
        to_do_sources.register(
            ToDoSource(
                name="untranslated_posts",
                find=to_do.untranslated_posts,
                permission="wagtail_localize.submit_translation",
            )
        )
