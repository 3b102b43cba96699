"""Pages in the reader's language, many at a time."""

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
