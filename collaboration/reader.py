"""What one reader's request needs of the collaboration, looked up once."""

from django.utils.functional import cached_property
from wagtail.models import Locale

from collaboration.models import CollaborationPage, Organisation, Session
from collaboration.routes import HELP_WORDS, ORGANISATIONS, SECTIONS, SESSIONS, WHO_CAN_HELP
from collaboration.vocabulary import directory
from home.chrome import chrome_of
from home.once import asked_once


class Reader:
    """Organisations and sessions in a language, and the addresses of everything.

    Addresses are empty where the site has no public collaboration page in the language.
    """

    def __init__(self, locale, request=None):
        self.locale = locale
        self.request = request

    @cached_property
    def organisations(self):
        return directory(Organisation, self.locale)

    @cached_property
    def sessions(self):
        return directory(Session, self.locale)

    @cached_property
    def front(self):
        """The address of the collaboration page."""
        chrome = chrome_of(self.request)
        page = chrome.section(CollaborationPage) if chrome.language == self.locale.language_code else None
        page = page or CollaborationPage.objects.live().filter(locale=self.locale).order_by("path").first()
        return (page and page.get_url(self.request)) or ""

    def section(self, section):
        """Return the address of the list of organisations, of sessions, or of the terms of a kind."""
        return self.front and f"{self.front}{SECTIONS.word(section, self.locale.language_code)}/"

    @property
    def help(self):
        """The address of the page that says who can help whom."""
        return self.front and f"{self.front}{HELP_WORDS.word(WHO_CAN_HELP, self.locale.language_code)}/"

    def _entry(self, section, slug):
        base = self.section(section)
        return base and f"{base}{slug}/"

    def url(self, thing):
        """Return the address of an organisation, a session, or a term (a Term or a TermName)."""
        if isinstance(thing, Organisation):
            return self._entry(ORGANISATIONS, thing.slug)
        if isinstance(thing, Session):
            return self._entry(SESSIONS, thing.slug)
        return self._entry(thing.kind, thing.slug)


def reader_of(request, locale):
    """Return the request's one Reader of this language."""
    if request is None:
        return Reader(locale)
    readers = request.__dict__.setdefault("_readers", {})
    if locale.pk not in readers:
        readers[locale.pk] = Reader(locale, request)
    return readers[locale.pk]


@asked_once
def reader_in(request, language):
    """Return the Reader of a language code; where the request has one already, nothing is asked."""
    for reader in request.__dict__.get("_readers", {}).values() if request is not None else ():
        if reader.locale.language_code == language:
            return reader
    return reader_of(request, Locale.objects.filter(language_code=language).first() or Locale.get_default())
