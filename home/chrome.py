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


class Chrome:
    """The surroundings of one page, for readers of the active language."""

    def __init__(self, request=None, page=None):
        self.request = request
        self.page = page if isinstance(page, Page) and page.pk else None
        # {language: address} of what is written in it, first written first, where a view knows better than the page.
        self.given = None
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
            if self.page.alias_of_id:
                wanted |= Q(pk=self.page.alias_of_id)
        pages = Page.objects.filter(wanted).filter(readable_by_all())
        return list(pages.select_related("locale", "content_type").order_by("path"))

    def give_to_page(self):
        """Give the page what the surroundings know of it: its locale, and that anybody may read it."""
        for page in self._pages:
            if page.pk == self.page.pk:
                self.page.locale = page.locale
                self.page.is_open = True

    def language_of(self, pk):
        """Return the language of one of the page's live translations, or None."""
        return next((page.locale.language_code for page in self._pages if page.pk == pk), None)

    @property
    def first_written(self):
        """The language that the page was first written in, as far as readers may see that page; or None."""
        written = (page for page in self._faces.values() if not page.alias_of_id)
        first = min(written, key=lambda page: page.pk, default=None)
        return first and first.locale.language_code

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

    def page_of(self, translation_key):
        """Return the face that a page has in this language, where it stands below the home page; or None."""
        return next((page for page in self._sections if page.translation_key == translation_key), None)

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
    def name(self):
        """The site's name."""
        return self.texts.name if self.texts else settings.SITE_NAME

    @cached_property
    def _faces(self):
        """{language: the page in it}, aliases too."""
        if not self.page:
            return {}
        key = self.page.translation_key
        return {page.locale.language_code: page for page in self._pages if page.translation_key == key}

    @cached_property
    def faces(self):
        """{language: address} of the page in each language that it can be read in, aliases too."""
        return {code: self._address(page) for code, page in self._faces.items()}

    @cached_property
    def _rest(self):
        """What stands in the address below the page's own."""
        own, path = self._address(self.page), self.request.path if self.request else ""
        return path[len(own) :] if own and path.startswith(own) else ""

    def _here_at(self, page):
        """Return the address of what is shown here, at another face of the page; None where it may be missing."""
        rest = self.page.rest_in(self._rest, page.locale.language_code) if self._rest else ""
        return None if rest is None else f"{self._address(page)}{rest}"

    @cached_property
    def languages(self):
        """Where this page is to be read in each of the site's languages; else what is nearest to it."""
        return [
            LanguageLink(code=code, name=name, url=self._nearest(code), current=code == self.language)
            for code, name in settings.LANGUAGES
            if code in self._homes
        ]

    def _nearest(self, code):
        if self.given and code in self.given:
            return self.given[code]
        if face := self._faces.get(code):
            return self._here_at(face) or self.faces[code]
        return self._address(self._homes[code])

    @cached_property
    def _written(self):
        """{language: address} where what is shown here is written in that language: no alias, no stand-in."""
        if self.given is not None:
            return self.given
        faces = {code: self._here_at(page) for code, page in self._faces.items() if not page.alias_of_id}
        return {code: address for code, address in faces.items() if address}

    def canonical(self, number=1):
        """Return the one absolute address of what is shown: a copy that is not translated leads to its source.

        `number` is the page of a list.
        """
        address = self._written.get(self.language)
        if not address and self.given:
            address = next(iter(self.given.values()))
        if not address and self.page and self.page.alias_of_id:
            source = next((page for page in self._pages if page.pk == self.page.alias_of_id), None)
            address = source and self._here_at(source)
        query = f"?page={number}" if number > 1 else ""
        return self.request.build_absolute_uri(f"{address or self.request.path}{query}")

    def alternates(self, number=1):
        """Return [(language or "x-default", absolute address)] of true translations, this page among them.

        None where there is but one language, where this is a copy of another page, or the list goes on.
        """
        written = self._written
        if len(written) < 2 or self.language not in written or number > 1:
            return []
        found = [(code, self.request.build_absolute_uri(address)) for code, address in written.items()]
        if settings.LANGUAGE_CODE in written:
            found.append(("x-default", self.request.build_absolute_uri(written[settings.LANGUAGE_CODE])))
        return found


def chrome_of(request, page=None):
    """Return the request's one Chrome."""
    if request is None:
        return Chrome(None, page)
    known = getattr(request, "_chrome", None)
    if known is None or (known.page is None and isinstance(page, Page) and page.pk):
        known = request._chrome = Chrome(request, page)
    return known
