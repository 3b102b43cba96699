"""Pages in the reader's language, many at a time."""

from wagtail.models import Page

from home.visibility import readable_by_all


def localised(pages, locale):
    """Return {pk: the public page in this language, else the page itself}. One query however many."""
    pages = list(pages)
    keys = {page.translation_key for page in pages if page.locale_id != locale.pk}
    if not keys:
        return {page.pk: page for page in pages}
    own = {
        page.translation_key: page
        for page in Page.objects.filter(readable_by_all(), translation_key__in=keys, locale=locale)
    }
    return {page.pk: own.get(page.translation_key, page) for page in pages}
