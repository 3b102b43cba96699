"""Things that look to a template like what the database holds, and are nowhere stored."""

from types import SimpleNamespace
from urllib.parse import quote

from django.utils.html import format_html, format_html_join

from blog.models import Author, Category, PostAuthor, PostCategory, PostPage
from collaboration.models import Organisation, Session
from collaboration.reader import Reader
from collaboration.visual_keys import assign
from home.chrome import Chrome, LanguageLink, MenuItem
from home.models import SiteImage


def organisations_named(names):
    """Return unsaved organisations with visual keys as they would be given; each name is (name, short name)."""
    found, keys = [], []
    for number, (name, short_name) in enumerate(names, 1):
        key = assign(short_name or name, keys)
        keys.append(key)
        found.append(
            Organisation(
                name=name,
                short_name=short_name,
                # Colours are given in the same order whatever the names: one stylesheet serves every set.
                slug=f"pattern-{number}",
                letter=key.letter,
                bands=key.bands,
                colour=key.light.fill,
                colour_dark=key.dark.fill,
            )
        )
    return found


class PatternReader(Reader):
    """Knows the stand-ins; whatever it is asked for lies on the pattern page itself."""

    def __init__(self, organisations, locale, request):
        super().__init__(locale, request)
        self.organisations = dict(enumerate(organisations, 1))
        self.sessions = {}
        self.front = request.path

    def section(self, section):
        return self.front

    def url(self, thing):
        return self.front


def pattern_chrome(request, menu, languages, name, tagline):
    """Return what stands around a page, with a name, a menu and languages of one's choice."""
    chrome = Chrome(request)
    chrome.texts = SimpleNamespace(name=name, tagline=tagline, footer="")
    chrome.name = name
    chrome.menu = [MenuItem(title, request.path, "true" if number == 0 else "") for number, title in enumerate(menu)]
    chrome.foot = [MenuItem(title, request.path, "") for title in menu[-1:]]
    chrome.languages = [
        LanguageLink(code=code, name=own, url=request.path, current=number == 0)
        for number, (code, own) in enumerate(languages)
    ]
    chrome.home_url = "/"
    return chrome


# A picture that needs no file: five books, in the proportions of a thumbnail.
_PICTURE = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 160'><rect width='240' height='160' fill='#cdd5d1'/>"
    "<path d='M20 50h34v110h-34zM60 30h28v130h-28zM94 64h40v96h-40zM140 44h30v116h-30zM176 20h38v140h-38z' "
    "fill='#47544f'/></svg>"
)


def picture():
    """Return an unsaved image whose renditions, in whatever size and format, are one drawing."""
    drawn = {"src": f"data:image/svg+xml,{quote(_PICTURE)}", "width": 240, "height": 160}

    def img_tag(attributes=None):
        # There is but one size to choose from.
        attributes = {**drawn, **(attributes or {}), "sizes": None}
        pairs = [(name, value) for name, value in attributes.items() if value is not None]
        return format_html("<img{}>", format_html_join("", ' {}="{}"', pairs))

    rendition = SimpleNamespace(url=drawn["src"], width=drawn["width"], height=drawn["height"], img_tag=img_tag)
    image = SiteImage(title="Books")
    image.get_rendition = lambda size: rendition
    image.get_renditions = lambda *sizes: {"original": rendition}
    return image


def post(locale, address, *, session="", author="", category="", with_picture=False, **fields):
    """Return an unsaved post for a list."""
    made = PostPage(locale=locale, **fields)
    made.get_url = lambda request=None, current_site=None: address
    made.session = Session(name=session, live=True) if session else None
    made.post_authors = [PostAuthor(author=Author(name=author))] if author else []
    made.post_categories = [PostCategory(category=Category(name=category))] if category else []
    made.featured_image = picture() if with_picture else None
    return made
