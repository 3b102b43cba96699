"""The map of everything that anybody may read: each page once, in every language it is written in."""

from django.db.models import Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site

from home.visibility import readable_by_all


class SiteMap(Sitemap):
    """Wagtail's sitemap, in all languages, without what only repeats another page.

    Pages say for themselves what they add (`get_sitemap_urls`); an alias shows its source's text, and is
    asked only for what has addresses of its own below it.
    """

    def items(self):
        """Return the public pages below the front pages of all languages."""
        site = self.get_wagtail_site()
        below = Q(pk=None)
        # Wagtail's own list of front pages, which the addresses are made of as well.
        for root in Site.get_site_root_paths():
            if root.site_id == site.pk:
                below |= Q(url_path__startswith=root.root_path)
        return Page.objects.filter(below & readable_by_all()).order_by("path").defer_streamfields().specific()
