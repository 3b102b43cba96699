"""The map of everything that anybody may read: each page once, in every language it is written in."""

from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from home.visibility import readable_by_all


class SiteMap(Sitemap):
    """Wagtail's sitemap, in all languages, without what only repeats another page.

    Pages say for themselves what they add (`get_sitemap_urls`); an alias shows its source's text, and is
    asked only for what has addresses of its own below it.
    """

    def items(self):
        """Return the public pages below the front pages of all languages."""
        below = Page.objects.none()
        for home in self.get_wagtail_site().root_page.get_translations(inclusive=True):
            below |= Page.objects.descendant_of(home, inclusive=True)
        return below.filter(readable_by_all()).order_by("path").defer_streamfields().specific()
