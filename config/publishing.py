"""Publish pages, snippets and translations from code, by the steps that the editor's forms take."""

import contextlib
import logging

from django_tasks import task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.fields import StreamField
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue
from wagtail_localize.synctree import create_aliases_for_new_page

from home.models.base_page import check_slug


@contextlib.contextmanager
def in_one_go():
    """Index what is published at once and without a log line each, for a command that fills a site.

    Otherwise the worker would have hundreds of small tasks to do when the command is done, and until
    then searches would find nothing, and nothing would be known to be in use.
    """
    usual = task_backends["default"]
    levels = {log: log.level for log in map(logging.getLogger, ("wagtail", "django_tasks"))}
    task_backends["default"] = ImmediateBackend("default", {})
    for log in levels:
        log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        task_backends["default"] = usual
        for log, level in levels.items():
            log.setLevel(level)


def publish_page(page, parent, user=None):
    """Check a new page, put it below its parent, publish it, and return it as it then is.

    Languages that follow the page's own show it at once, as they do when an editor makes one: the
    hook that sees to it is called by the admin's views only. Raises ValidationError.
    """
    check_slug(page.slug, parent.specific)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            setattr(page, field.name, stream.stream_block.clean(stream))
    page.live = False
    page.owner = user
    parent.add_child(instance=page)
    page.save_revision(user=user).publish(user=user)
    page.refresh_from_db()
    create_aliases_for_new_page(page)
    return page


def publish_snippet(snippet, user=None):
    """Check a snippet, save it, publish it, and return it as it then is; raises ValidationError."""
    snippet.full_clean()
    snippet.live = False
    snippet.save()
    snippet.save_revision(user=user).publish(user=user)
    snippet.refresh_from_db()
    return snippet


def translate(source, locale, words, user=None):
    """Publish a translation that can be edited as any other; what `words` lacks stays as it is written.

    `words` is {what the source says: what it is to say}, whole fields or paragraphs, without markup.
    Returns the translation.
    """
    words = {_stored(original): _stored(translated) for original, translated in words.items()}
    origin, _created = TranslationSource.update_or_create_from_instance(source)
    Translation.objects.get_or_create(source=origin, target_locale=locale)
    for segment in StringSegment.objects.filter(source=origin).select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                locale=locale,
                context_id=segment.context_id,
                defaults={
                    "data": words[segment.string.data],
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                    "last_translated_by": user,
                },
            )
    # Published below and not by the package, which waits for the end of the transaction.
    target, _created = origin.create_or_update_translation(
        locale, user=user, publish=False, fallback=True, copy_parent_pages=True
    )
    target.latest_revision.publish(user=user)
    target.refresh_from_db()
    return target


def _stored(text):
    """Return a plain text as wagtail-localize keeps it."""
    return StringValue.from_plaintext(text).data
