"""Where Wagtail's site changes: a thin call."""

from home.sites import keep_in_step


def site_saved(sender, instance, raw=False, **kwargs):
    """Carry the default site's name over to Django's own table of sites."""
    if not raw and instance.is_default_site:
        keep_in_step(instance)
