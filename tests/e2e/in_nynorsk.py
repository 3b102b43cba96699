"""What the story of a translation needs beside a browser: the pages by their keys, and all as it was afterwards."""

from config.demo.load import SEED_POST
from tests import factories


def post(language):
    from blog.models import PostPage

    return PostPage.objects.get(translation_key=SEED_POST, locale__language_code=language)


def number_of(language):
    return post(language).pk


def is_mirror(language):
    return post(language).alias_of_id is not None


def an_editor():
    return factories.user("editor", language="nb").email


def translation():
    """Return the number of the translation of the post to nynorsk."""
    from wagtail_localize.models import Translation

    return Translation.objects.get(source__object_id=SEED_POST, target_locale__language_code="nn").pk


def source():
    from wagtail_localize.models import TranslationSource

    return TranslationSource.objects.get(object_id=SEED_POST).pk


def change(**fields):
    """Publish the original anew, with these fields."""
    page = post("nb")
    before = {name: getattr(page, name) for name in fields}
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return before


def texts_of(number):
    """Return what is to be read in a translation, as (why, source)."""
    from wagtail_localize.models import Translation

    from languages.review import to_read

    return [(text.why.value, text.source) for text in to_read(Translation.objects.get(pk=number))]


def put_back(before):
    """Let the post in nynorsk mirror its original again, and that say what it said; drafts of terms stay."""
    from wagtail.models import Locale
    from wagtail_localize.models import StringTranslation, TranslationSource

    page = post("nn")
    TranslationSource.objects.filter(object_id=SEED_POST).delete()
    StringTranslation.objects.filter(context__object_id=SEED_POST).delete()
    if not page.alias_of_id:
        page.delete()
        post("nb").copy_for_translation(Locale.objects.get(language_code="nn"), alias=True)
    if before:
        change(**before)
