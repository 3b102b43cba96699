"""Django's table of sites, kept in step with Wagtail's: packages read the one, editors change the other."""

from django.conf import settings
from django.contrib.sites.models import Site as DjangoSite


def keep_in_step(site):
    """Give Django's site the host name and the name of Wagtail's default site."""
    domain = site.hostname if site.port in (80, 443) else f"{site.hostname}:{site.port}"
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": domain[:100], "name": (site.site_name or domain)[:50]}
    )
    DjangoSite.objects.clear_cache()
