"""Pages in the reader's language, many at a time."""

from django.db.models import BooleanField, ExpressionWrapper, Q
from wagtail.models import Page

from home.visibility import readable_by_all


def localised(pages, language):
    """Return {pk: the public page in this language, else the page itself}. One query however many.

    The pages have been joined with their locale.
    """
    pages = list(pages)
    keys = {page.translation_key for page in pages if page.locale.language_code != language}
    if not keys:
        return {page.pk: page for page in pages}
    own = {
        page.translation_key: page
        for page in Page.objects.filter(readable_by_all(), translation_key__in=keys, locale__language_code=language)
    }
    return {page.pk: own.get(page.translation_key, page) for page in pages}


def localised_by_number(pks, language):
    """Return {pk: the public page in this language, else the page itself} of the pages there are. One query."""
    keys = Page.objects.filter(pk__in=pks).values("translation_key")
    wanted = Q(pk__in=pks) | Q(translation_key__in=keys, locale__language_code=language)
    is_readable = ExpressionWrapper(readable_by_all(), output_field=BooleanField())
    pages = list(Page.objects.filter(wanted).select_related("locale").annotate(is_readable=is_readable))
    own = {page.translation_key: page for page in pages if page.is_readable and page.locale.language_code == language}
    return {page.pk: own.get(page.translation_key, page) for page in pages if page.pk in pks}
