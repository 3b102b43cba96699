"""Addresses within one blog, in the words of its language."""

from blog.routes import ARCHIVE, AUTHOR, CATEGORY, INDEX_ROUTES, POST_ROUTES, TAG


class BlogLinks:
    """Addresses of a blog's archive, tags, categories and authors."""

    def __init__(self, index_page, request=None):
        self.base = index_page.get_url(request) if index_page else ""
        self.language = index_page.locale.language_code if index_page else ""

    def _filed(self, key, slug=""):
        if not self.base:
            return ""
        word = INDEX_ROUTES.word(key, self.language)
        return f"{self.base}{word}/{slug}/" if slug else f"{self.base}{word}/"

    @property
    def archive(self):
        return self._filed(ARCHIVE)

    def tag(self, tag):
        return self._filed(TAG, tag.slug)

    def category(self, category):
        return self._filed(CATEGORY, category.slug)

    def author(self, author):
        return self._filed(AUTHOR, author.slug)

    def year(self, year):
        return f"{self.base}{year:04}/"

    def month(self, year, month):
        return f"{self.base}{year:04}/{month:02}/"


def post_address(post, key, request=None, item=""):
    """Return the address of what stands below a post: its changes, or one statement."""
    base = f"{post.get_url(request)}{POST_ROUTES.word(key, post.locale.language_code)}/"
    return f"{base}{item}/" if item else base
