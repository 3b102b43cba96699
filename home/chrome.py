"""What stands around every page: menu, languages, foot. Asked for once a request, in two queries."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Page

from home.models import SiteText
from home.visibility import readable_by_all


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    # "page" on the very page, "true" on its section, else empty.
    current: str


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool
    # Whether it leads to this very page; else to the front page.
    same: bool


class Chrome:
    """The surroundings of one page, for readers of the active language."""

    def __init__(self, request=None, page=None, alternates=None):
        self.request = request
        self.page = page if isinstance(page, Page) and page.pk else None
        # {language: address}, where a view knows better than the page.
        self.given = alternates or {}
        self.language = get_language()

    @cached_property
    def texts(self):
        """The live SiteText of the language, or of the language first written, or None."""
        return SiteText.objects.for_language(self.language)

    @cached_property
    def _pages(self):
        wanted = Q(depth=2) | Q(depth=3, locale__language_code=self.language)
        if self.page:
            wanted |= Q(translation_key=self.page.translation_key)
        pages = Page.objects.filter(wanted).filter(readable_by_all())
        return list(pages.select_related("locale", "content_type").order_by("path"))

    def give_locale(self):
        """Give the page its locale, which was joined with the surroundings."""
        for page in self._pages:
            if page.pk == self.page.pk:
                self.page.locale = page.locale

    def language_of(self, pk):
        """Return the language of one of the page's live translations, or None."""
        return next((page.locale.language_code for page in self._pages if page.pk == pk), None)

    def _address(self, page):
        return page.get_url(self.request) or ""

    @cached_property
    def _homes(self):
        homes = {}
        for page in self._pages:
            if page.depth == 2:
                homes.setdefault(page.locale.language_code, page)
        return homes

    @cached_property
    def home_url(self):
        """The front page of the language."""
        home = self._homes.get(self.language) or next(iter(self._homes.values()), None)
        return (home and self._address(home)) or "/"

    @cached_property
    def _sections(self):
        home = self._homes.get(self.language)
        return [page for page in self._pages if page.depth == 3 and home and page.path.startswith(home.path)]

    def section(self, model, of=None):
        """Return the first page of this type below the home page (and above page `of`), or None."""
        wanted = (model._meta.app_label, model._meta.model_name)
        for page in self._sections:
            if page.content_type.natural_key() == wanted and (of is None or of.path.startswith(page.path)):
                return page
        return None

    def _item(self, page):
        url, path = self._address(page), self.request.path if self.request else ""
        return MenuItem(page.title, url, "page" if url == path else "true" if url and path.startswith(url) else "")

    @cached_property
    def menu(self):
        """The pages below the home page that are marked for menus."""
        return [self._item(page) for page in self._sections if page.show_in_menus]

    @cached_property
    def foot(self):
        """The pages below the home page that are not in the menu: privacy and the like."""
        return [self._item(page) for page in self._sections if not page.show_in_menus]

    @cached_property
    def languages(self):
        """Where this page is to be read in each of the site's languages; else the front page."""
        same = dict(self.given)
        if self.page and not same:
            key = self.page.translation_key
            same = {
                page.locale.language_code: self._address(page) for page in self._pages if page.translation_key == key
            }
        return [
            LanguageLink(
                code=code,
                name=name,
                url=same.get(code) or self._address(self._homes[code]),
                current=code == self.language,
                same=bool(same.get(code)),
            )
            for code, name in settings.LANGUAGES
            if code in self._homes
        ]


def chrome_of(request, page=None, alternates=None):
    """Return the request's one Chrome."""
    if request is None:
        return Chrome(None, page, alternates)
    known = getattr(request, "_chrome", None)
    if known is None or (known.page is None and isinstance(page, Page) and page.pk):
        known = request._chrome = Chrome(request, page, alternates)
    return known
