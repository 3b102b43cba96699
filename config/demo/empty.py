"""Take the demo away again: everything that the site's editors and readers see. Who works here stays."""

from django.contrib.contenttypes.models import ContentType
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail_localize.models import LocaleSynchronization, String, Template, TranslatableObject, TranslationSource

from blog.models import Author, Category
from collaboration.models import (
    TERM_MODELS,
    Concept,
    ConceptLink,
    Development,
    HelpRequest,
    Merge,
    NotesReview,
    Organisation,
    Responsibility,
    Session,
    Statement,
    Succession,
    Theme,
    WordingTranslation,
)
from comments.models import Discussion, Writer
from config.demo import followers
from config.demo.promotions import forget_answers
from home.models import SiteText
from mail.models import SuspendedAddress
from subscriptions.models import Event, Subscriber


def empty() -> None:
    """Delete pages, statements and snippets, with their revisions, translations and logs.

    Accounts, roles, settings, pictures and documents stay. In an order in which nothing protected is met.
    """
    LocaleSynchronization.objects.all().delete()
    Redirect.objects.all().delete()
    forget_answers()
    # The sites go with their home pages.
    for page in Page.objects.filter(depth=2):
        page.delete()
    # Comments on terms stay by themselves, so that nothing said is lost with a term: here the terms go too.
    Discussion.objects.all().delete()
    Writer.objects.filter(user=None).delete()
    Statement.objects.all().delete()
    WordingTranslation.objects.all().delete()
    NotesReview.objects.all().delete()
    Merge.objects.all().delete()
    HelpRequest.objects.all().delete()
    Responsibility.objects.all().delete()
    Development.objects.all().delete()
    ConceptLink.objects.all().delete()
    Concept.objects.update(replaced_by=None)
    snippets = [*TERM_MODELS.values(), Category, Session, Organisation, Theme, SiteText]
    Succession.objects.all().delete()
    Author.objects.all().delete()
    for model in snippets:
        if model is Theme:
            Concept.objects.all().delete()
        model.objects.all().delete()
    Tag.objects.all().delete()
    # What was told of is gone, and is told of anew where it comes back. Whoever else has followed stays.
    Event.objects.all().delete()
    Subscriber.objects.filter(email__in=followers.addresses()).delete()
    SuspendedAddress.objects.filter(address__in=followers.addresses()).delete()
    TranslationSource.objects.all().delete()
    TranslatableObject.objects.all().delete()
    String.objects.all().delete()
    Template.objects.all().delete()
    PageLogEntry.objects.all().delete()
    ModelLogEntry.objects.filter(
        content_type__in=ContentType.objects.get_for_models(*snippets, Author).values()
    ).delete()
