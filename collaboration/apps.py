from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class CollaborationConfig(AppConfig):
    name = "collaboration"
    verbose_name = _("collaboration")

    def ready(self):
        from wagtail.models import Page
        from wagtail.signals import published, unpublished

        from collaboration import following, protection, searching, settled_names, signals, talk, to_do
        from collaboration.asking.registering import register_asking
        from collaboration.models import Session, SessionDocument, StatementSource, Term
        from collaboration.models.named_snippet import NamedSnippet
        from collaboration.wordings import searching as wordings
        from comments.affiliations import Affiliations, affiliations
        from comments.subjects import Subject, subjects
        from home import searching as home_searching
        from home.following import followables, sources
        from home.registries import SettledWords, ToDoSource, settled_words, to_do_sources

        for model in apps.get_models():
            if issubclass(model, StatementSource):
                post_save.connect(signals.page_saved, sender=model, dispatch_uid=f"statements-{model._meta.label}")
            if issubclass(model, NamedSnippet):
                pre_delete.connect(protection.before_deletion, sender=model, dispatch_uid=f"unused-{model._meta.label}")
            if issubclass(model, Term):
                post_delete.connect(protection.term_deleted, sender=model, dispatch_uid=f"concept-{model._meta.label}")
        # What expires is saved as a plain page: the row of its own type stays as it is.
        post_save.connect(signals.page_saved, sender=Page, dispatch_uid="statements-plain")
        # The base row goes last, so that no half page is read.
        post_delete.connect(signals.page_deleted, sender=Page, dispatch_uid="statements-deleted")
        published.connect(signals.session_published, sender=Session, dispatch_uid="session-published")
        unpublished.connect(signals.session_published, sender=Session, dispatch_uid="session-unpublished")
        post_delete.connect(
            signals.session_document_deleted, sender=SessionDocument, dispatch_uid="session-document-deleted"
        )
        register_asking()
        to_do_sources.register(ToDoSource(name="terms_without_theme", find=to_do.terms_without_theme))
        sources.register(following.SOURCE)
        for followable in following.FOLLOWABLES:
            followables.register(followable)
        for source in (*searching.SOURCES, wordings.SOURCE):
            home_searching.sources.register(source)
        home_searching.narrowings.register(searching.NARROWING)
        subjects.register(
            Subject(
                name=talk.SUBJECT,
                label=Term._meta.verbose_name,
                describe=talk.describe,
                readable=talk.readable,
                within=talk.within,
                together=talk.together,
                followed_as=talk.followed_as,
            )
        )
        settled_words.register(SettledWords(name="collaboration", between=settled_names.names_between))
        affiliations.register(Affiliations(name="collaboration", listed=talk.organisations_to_be_of))
