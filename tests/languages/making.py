"""Translations as an editor begins them, for the tests of this room."""

from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from languages.drafting import translation_of
from tests import factories


def begin(instance, language="nn", user=None):
    """Begin the translation of a page or a snippet."""
    return translation_of(instance=instance, locale=factories.locale(language), user=user)


def write(translation, source, text, machine=False):
    """Have a person (or a machine) translate the text that has these words in the source."""
    segment = translation.source.stringsegment_set.get(string__data=source)
    return StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data=text,
        translation_type="machine" if machine else "manual",
    )


def said(translation):
    """Return {source text: its translation} of what stands in the source now."""
    rows = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )
    now = translation.source.stringsegment_set.values_list("string__data", flat=True)
    return {row.translation_of.data: row.data for row in rows if row.translation_of.data in set(now)}


def synchronise(instance):
    """Bring what is to be translated in step with the original, as wagtail-localize does."""
    source = TranslationSource.objects.get(object_id=instance.translation_key, locale=instance.locale)
    source.update_from_db()
    return Translation.objects.filter(source=source)


def publish(translation):
    """Publish a translation as it stands."""
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.latest_revision.publish()
    target.refresh_from_db()
    return target


def site_in_two_languages():
    """Make a site with a blog in bokmål, and nynorsk beside it."""
    factories.locale("nn")
    return factories.blog()
