"""Addresses of terms, organisations and sessions in one language, from one look-up of the page they hang under."""

from django.utils.functional import cached_property

from collaboration.models import CollaborationPage
from collaboration.routes import ORGANISATIONS, SECTIONS, SESSIONS


class Links:
    """Addresses for readers of one language; empty where the site has no live collaboration page."""

    def __init__(self, locale, request=None):
        self.locale = locale
        self.request = request

    @cached_property
    def _base(self):
        page = CollaborationPage.objects.live().filter(locale=self.locale).order_by("path").first()
        return (page and page.get_url(self.request)) or ""

    def section(self, section):
        """Return the address of the list of organisations, of sessions, or of the terms of a kind."""
        return self._base and f"{self._base}{SECTIONS.word(section, self.locale.language_code)}/"

    def _entry(self, section, slug):
        base = self.section(section)
        return base and f"{base}{slug}/"

    def term(self, term):
        """Return the address of a term (a Term or a TermName)."""
        return self._entry(term.kind, term.slug)

    def organisation(self, organisation):
        return self._entry(ORGANISATIONS, organisation.slug)

    def session(self, session):
        return self._entry(SESSIONS, session.slug)
