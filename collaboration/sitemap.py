"""What the collaboration adds to the map of the site: five queries, whatever it holds."""

from collections import defaultdict

from django.db.models import Max, Value
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, Organisation, Session, Statement
from collaboration.routes import ORGANISATIONS, SESSIONS


def _last_said():
    """Return {what: when a public post last said something of it}, for concepts, organisations and sessions."""
    rows = (
        Statement.objects.public()
        .order_by()
        .values_list("concept", "organisation__translation_key", "session__translation_key")
        .annotate(last=Max("post__last_published_at"))
    )
    times = defaultdict(list)
    for *said_of, last in rows:
        for thing in said_of:
            times[thing].append(last)
    return {thing: _latest(*found) for thing, found in times.items()}


def _latest(*times):
    return max((time for time in times if time), default=None)


def _entries():
    """Return {locale's pk: [(section, slug, last change)]} of what has a page, in the language it is written in."""
    said = _last_said()
    found = defaultdict(list)
    for section, model in ((ORGANISATIONS, Organisation), (SESSIONS, Session)):
        rows = model.objects.filter(live=True).order_by("pk")
        for locale, slug, published, key in rows.values_list("locale", "slug", "last_published_at", "translation_key"):
            found[locale].append((section, slug, _latest(published, said.get(key))))
    terms = [
        model.objects.filter(live=True)
        .order_by()
        .values_list(Value(str(kind)), "locale", "slug", "last_published_at", "concept")
        for kind, model in TERM_MODELS.items()
    ]
    for kind, locale, slug, published, concept in sorted(terms[0].union(*terms[1:], all=True), key=lambda row: row[:3]):
        if concept in said:
            found[locale].append((kind, slug, _latest(published, said[concept])))
    return found


def addresses_under(page, request):
    """Return what stands under a collaboration page and is written in its language, for a sitemap.

    Organisations and sessions that readers see, and the terms that public posts have said. What is not
    translated has its one address in the language it was written in.
    """
    if not hasattr(request, "_mapped"):
        # One request maps every language's page.
        request._mapped = _entries(), Locale.objects.in_bulk()
    entries, locales = request._mapped
    page.locale = locales[page.locale_id]
    return [
        {"location": request.build_absolute_uri(page.entry_url(section, slug, request)), "lastmod": lastmod}
        for section, slug, lastmod in entries[page.locale_id]
    ]
